"""Posts without a role beside the name: by a place, by what somebody is in charge of, by "diketuai", by "wakilnya"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kpugraph.facts.list_openings import SAYS_WHO
from kpugraph.facts.post_words import words
from kpugraph.facts.successions import Successions
from kpugraph.model import BodyMention, Evidence, PostFact, RolePhrase

_TERM = re.compile(r"\s+(?:untuk\s+)?(?:masa\s+\w+|periode)\s+(\d{4})\s*[-–]\s*(\d{4})")
_DIVISION = frozenset({"divisi"})
_OTHERS = frozenset({"lainnya", "lain"})
_BARE = {"membidangi", "mengampu", "membawahi"}  # without "yang" only these
_SWEARING = frozenset({"pelantikan"})
_SWORN = {"dilantik", "dilantik oleh", "resmi"}
_LIST = 24  # items from a role to one of the list of its holders
_CHAIRED = {"adhoc", "commission", "supervisor", "team"}


class StatedPosts(Successions):
    """Adds such posts."""

    def by_place(self) -> None:
        """ "PPK baru ialah A dan B (Kecamatan X)", "Untuk Kecamatan X dilantik A dan B": the members of that committee."""
        for k in self.outline.valued:
            item, body = self.items[k], self.items[k].value
            if item.kind != "body" or not isinstance(body, BodyMention):
                continue
            if body.rule not in {"bodies.bracket", "bodies.for-district"}:
                continue
            people = self.holders.run_before(k - 2) if body.rule == "bodies.bracket" else self.holders.put_in(k)
            role = self._chairs_listed(people[0]) if people else ""
            for person in people:
                self.add(RolePhrase(item.start, item.end, role, "open", body=body), k, person, "posts.by-place")

    def _chairs_listed(self, first: int) -> str:
        """ "ketua PPK, yakni A (X), B (Y)": what those of a list are, by the role that stands before it."""
        for k in range(first - 1, max(-1, first - _LIST), -1):
            value = self.items[k].value
            if isinstance(value, RolePhrase):
                return "Ketua" if value.role == "Ketua" and value.division is None else "Anggota"
            if self.items[k].text == "." or self.items[k].kind == "break":
                break
        return "Anggota"

    def in_charge(self) -> None:
        """ "A, yang membidangi penanganan pelanggaran, …", "A membidangi hukum": a member, by what he is in charge of."""
        if not self.at(words().in_charge):
            return
        for k in self.outline.valued:
            if k >= len(self.items) - 3 or self.person(k) is None:
                continue
            clause = [",", "yang"] if self.items[k + 1].text == "," else []
            verb = k + 1 + len(clause)
            told = [other.text.lower() for other in self.items[k + 1 : verb]] == clause and verb < len(self.items)
            if not told or self.items[verb].text.lower() not in words().in_charge:
                continue
            if not clause and (self.items[verb].text.lower() not in _BARE or self.items[k - 1].kind == "post"):
                continue
            first_of, end = verb + 1, verb + 1
            while end < len(self.items) and self.items[end].kind in {"divisions", "agencies"}:
                end += 1
            if first_of < end < len(self.items) and self.items[end].text in {",", ".", ";", "dan", "sedangkan"}:
                first, last = self.items[first_of], self.items[end - 1]
                division = " ".join(self.text[first.start : last.end].split())
                phrase = RolePhrase(first.start, last.end, "Anggota", "commission", division=division)
                self.add(phrase, end - 1, k, "posts.in-charge")

    def divided(self) -> None:
        """ "Pembagian divisi: A (Keuangan), B (Hukum)", "A (Ketua), B (Hukum), C (Teknis)": members, each with his division."""
        behind = [i + 1 for i in self.outline.valued]
        for k in sorted({*self.at(_DIVISION), *behind}):
            if k >= len(self.items) - 4:
                break
            shared = self.items[k].text.lower() == "divisi" and self.items[k + 1].text in {":", ","} | SAYS_WHO
            if not shared and not self._chair_in_brackets(k):
                continue
            first = next((n for n in range(k + 1, min(k + 6, len(self.items))) if self.person(n) is not None), None)
            people = self.holders.run(first) if first is not None else []
            shares = [(n, self.holders.bracketed_division(n)) for n in people]
            if len(people) < 2 or not all(division for _, division in shares):
                continue
            for n, division in shares:
                phrase = RolePhrase(self.items[n].end, self.items[n].end, "Anggota", "commission", division=division)
                self.add(phrase, n, n, "posts.divided")

    def _chair_in_brackets(self, k: int) -> bool:
        """ "A (Ketua), B (Hukum), …": whether the bracket that ends at ``k`` makes the one before it the chair."""
        phrase = self.items[k - 1].value if k > 2 and self.items[k].text == ")" else None
        chair = isinstance(phrase, RolePhrase) and phrase.role == "Ketua" and phrase.division is None
        return chair and self.items[k - 2].text == "(" and self.person(k - 3) is not None

    def for_bodies(self) -> None:
        """ "melantik anggota PPK: A untuk PPK X, B untuk PPK Y": the members of committees, each with his own."""
        for i in self.outline.valued:
            phrase = self.items[i].value
            if (
                not isinstance(phrase, RolePhrase)
                or phrase.role != "Anggota"
                or phrase.body is None
                or phrase.body.specific
            ):
                continue
            found = list(self._assigned(i, phrase.body.name.split()[0]))
            for person, at in found if len(found) > 1 else []:
                body = self.items[at].value
                self.add(
                    replace(phrase, body=body if isinstance(body, BodyMention) else None), i, person, "posts.for-bodies"
                )

    def _assigned(self, i: int, head: str) -> Iterator[tuple[int, int]]:
        """The items of each person behind ``i`` and of the committee that "untuk" gives him, in one sentence."""
        for k in range(i + 1, min(i + 50, len(self.items) - 2)):
            if self.items[k].text in {".", ";"} or self.items[k].kind == "break":
                return
            body = self.items[k + 2].value if self.items[k + 1].text in {"untuk", "di"} else None
            fits = isinstance(body, BodyMention) and body.specific and body.name.startswith(head)
            if fits and self.person(k) is not None:
                yield k, k + 2

    def inducted(self) -> None:
        """ "Pelantikan Sekretaris X berlangsung … A dilantik Sekretaris Y, B": A has the post that the swearing in is for."""
        for i in (k + 1 for k in self.at(_SWEARING)):
            phrase = self.items[i].value if i < len(self.items) else None
            if (
                not isinstance(phrase, RolePhrase)
                or self.holders.plural(i, phrase)
                or self.holders.forward(i, phrase)[0]
            ):
                continue
            for k in range(i + 1, min(i + 50, len(self.items) - 1)):
                person = self.person(k) if self.items[k + 1].text.lower() in _SWORN else None
                if person is not None and not any(
                    f.person == person.name and f.role == phrase.role for f in self.facts
                ):
                    self.add(phrase, i, k, "posts.inducted")
                    break

    def chaired(self) -> None:
        """ "Tim Seleksi KPU X yang diketuai A": the chair of the body named before."""
        for k in self.at(words().chaired):
            item = self.items[k]
            if item.text not in words().chaired:
                continue
            people, _ = self.holders.forward(k, RolePhrase(item.start, item.end, "Ketua", "open"))
            body = next(
                (b for n in range(k - 1, max(-1, k - 4), -1) if isinstance(b := self.items[n].value, BodyMention)), None
            )
            if people and body is not None and body.specific and self._alone(k, body):
                chair = RolePhrase(item.start, item.end, self._head(k, body), "open", body=body)
                self.add(chair, k, people[0], "posts.chaired")
                for person in self._membership_of(people[0] + 1):
                    self.add(replace(chair, role="Anggota"), k, person, "posts.chaired")

    def beside_chair(self) -> None:
        """ "Rombongan terdiri dari A (Ketua), B, C dan D": those behind the chair in a list of a commission's own."""
        if not self.at(words().opens_list):
            return
        for i in self.outline.valued:
            phrase = self.items[i].value
            inside = 2 < i < len(self.items) - 3
            bracketed = inside and self.items[i - 1].text == "(" and self.items[i + 1].text == ")"
            if (
                not isinstance(phrase, RolePhrase)
                or not bracketed
                or phrase.role != "Ketua"
                or phrase.division is not None
            ):
                continue
            led = self.person(i - 2) is not None and self.items[i - 3].text.lower() in words().opens_list
            people = self.holders.run_of_plain(i + 2) if led else []
            for k in people if len(people) > 1 else []:
                self.add(replace(phrase, role="Anggota", status="current"), i, k, "posts.beside-chair")

    def others(self) -> None:
        """ "Komisioner KPU X A dan B ikut; dua lainnya, C dan D, piket": those left of the members told of before."""
        for k in self.at(_OTHERS):
            if not 1 < k < len(self.items) - 2 or self.items[k].text.lower() not in _OTHERS:
                continue
            if self.items[k - 1].text.lower() not in words().numbers:
                continue
            people = self.holders.run(k + 2) if self.items[k + 1].text.lower() in {",", "yakni", "yaitu"} else []
            before = range(k - 2, max(-1, k - 40), -1)
            stop = next((n for n in before if self.items[n].text == "." or self.items[n].kind in {"post", "break"}), -1)
            phrase = self.items[stop].value if stop >= 0 else None
            if len(people) > 1 and isinstance(phrase, RolePhrase) and phrase.role == "Anggota":
                for person in people:
                    self.add(replace(phrase, division=None), stop, person, "posts.others")

    def leading(self) -> None:
        """ "A, yang memimpin PPK X", "A dipercaya menakhodai KPU Y": the chair of a committee or commission."""
        leads = words().leads
        for k in self.at(leads):
            led = k + 1 < len(self.items) and self.items[k].text.lower() in leads
            body = self.items[k + 1].value if led else None
            person = self._leader(k) if isinstance(body, BodyMention) and body.kind in _CHAIRED else None
            if person is None or not isinstance(body, BodyMention) or not body.specific:
                continue
            term = _TERM.match(self.text, body.end)
            period = f"{term[1]}-{term[2]}" if term else None
            chair = RolePhrase(body.start, body.end, "Ketua", "open", body=body, period=period)
            self.add(chair, k + 1, person, "posts.leading")

    def _leader(self, k: int) -> int | None:
        """Who stands before a verb of leading at ``k``, where the words between say that it is a post."""
        n = k - 1
        while n > 0 and self.items[n].text.lower() in words().entrusted:
            n -= 1
        tied = n < k - 1 or self.items[k].text.lower() in words().chairs
        if n > 0 and self.items[n].text == "," and self.items[n + 1].text == "yang":
            n -= 1
        return n if tied and n >= 0 and self.person(n) is not None else None

    def _away(self, k: int, principal: PostFact) -> int:
        """How far behind the principal the word for the deputy at ``k`` may stand."""
        if self.items[k].text.lower() == "pasangannya":
            return 90 if "Calon " in principal.role and "Wakil" not in principal.role else -1
        return 32 if k and self.items[k - 1].kind == "statuses" else 12  # "didampingi bakal calon wakilnya, B"

    def _membership_of(self, j: int) -> list[int]:
        """ "… diketuai A, beranggotakan B dan C": the members behind the chair."""
        j += j < len(self.items) and self.items[j].text == ","
        led = j < len(self.items) and self.items[j].text.lower() == "beranggotakan"
        return self.holders.run(j + 1) if led else []

    def _head(self, k: int, body: BodyMention) -> str:
        """What the head of a body is called: "Sekretariat KPU X dinakhodai A" has a secretary."""
        at = next(n for n in range(k - 1, -1, -1) if self.items[n].value is body)
        return "Sekretaris" if at and self.items[at - 1].text == "Sekretariat" else "Ketua"

    def _alone(self, k: int, body: BodyMention) -> bool:
        """Whether it is the body that is chaired, and no group of it: "Kontingen KPU X diketuai A"."""
        at = next(n for n in range(k - 1, -1, -1) if self.items[n].value is body)
        before = self.items[at - 1] if at else None
        office = before is not None and before.text == "Sekretariat"
        return body.kind in {"team", "ethics"} or before is None or office or before.kind in {"punct", "break"}

    def deputies(self) -> None:
        """ "Bupati X A dan wakilnya B", "Calon Bupati A dan pasangannya B": the deputy of the holder just named."""
        for k in self.at(words().deputies):
            item = self.items[k]
            if k + 1 >= len(self.items) or item.text.lower() not in words().deputies:
                continue
            at = k + 2 if self.items[k + 1].text == "," and k + 2 < len(self.items) else k + 1
            person = self.person(at)
            held = [f for f in self.facts if f.evidence[0].end <= item.start]
            if person is None or not held or item.start - held[-1].evidence[0].end > self._away(k, held[-1]):
                continue
            base = held[-1]
            if base.role in words().crowd:
                continue
            start, end = item.start, self.items[at].end
            evidence = Evidence(
                start, end, self.text[start:end], "posts.deputy", 0.85, "", (f"wakilnya -> of {base.person}",)
            )
            standing, _, office = base.role.rpartition("Calon ")
            role = f"{standing}Calon Wakil {office}" if office != base.role else f"Wakil {base.role}"
            self.facts.append(replace(base, person=person.name, role=role, evidence=(evidence,)))
