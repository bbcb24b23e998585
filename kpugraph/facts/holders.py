"""Who holds a post, by where the names stand: behind the role, before it, in a list, in brackets, counted off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.facts.brackets import Brackets
from kpugraph.facts.list_openings import SAYS_WHO, past_aside, past_seat, past_verb
from kpugraph.facts.post_words import words
from kpugraph.mentions.captions import before_position, past_command, past_position
from kpugraph.model import BodyMention, PersonMention, RolePhrase, TextItem

_AMONG = SAYS_WHO | {"di antaranya", "diantaranya", "antaranya", "antara lain", "antara", "masing-masing"}
_JOINS = {"dan", "serta", "beserta", "&"}
_PUPILS = {"Pengurus", "Siswa", "Siswi"}  # of whom a word without a number may mean many
_MOST_GLUE = 6
_FROM = {"dari", "asal", "dapil", "partai", "fraksi"}  # behind a name in a list
_SINCE = (["kini", ","], ["sekarang", ","])  # "mantan Ketua X, A, kini Ketua Y"
_OPENING = 4  # items at the head of an article in which a dateline stands


@dataclass(frozen=True, slots=True)
class Holders(Brackets):
    """Finds people beside the role phrases of one article's items."""

    # ------------------------------------------------------------ behind the role

    def forward(self, i: int, phrase: RolePhrase) -> tuple[list[int], str]:
        """(people, words between) that the role at ``i`` names: one person, or a list after a plural role."""
        j = past_command(self.items, past_position(self.items, past_seat(self.items, i)))
        j = self._clause_end(j) if j == i + 1 else j
        if j == i + 1 and self.plural(i, phrase) and phrase.status == "candidate":
            j = past_verb(self.items, j)
        between: list[str] = []
        while j < len(self.items) and len(between) < _MOST_GLUE and self._glue(j, between):
            word = self.items[j].text.lower()
            if word == "," and between[-1:] == [","]:
                return [], ""
            between.append(word)
            j += 1
        if j >= len(self.items) or self.items[j].kind != "person":
            return [], ""
        if phrase.role in words().crowd and between[-1:] != ["bernama"] and not self._one_of(i, phrase, j, between):
            return [], ""
        if between[:1] == [","] and i and self.items[i - 1].text.lower() in words().in_charge:
            return [], ""  # "A memegang Divisi X, B Divisi Y"
        if "termasuk" in between and not self.plural(i, phrase):
            return [], ""
        if between[:1] == ["nomor"] and phrase.status != "candidate":  # "Keputusan Ketua KPU Nomor 12/2024. Sarno …"
            return [], ""
        first = j - len(between)
        if any(word == "." and self.items[first + n - 1].kind != "num" for n, word in enumerate(between)):
            return [], ""
        people = [j]
        if self.plural(i, phrase):
            counted = between[-1:] == ["."] and self.items[j - 2].kind == "num"  # "yang lolos: 1. A 2. B"
            while (after := self.next_in_list(people[-1] + 1, numbered=counted)) is not None and not self._has_own(
                after
            ):
                people.append(after)
            if self._fronted(i) and not self._joined(people):
                del people[1:]
        return people, " ".join(between)

    def _one_of(self, i: int, phrase: RolePhrase, j: int, between: Sequence[str]) -> bool:
        """ "bidan Puskesmas X Sarno", "Seorang siswi SMA X, Warti, …": one of a crowd, right behind it or alone between commas."""
        if not between:
            return phrase.role != "Pengurus" and phrase.body is not None and phrase.body.specific
        before = self.items[i - 1] if i else None
        first = before is None or before.kind == "break" or before.text.lower() in {".", "seorang", "satu", "”"}
        first = first or (before is not None and before.text in {"dan", "serta"} and self.text[phrase.start].isupper())
        after = self.items[j + 1].text if j + 1 < len(self.items) else ""
        return (first or phrase.role not in _PUPILS) and list(between) == [","] and after in {",", "."}

    def _has_own(self, k: int) -> bool:
        """ "Ketua Divisi X A dan B Kasubbag Y", "… dan B, staf Subbag Y.": whether the last of a list has a role of its own."""
        comma = k + 3 < len(self.items) and self.items[k + 1].text == "," and self.items[k + 3].text in {".", ";"}
        at = k + 2 if comma else k + 1
        phrase = self.items[at].value if at < len(self.items) else None
        if not isinstance(phrase, RolePhrase) or phrase.division is None:
            return False
        return self.text[phrase.start].isupper() != comma

    def _fronted(self, i: int) -> bool:
        """ "Didampingi staf X A, B menerima …": whether the role stands in what opens the sentence before its subject."""
        if not i or self.items[i - 1].text.lower() not in words().company:
            return False
        return i == 1 or self.items[i - 2].text in {".", "”", '"'} or self.items[i - 2].kind == "break"

    def _joined(self, people: Sequence[int]) -> bool:
        """Whether "dan" or the like stands before the last of a list."""
        return len(people) > 1 and any(self.items[n].text.lower() in _JOINS for n in range(people[-2] + 1, people[-1]))

    def _clause_end(self, j: int) -> int:
        """Past "lainnya yang hadir" before "yakni", "dari Partai X" before ", NAME"; ``j`` where no such clause stands."""
        first = j
        while j < len(self.items) and self.items[j].text.lower() in {"lainnya", "lainya", "lain", "itu"}:
            j += 1
        if j < len(self.items) and self.items[j].text in {"dari", "jalur", "asal"}:
            return self._origin_end(j)
        if j < len(self.items) and self.items[j].text.lower() in {"unsur", *words().tickets}:
            return self._of_pair(j)
        if j < len(self.items) and self.items[j].text.lower() in words().resigning:  # "Dua anggota X mundur, yaitu A"
            return next((k for k in range(j + 1, min(j + 5, len(self.items))) if self.items[k].text in SAYS_WHO), first)
        if j >= len(self.items) or self.items[j].text.lower() != "yang":
            return first
        for k in range(j + 1, min(j + 8, len(self.items))):
            item = self.items[k]
            named = k + 1 < len(self.items) and self.items[k + 1].kind == "person"
            if item.text.lower() in _AMONG or (named and item.text.lower() in {"itu", "tersebut"}):
                return k
            if item.text == "," and named and k + 2 < len(self.items) and self.items[k + 2].text in {",", "."}:
                return k  # "Anggota KPU X yang membawahi Y, Sarno, …"
            if item.kind == "post" and self.items[k - 1].text.lower() == "mewakili":  # "… yang mewakili Bupati, A"
                return k + 1
            if item.kind in {"person", "post", "break"} or item.text in {".", ",", ";"}:
                break
        return first

    def _of_pair(self, j: int) -> int:
        """Past whom a holder serves, before ", NAME": "LO pasangan calon A-B, C, …", "anggota TPD X unsur KPU, C"."""
        pair = self.items[j].text.lower() in words().tickets
        role = self.items[j - 1].value if j else None
        if pair and not (isinstance(role, RolePhrase) and (role.frame == "none" or role.role in words().of_pair)):
            return j
        for k in range(j + 1, min(j + 12, len(self.items) - 1)):
            item = self.items[k]
            if item.text == "," and self.items[k + 1].kind == "person":
                return k
            if item.kind in {"post", "break"} or item.text in {".", ",", ";"} or (item.kind == "person" and not pair):
                break
        return j

    def _origin_end(self, j: int) -> int:
        for k in range(j + 1, min(j + 7, len(self.items) - 1)):
            item = self.items[k]
            if item.text == "," and self.items[k + 1].kind == "person":
                return k
            party = isinstance(item.value, BodyMention) and item.value.kind == "party"
            if party:  # "anggota DPR RI dari Fraksi X A", "… dari Partai X atas nama A"
                further = k + 2 if self.items[k + 1].text.lower() in {"atas nama", "bernama"} else k + 1
                if further < len(self.items) and self.items[further].kind == "person":
                    return further
            if item.text.lower() in _AMONG:
                return k - 1 if self.items[k - 1].text == "di" else k
            if item.kind in {"person", "post", "break"} or item.text in {".", ",", ";"}:
                break
        return j

    def _glue(self, j: int, between: Sequence[str]) -> bool:
        item = self.items[j]
        word = item.text.lower()
        if word == "kepada":
            return bool(words().holds & set(between))
        if item.kind == "statuses" and bool(words().holds & set(between)):  # "Jabatan ROLE dirangkap Plt. A"
            return word.startswith(("pl", "pj", "penjabat"))
        return word in words().forward or item.kind in {"break", "num"}

    def plural(self, i: int, phrase: RolePhrase) -> bool:
        """Whether the role at ``i`` may be several people's: by its kind, or by a number before it."""
        if phrase.role in words().plural or " Ahli " in phrase.role:
            return True
        before = self.items[i - 1] if i else None
        return before is not None and before.text.lower() in words().numbers and self.text[phrase.start].islower()

    def next_in_list(self, j: int, *, numbered: bool = False) -> int | None:
        """The next person of a list, past brackets ("(Divisi Teknis)"), dashes with a division, and list marks."""
        depth = marks = 0
        replaced = -1
        aside = past_aside(self.items, j)
        for k in range(aside, min(aside + 14, len(self.items))):
            item = self.items[k]
            if item.kind == "person" and k == replaced:
                continue
            if item.kind == "person":
                return k if marks and not depth else None
            if item.text == "(":
                depth += 1
            elif item.text == ")":
                depth -= 1 if depth else 0
                marks += 1 if numbered else 0
            elif numbered and item.text == "." and self.items[k - 1].kind == "num":  # "1. A 2. B"
                marks += 1
            elif depth:
                continue
            elif item.text.lower() == "menggantikan" and not marks:  # "A menggantikan B dan C menggantikan D"
                replaced = k + 1
            elif item.text.lower() in words().list or (item.kind == "break" and self._line_of_list(k + 1)):
                marks += 1
            elif (item.kind == "post" and self.is_division(k) and self.items[k - 1].text in {"-", "–"}) or (
                item.text.lower() in _FROM and not marks
            ):
                continue
            elif not (
                item.kind == "num"
                or item.text in {".", "-", "–"}
                or self._from_party(k)
                or (numbered and is_party(item))
            ):
                return None
        return None

    def _from_party(self, k: int) -> bool:
        """Whether an item says what a listed person comes from: "A dari Partai X, B dari dapil 2"."""
        body = self.items[k].value
        origin = self.items[k - 1].text.lower() in _FROM
        return origin and ((isinstance(body, BodyMention) and body.kind == "party") or self.items[k].text.isupper())

    def _line_of_list(self, k: int) -> bool:
        """Whether a line begins as one of a list: with a number or a dash."""
        return k < len(self.items) and (self.items[k].kind == "num" or self.items[k].text in {"-", "–", "•"})

    # ------------------------------------------------------------ before the role

    def backward(self, i: int, phrase: RolePhrase) -> tuple[list[int], list[str]]:
        """(people, words between) before a role: "X selaku Ketua …", "X, Ketua KPU Sumbar", "X (Divisi Hukum)".

        Several people where a plural role is said of a list.
        """
        k, between = self._walk_back(i)
        if (
            k < 0
            or self.items[k].kind != "person"
            or between[-1:] == ["dan"]
            or between in (["dan", "–"], ["dan", "-"])
        ):
            return [], between
        if k < _OPENING and between in (["–"], ["-"]):  # "AMBON, Kabarnews – Ketua …": the dateline
            return [], between
        if between[:1] == ["dilantik"]:  # "A, yang dilantik Ketua X"
            return [], between
        if not between:
            return ([k] if self._adjoins(i, phrase) else []), between
        now = (
            {"yang"} < set(between) <= {"yang", "kini", "sekarang", "saat", "ini", "saat ini"}
        )  # "B, yang kini Ketua X"
        earlier = (
            now
            or between in _SINCE
            or (bool(words().past & set(between)) and ("yang" in between or set(between) <= words().past | {","}))
        )  # "A, yang sebelumnya Ketua X", "A dulu anggota Y"
        if not (between == [","] or earlier or any(word in words().ties for word in between)):
            return [], between
        people = [k]
        bare = between == ["("] and phrase.body is None and phrase.division is None  # "A, B dan C (Anggota)"
        if self.plural(i, phrase) and (words().spread & set(between) or bare):
            while (before := self._before_in_list(people[0] - 1)) is not None:
                if bare and any(item.text == ")" for item in self.items[before : people[0]]):
                    break  # "A (Ketua), B (Staf)": to each his own
                people.insert(0, before)
        elif between == [","] and self._closing_list(i, k):
            people = self.run_before(k)
        elif between == [","] and self._closing_pair(i, k):
            people.insert(0, k - 2)
        return people, between

    def _walk_back(self, i: int) -> tuple[int, list[str]]:
        """The item before the words that may tie a name to the role at ``i``, and those words from the last on."""
        k = i - 1
        between: list[str] = []
        if k > 3 and self.items[k].text == "," and (at := before_position(self.items, k - 1)) < k - 1:
            return at, [","]  # "A (kiri), Ketua X"
        while k >= 0 and len(between) < 7:
            opening = self._party_before(k)
            if opening is None and self.items[k].text.lower() not in words().backward:
                break
            if opening is None:
                between.append(self.items[k].text.lower())
            k = k - 1 if opening is None else opening - 1
        return k, between

    def _closing_list(self, i: int, k: int) -> bool:
        """ "bersama A, B, dan C, Komisioner KPU X, memimpin": three names and more of one role that ends at a mark."""
        phrase = self.items[i].value
        several = isinstance(phrase, RolePhrase) and phrase.role == "Anggota" and phrase.body is not None
        ended = i + 1 >= len(self.items) or self.items[i + 1].text in {".", ";", ","}
        people = self.run_before(k) if several and ended else []
        first = self.items[people[0] - 1] if people and people[0] else None
        own = first is not None and (
            first.kind == "post" or (first.text == "," and self.items[people[0] - 2].kind == "post")
        )
        return len(people) > 2 and self._joined(people) and not own

    def _closing_pair(self, i: int, k: int) -> bool:
        """ "A dan B, Staf Subbagian X.": two names of one role that ends the sentence."""
        phrase = self.items[i].value
        several = isinstance(phrase, RolePhrase) and phrase.role in words().plural and phrase.body is not None
        ended = i + 1 >= len(self.items) or self.items[i + 1].text in {".", ";"}
        paired = k > 1 and self.items[k - 1].text in {"dan", "&"} and self.items[k - 2].kind == "person"
        return several and ended and paired and (k < 3 or self.items[k - 3].kind != "post")

    def _party_before(self, k: int) -> int | None:
        """The opening of a bracket that ends at ``k`` and holds a party: "A (Partai X) sebagai anggota"."""
        if self.items[k].text != ")" or k < 2 or self.items[k - 2].text != "(":
            return None
        body = self.items[k - 1].value
        return k - 2 if isinstance(body, BodyMention) and body.kind == "party" else None

    def _adjoins(self, i: int, phrase: RolePhrase) -> bool:
        """ "A mantan Ketua PPK X", "A Ketua Bawaslu Y": a role directly behind the name, which says whose body it is."""
        if phrase.status == "former" and self.text[phrase.start].islower():
            return True
        stated = (phrase.body is not None and phrase.body.specific) or phrase.division is not None
        closed = i + 1 >= len(self.items) or self.items[i + 1].text in {".", ",", ";", ")"}
        return stated and (self.text[phrase.start].isupper() or closed)

    def _before_in_list(self, j: int) -> int | None:
        """The person before a list mark at ``j``, past a bracket, and past what names are numbered with."""
        j = self._label(j)
        if j < 1 or self.items[j].text.lower() not in words().list:
            return None
        k = j - 1
        if self.items[k].text in {",", ";"}:  # "A, B, dan C"
            k -= 1
        if self.items[k].text == ")":
            while k > 0 and self.items[k].text != "(":
                k -= 1
            k -= 1
        return k if k >= 0 and self.items[k].kind == "person" else None

    def _label(self, j: int) -> int:
        """Before "Teradu II," where that ends at ``j``: "Teradu I, A; dan Teradu II, B"."""
        if j < 3 or self.items[j].text != "," or not _numeral(self.items[j - 1]):
            return j
        return j - 3 if self.items[j - 2].text.lower() in words().parties else j

    def run(self, k: int, *, numbered: bool = False) -> list[int]:
        """The list of people that begins at ``k``; empty where none does."""
        people = [k] if k < len(self.items) and self.items[k].kind == "person" else []
        while people and (after := self.next_in_list(people[-1] + 1, numbered=numbered)) is not None:
            people.append(after)
        return people

    def run_before(self, k: int) -> list[int]:
        """The list of people that ends at ``k``; empty where none does."""
        people = [k] if k >= 0 and self.items[k].kind == "person" else []
        while people and (before := self._before_in_list(people[0] - 1)) is not None:
            if any(item.text == ")" for item in self.items[before : people[0]]):  # "A (X), B (Y)": to each his own
                break
            people.insert(0, before)
        return people

    def absent(self, i: int) -> bool:
        """Whether the holder of the role at ``i`` is not there: "Kapolres X diwakili …", "mewakili Bupati, …"."""
        if i and self.items[i - 1].text.lower() in words().aides:
            return True
        head = self.items[i - 1] if i > 1 else None  # "Ketua Forum Komunikasi Kuwu X, A": a part of a name
        if head is not None and head.kind == "bodies" and head.text[:1].isupper() and self.items[i - 2].kind == "post":
            return True
        following = [item.text.lower() for item in self.items[i + 1 : i + 3]]
        if following[:1] == ["yang"]:
            following = following[1:]
        if following and following[0] in words().absent:
            return True
        before = self.items[i - 1].text.lower() if i else ""
        return before in words().standing_in and following[:1] == [","] and not self._named_and_followed(i)

    def _named_and_followed(self, i: int) -> bool:
        """ "Mewakili Ketua KPU X, A, Anggota KPU X, B, …": the one who stands in has a role and a name of his own."""
        behind = self.items[i + 1 : i + 5]
        if [item.text if item.kind == "punct" else item.kind for item in behind] != [",", "person", ",", "post"]:
            return False
        phrase = self.items[i + 4].value
        return isinstance(phrase, RolePhrase) and bool(self.forward(i + 4, phrase)[0])

    def person(self, k: int) -> PersonMention | None:
        """The person at item ``k``, if it is one."""
        value = self.items[k].value
        return value if isinstance(value, PersonMention) else None


def _numeral(item: TextItem) -> bool:
    return item.kind == "num" or not set(item.text) - set("IVX")


def is_party(item: TextItem) -> bool:
    return isinstance(item.value, BodyMention) and item.value.kind == "party"
