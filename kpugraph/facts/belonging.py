"""Which body a post belongs to, where the role itself leaves it out or names only its class."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from kpugraph.facts.list_openings import polling_committee
from kpugraph.facts.post_words import directorates, units, words
from kpugraph.facts.same_place import SamePlace
from kpugraph.facts.surroundings import body_of
from kpugraph.mentions.places import ITS, OFFICES, known_as
from kpugraph.model import BodyMention, RolePhrase, TextItem
from kpugraph.name_words import name_words
from kpugraph.text import sentence_at

_BY_OFFICE = tuple(f", {office}" for office in OFFICES)  # ends the step that only the office decides
_LOCAL = {"DPRD", "DPRK"}
# Kinds of body that may stand sentences before their role.
_FAR = {"education", "school", "court", "prison", "province", "national", "parliament", "party"}
_BY_LEVEL = {"province", "national"}
_IN_FULL = {"Lapas": ("Lapas ", "Lembaga Pemasyarakatan "), "Rutan": ("Rutan ", "Rumah Tahanan ")}
_VERB = re.compile(r"(?:me[mnrlwy]|mem|men|ber|di|ter)[a-z]{3,}$")
_LED = {"commission", "supervisor", "adhoc", "party", "association", "team"}  # of which "ketuanya" is said
_COMMISSION = {"commission", "supervisor", "ethics"}
_ETHICS = "DKPP"
SWEARING = "only the national commission swears in the others"  # the step of a chair whose "KPU" is KPU RI for that


@dataclass
class Belonging(SamePlace):
    """Which body each role of one article belongs to; ``office`` publishes it."""

    def body(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str]:
        """(body, how it was found) of the role phrase that is item ``i``; the second is "" where the text names the body."""
        if phrase.body is not None and phrase.body.specific:
            if self._swears_in(phrase, i):
                national = replace(phrase.body, name="KPU RI", level="national", region=None, rule="posts.swearing")
                return national, SWEARING
            beside = self.named_beside(phrase.body, i) or self.of_the_same_place(phrase.body, i)
            return (beside, "") if beside is not None else _national(phrase, phrase.body)
        if phrase.body is not None:
            return self._named_before(phrase.body, i)
        if phrase.frame == "government":
            return self.same_government(phrase)
        if phrase.frame in {"district", "village"}:
            return self.same_place(phrase, i)
        if not phrase.elliptical or self._of_something_else(phrase, i):
            return None, ""
        if ITS in phrase.steps or self.made_up_of(i):
            last = self._of_last(phrase, i)
            if last is not None:
                return last
        listed = self._of_the_list(phrase, i)
        if listed is not None:
            return listed
        if phrase.role.startswith("Wakil ") and not phrase.kinds and phrase.division is None:
            return self._beside_principal(phrase, i)
        if i > 2 and self.items[i - 1].text == "(" and phrase.kinds and self.in_brackets_too(i):
            return None, ""
        found = self.sworn_in(phrase, i) or self.chosen_by(phrase, i) or self._from_context(phrase, i)
        if found[0] is None and phrase.division is not None and phrase.kinds == ("parliament",):
            return self._own_parliament(phrase)
        return self._ministry(phrase) if found[0] is None else found

    def _of_the_list(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str] | None:
        """The body of the list, in one line or below a heading, in which the role stands; None where it stands in none."""
        listed, body = self.opened(i)
        if listed and not phrase.kinds and phrase.division is None:
            specific = body is not None and body.specific
            return (body, f"{phrase.role} -> of {body.name}, whose list it is") if specific and body else (None, "")
        heading = self.headed(i) or self.in_turn(i)
        if heading is not None and self._owns(heading, phrase):
            return heading, f"{phrase.role} -> of {heading.name}, whose list it is"
        return None

    def _own_parliament(self, phrase: RolePhrase) -> tuple[BodyMention | None, str]:
        """ "Ketua Fraksi X, A", "Ketua Komisi A, B": of the parliament of the office's territory, where no other is named."""
        part = (phrase.division or "").split()
        own = part[0] == "Fraksi" or (part[0] == "Komisi" and part[-1] in {"A", "B", "C", "D", "E"})
        if self.office is None or not self.office.region or self.office.body.startswith("KIP") or not own:
            return None, ""
        name = f"DPRD {self.office.body.split(' ', 1)[1]}"
        body = BodyMention(
            phrase.start,
            phrase.end,
            name,
            "parliament",
            region=self.office.region,
            rule="posts.parliament",
            confidence=0.85,
        )
        return body, f"{phrase.role} -> of {name}, {known_as(self.office)}"

    def _of_last(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str] | None:
        """The organisation named last, in this sentence or the one before: "… PPS X menempel daftar. Ketuanya A, …".

        Of one whose place is left open ("Ketua PPS A dan anggotanya B") it is that one's; None where none is named.
        """
        at = next((k for k in range(i, max(-1, i - 50), -1) if self.items[k].text.lower() in words().made_up), i)
        number = sentence_at(self.sentences, self.items[at].start)
        start = self.sentences[max(0, number - 1)].start if number >= 0 else self.items[i].start
        for k in self.backwards(i):
            body, value = body_of(self.items[k]), self.items[k].value
            if self.items[k].start < start:
                return None
            if isinstance(value, RolePhrase) and ITS in phrase.steps and ITS not in value.steps:
                led = self.body(value, k)[0]  # "Wakil Ketua Komisi II, A, dan anggotanya, B", "Kabag Ops A dan stafnya"
                if led is not None and led.kind not in _LED:
                    return led, f"{phrase.role} -> of {led.name}, as the {value.role} before it"
            if body is None or body.kind not in (_COMMISSION if phrase.frame == "commission" else _LED):
                continue
            found = body if body.specific else self._named_before(body, k)[0]
            return found, f"{phrase.role} -> of {found.name}, named last before it" if found is not None else ""
        return None

    def _beside_principal(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str]:
        """ "Ketua DPRD X A bersama Wakil Ketua B": no commission has a deputy, save Aceh's: of the last one that is led."""
        principal = phrase.role.removeprefix("Wakil ").split()[0]
        leaders = [value for item in self.items[:i] if isinstance(value := item.value, RolePhrase)]
        leaders = [p for p in leaders if p.body is not None and principal in p.role.split()]
        leaders = [
            p for p in leaders if p.body is not None and (p.body.kind not in _COMMISSION or "KIP" in p.body.name)
        ]
        if leaders:
            last = leaders[-1]
            body, how = self.body(last, next(k for k in range(i) if self.items[k].value is last))
            return body, how or (f"{phrase.role} -> of {body.name}, whose {last.role} is named before" if body else "")
        aceh = self.office is not None and self.office.body.startswith("KIP")
        named = self.named_last(i)
        led = named is not None and (named.kind in _LED - _COMMISSION - {"adhoc"} or named.name.startswith("KIP "))
        return self._from_context(phrase, i) if aceh or led else (None, "")

    def _ministry(self, phrase: RolePhrase) -> tuple[BodyMention | None, str]:
        """ "Dirjen Dukcapil A": of the ministry whose directorate general this is."""
        name = directorates().get(phrase.division or "") if phrase.role == "Direktur Jenderal" else None
        if name is None:
            return None, ""
        body = BodyMention(
            phrase.start, phrase.end, name, "ministry", "national", rule="posts.directorate", confidence=0.9
        )
        return body, f"{phrase.division} -> of {name}, whose directorate general it is"

    def _swears_in(self, phrase: RolePhrase, i: int) -> bool:
        """ "Ketua Komisi Pemilihan Umum A melantik lima komisioner KPU X": the bare name is the national body's."""
        if phrase.role != "Ketua" or phrase.body is None or phrase.body.rule != "bodies.office":
            return False
        verb = False
        for item in self.items[i + 1 : i + 18]:
            if item.text == ".":
                return False
            verb = verb or item.text.lower() == "melantik"
            value = item.value
            if verb and isinstance(value, RolePhrase) and value.body is not None:
                return value.role == "Anggota" and value.body.kind == "commission" and value.body.level != "national"
        return False

    def _of_something_else(self, phrase: RolePhrase, i: int) -> bool:
        """Whether the word behind a bare role says what it belongs to: "ketua rombongan", "Ketua TAPD", "anggota keluarga"."""
        if phrase.division is not None or i + 1 >= len(self.items):
            return False
        item = self.items[i + 1]
        word = item.text.lower()
        if item.kind == "post" and phrase.role == "Staf":  # "Staf Kajari X"
            return True
        if word in words().elliptical:
            return False
        if item.kind == "bodies" and item.text[:1].isupper():  # "Ketua Tim Hukum salah satu pasangan"
            return True
        if item.kind in {"cap", "venues", "levels", "events", "agencies", "titles"} and item.text[:1].isupper():
            unknown = item.text.isupper() or word in name_words().never or self._organisation(i + 1)
            return item.kind != "titles" and unknown
        if item.kind not in {"word", "cues", "events", "divisions", "venues", "agencies"}:
            return False
        return not _VERB.match(word)

    def _organisation(self, k: int) -> bool:
        """ "Direktur Parameter Politik Indonesia Sarno": capitals between a role and its holder that no reader knows."""
        first = k
        while k < len(self.items) and self.items[k].kind in {"cap", "region", "agencies", "divisions", "venues"}:
            if not self.items[k].text[:1].isupper():
                return False
            k += 1
        return k > first and k < len(self.items) and self.items[k].kind == "person"

    def _named_before(self, wanted: BodyMention, i: int) -> tuple[BodyMention | None, str]:
        """A class name ("Ketua PPK") as the specific body of that class named last before it."""
        head = wanted.name.split()[0]
        near = self.sentence_start(self.sentence_start(wanted.start) - 1) if wanted.kind == "agency" else 0
        for item in reversed(self.items[:i]):
            body = body_of(item) if item.start >= near else None
            fits = body is not None and body.level == (wanted.level or body.level)
            if body is not None and fits and body.specific and body.name.startswith(_IN_FULL.get(head, f"{head} ")):
                return body, f"{head} -> {body.name}, named before"
        if head == "KPPS" and (station := polling_committee(self.items, i)) is not None:
            return station, f"{head} -> {station.name}, whose station is named before"
        if wanted.name == "Fakultas":
            schools = [b for item in self.items[:i] if (b := body_of(item)) is not None and b.specific]
            last = next((b for b in reversed(schools) if b.kind == "education"), None)
            return (last, f"{head} -> of {last.name}, named before") if last is not None else (None, "")
        if wanted.name == "Tim Pemeriksa Daerah":  # whose province the text leaves out
            return replace(wanted, specific=True, confidence=0.8), ""
        if wanted.kind == "parliament" and self.office is not None and self.office.region and wanted.name in _LOCAL:
            territory = self.office.body.split(" ", 1)[1]
            name = f"{wanted.name} {territory}"
            body = replace(
                wanted, name=name, specific=True, region=self.office.region, rule="posts.parliament", confidence=0.85
            )
            return body, f"{head} -> {name}, by {known_as(self.office)}"
        return None, ""

    def _from_context(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str]:
        """The body of a role without one: the last of its sentence, else the publishing office's own."""
        start = self.sentence_start(phrase.start)
        far = set(phrase.kinds) & _FAR
        for k in self.backwards(i):
            item = self.items[k]
            if item.start < start and not far:
                break
            chamber = _of_chamber(item) if phrase.role == "Anggota" and phrase.division is None else None
            if chamber is not None:
                return self.body(chamber, k)  # "Sekretaris Komisi A A beserta anggota B"
            body = body_of(item)
            if body is not None and item.start < start and not (far & _BY_LEVEL or body.kind in far):
                continue
            venue = (
                body is not None and body.rule == "bodies.venue" and body.kind in phrase.kinds
            )  # a school's own head
            named = body is not None and (body.specific or venue) and body.rule != "bodies.regulation"
            if item.kind == "body" and k and self.items[k - 1].text.lower() in words().letters:
                continue
            listed = (
                body is not None and body.kind == "parliament" and self.items[i - 1].text == "("
            )  # "DPRD X ialah A (Ketua)"
            if named and body is not None and (listed or self._owns(body, phrase)):
                where = "in the sentence" if item.start >= start else "in the article"
                body = self.of_the_same_place(body, k) or body
                return body, f"{phrase.role} -> of {body.name}, named before it {where}"
        if self.of_a_district(start, i) or self.of_a_team(phrase, start, i):
            return None, ""
        behind = self.of_the_next(phrase, i)
        if behind is not None and self._owns(behind, phrase):
            return behind, f"{phrase.role} -> of {behind.name}, named for the next of the list"
        return self._only_unit(phrase) or self._visited(phrase, i) or self._office_body(phrase, i)

    def _only_unit(self, phrase: RolePhrase) -> tuple[BodyMention, str] | None:
        """ "Kasat Reskrim A" is of the one Polres that the article names, "Kasi Pidum A" of the one Kejaksaan Negeri."""
        heads = next((heads for start, heads in units().items() if phrase.role.startswith(start)), ())
        if "prosecution" in phrase.kinds:
            heads = ("Kejaksaan Negeri",)
        if phrase.kinds == ("court",):  # "Hakim Ketua A … di PN X"
            heads = ("Pengadilan Negeri", "Pengadilan Agama", "Pengadilan Tata Usaha Negara")
        named = {b.name: b for b in self.bodies if heads and b.specific and b.name.startswith(heads)}
        if len(named) != 1 or not set(phrase.kinds) & {"police", "prosecution", "army", "court"}:
            return None
        body = next(iter(named.values()))
        return body, f"{phrase.role} -> of {body.name}, the only one that the article names"

    def _visited(self, phrase: RolePhrase, i: int) -> tuple[BodyMention, str] | None:
        """The last commission named where the article has not named the publishing office's own: news about another."""
        if self.office is None or not set(phrase.kinds) <= {"commission", "supervisor"}:
            return None
        if i and self._own[i - 1]:
            return None
        for k in self.backwards(i):
            body = body_of(self.items[k])
            if body is None or not body.specific or body.kind not in _COMMISSION:
                continue
            if body.level in {"national", "province"} and k and self.items[k - 1].text.lower() in {"kepada", "ke"}:
                continue  # "dilaporkan kepada KPU RI": no news about it
            if self.office.body == _ETHICS:  # which judges the others
                fits = body.kind != "ethics"
            else:  # a Bawaslu's rooms are not a KPU's
                fits = not phrase.kinds or body.name.split()[0] == self.office.body.split()[0]
            if fits:
                return body, f"{phrase.role} -> of {body.name}, whom the article is about"
        return None

    @cached_property
    def _own(self) -> list[bool]:
        """Per item whether the office's own commission stands at or before it, outside of quotations; not for DKPP."""
        own: list[bool] = []
        for k, last in enumerate(self.last):
            if k and last == self.last[k - 1]:
                own.append(own[-1])
                continue
            body = body_of(self.items[last]) if last >= 0 else None
            here = body is not None and self.office is not None and body.name == self.office.body != _ETHICS
            here = here and body is not None and body.specific and body.kind in _COMMISSION
            own.append(here or (last > 0 and own[last - 1]))
        return own

    def _office_body(self, phrase: RolePhrase, i: int) -> tuple[BodyMention | None, str]:
        if self.office is not None and self.office.body == _ETHICS and "ethics" not in phrase.kinds:
            return None, ""  # its news tell of the chairs and members of other bodies
        commission = not phrase.kinds or bool(set(phrase.kinds) & {*_COMMISSION, "province", "national"})
        if self.office is None or not commission:
            return None, ""
        if self.office.rule.startswith("press.") and not phrase.kinds:
            heads = (b for k in self.backwards(i) if (b := body_of(self.items[k])) is not None and b.specific)
            told = next((body for body in heads if body.kind in _COMMISSION), None)
            if told is not None and told.name != self.office.body:
                return told, f"{phrase.role} -> of {told.name}, named last before it"
        small = self.office.region is not None and len(self.office.region) > 2
        if phrase.kinds and set(phrase.kinds) & {"province", "national"} and small:
            return None, ""  # a regency's commission has no such post
        if "ethics" in phrase.kinds and self.office.body != _ETHICS:
            named = next((body for body in self.bodies if body.name == _ETHICS), None)
            return named, f"{phrase.role} -> of {_ETHICS}, which the article names" if named is not None else ""
        office = BodyMention(phrase.start, phrase.end, self.office.body, rule="posts.office", confidence=0.9)
        return office, f"{phrase.role} -> of {self.office.body}, {known_as(self.office)}"

    def _owns(self, body: BodyMention, phrase: RolePhrase) -> bool:
        if phrase.frame == "commission" and phrase.role == "Anggota" and body.kind == "adhoc":
            return body.level == "district"  # "Ketua PPK X, A, didampingi Divisi Data B"
        if phrase.role == "Kepala Bagian" and body.kind == "government":  # "kembali ke Pemkab X sebagai Kabag Humas"
            return body.level in {"regency", "province"}
        if "province" in phrase.kinds:
            return body.kind in _COMMISSION and body.level != "regency"
        if "national" in phrase.kinds:
            return (body.kind in _COMMISSION and body.level == "national") or body.kind in phrase.kinds
        if phrase.kinds:
            return body.kind in phrase.kinds
        if phrase.frame == "commission" or phrase.division is not None:
            return body.kind in _COMMISSION
        return body.kind in _COMMISSION | {"adhoc", "party", "team", "association"}


def is_understood(step: str) -> bool:
    """Whether a step of a post says that only the office gives its body."""
    return step.endswith(_BY_OFFICE)


def _of_chamber(item: TextItem) -> RolePhrase | None:
    """The role at an item, where it is one in a part of a parliament."""
    value = item.value
    of_part = isinstance(value, RolePhrase) and "parliament" in value.kinds and value.division is not None
    return value if isinstance(value, RolePhrase) and of_part else None


def _national(phrase: RolePhrase, body: BodyMention) -> tuple[BodyMention, str]:
    """A post that only the national body has, beside a bare "KPU" that would else be the office's own."""
    if body.rule not in {"bodies.office", "bodies.again"} or "national" not in phrase.kinds or body.level == "national":
        return body, ""
    whole = replace(body, name=f"{body.name.split()[0]} RI", level="national", region=None, steps=())
    return whole, f"{phrase.role} -> of {whole.name}, which alone has one"
