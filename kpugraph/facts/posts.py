"""Who holds which post: role phrases joined to the people beside them, and to a body where the text leaves it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.facts.belonging import belonging
from kpugraph.facts.handovers import Handover, handovers
from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, Evidence, Office, PersonMention, PostFact, RolePhrase, Span, TextItem


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``data/rules/posts.toml``."""

    forward: frozenset[str]
    backward: frozenset[str]
    ties: frozenset[str]
    past: frozenset[str]
    numbered: frozenset[str]
    counters: frozenset[str]
    list: frozenset[str]
    plural: frozenset[str]
    replaced: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once. DataError where the file lacks a list."""
    data = rules("posts")
    try:
        return Words(*(frozenset(data[name]) for name in Words.__slots__))
    except KeyError as error:
        raise DataError(f"has no list {error}", where="posts.toml", todo="add it") from error


@dataclass
class PostReader:
    """Makes the post facts of one article from its items."""

    text: str
    items: Sequence[TextItem]
    sentences: Sequence[Span]
    office: Office | None
    facts: list[PostFact] = field(default_factory=list)

    def read(self) -> list[PostFact]:
        """The posts in text order, one per person, role and body."""
        i = 0
        while i < len(self.items):
            if self.items[i].kind == "post":
                pair = self._pair(i)
                if pair:
                    i = pair
                    continue
                self._holders(i)
            i += 1
        for handover in handovers(self.items):
            self._hand_over(handover)
        for k in range(len(self.items) - 2):
            self._members(k)
        self._predecessors()
        return merge(self.facts)

    def _hand_over(self, handover: Handover) -> None:
        """A post that changes hands: held by the one who comes, formerly by the one who leaves."""
        phrase = self._phrase(handover.role)
        for k, status in ((handover.leaves, "former"), (handover.comes, phrase.status)):
            person = self._person(k) if k is not None else None
            known = {(fact.person, fact.role) for fact in self.facts}
            if k is not None and person is not None and (person.name, phrase.role) not in known:
                self._add(replace(phrase, status=status), handover.role, k, "posts.handover")

    def _members(self, k: int) -> None:
        """ "PPK Kecamatan Ganra: A, B, C": the members of an ad hoc body, listed behind its name."""
        body = self.items[k].value
        listed = (
            isinstance(body, BodyMention) and body.kind == "adhoc" and body.specific and self.items[k + 1].text == ":"
        )
        if not listed or self.items[k + 2].kind != "person":
            return
        assert isinstance(body, BodyMention)
        people = [k + 2]
        while (after := self._next_in_list(people[-1] + 1)) is not None:
            people.append(after)
        if len(people) > 1:
            phrase = RolePhrase(body.start, body.end, "Anggota", "open", body=body)
            for person in people:
                self._add(phrase, k, person, "posts.members-list")

    # ------------------------------------------------------------ who

    def _holders(self, i: int) -> None:
        phrase = self._phrase(i)
        back, status = self._backward(i, phrase)
        tied = bool(back) and self.items[i - 1].text != ","
        forward = [] if tied else self._forward(i + 1, phrase)
        if forward:
            for k in forward:
                self._add(phrase, i, k, "posts.role-name")
        elif back:
            for k in back:
                self._add(replace(phrase, status=status or phrase.status), i, k, "posts.name-role")
        elif self._plural(phrase):
            for k in self._counted_off(i):
                self._add(phrase, i, k, "posts.counted-off")

    def _counted_off(self, i: int) -> list[int]:
        """ "melantik lima Anggota KPU X. Kelimanya ialah 1) A 2) B": a list in the next sentence that says who they are."""
        for j in range(i + 1, min(i + 40, len(self.items) - 1)):
            item = self.items[j]
            if item.kind in {"post", "break"} or (
                item.kind == "person" and self.items[j - 1].text.lower() not in words().numbered
            ):
                return []
            if item.text.lower() in words().counters and self.items[j + 1].text.lower() in {
                "yakni",
                "yaitu",
                "ialah",
                "adalah",
                ":",
            }:
                k = j + 2
                while k < len(self.items) and (self.items[k].kind == "num" or self.items[k].text in {")", ".", ":"}):
                    k += 1
                people = [k] if k < len(self.items) and self.items[k].kind == "person" else []
                while people and (after := self._next_in_list(people[-1] + 1, numbered=True)) is not None:
                    people.append(after)
                return people
        return []

    def _forward(self, j: int, phrase: RolePhrase) -> list[int]:
        """Indices of the people that the role at ``j - 1`` names: one, or a list after a plural role."""
        skipped = 0
        while j < len(self.items) and skipped < 4 and self._glue(j):
            if self.items[j].text == "," and skipped and self.items[j - 1].text == ",":
                return []
            j += 1
            skipped += 1
        if j >= len(self.items) or self.items[j].kind != "person":
            return []
        if skipped and self.items[j - 1].text == "." and self.items[j - 2].kind != "num":
            return []
        if not self._plural(phrase):
            return [j]
        people = [j]
        while (after := self._next_in_list(people[-1] + 1)) is not None:
            people.append(after)
        return people

    def _plural(self, phrase: RolePhrase) -> bool:
        return phrase.role in words().plural

    def _glue(self, j: int) -> bool:
        item = self.items[j]
        return item.text.lower() in words().forward or item.kind in {"break", "num"}

    def _next_in_list(self, j: int, *, numbered: bool = False) -> int | None:
        """The next person of a list, past brackets ("(Divisi Teknis)"), dashes with a division, and list marks."""
        depth = marks = 0
        for k in range(j, min(j + 12, len(self.items))):
            item = self.items[k]
            if item.kind == "person":
                return k if marks and not depth else None
            if item.text == "(":
                depth += 1
            elif item.text == ")":
                depth -= 1 if depth else 0
                marks += 1 if numbered else 0
            elif depth:
                continue
            elif item.text.lower() in words().list or item.kind == "break":
                marks += 1
            elif item.kind == "post" and self._is_division(k) and self.items[k - 1].text in {"-", "–"}:
                continue
            elif not (item.kind == "num" or item.text in {".", "-", "–"}):
                return None
        return None

    def _is_division(self, k: int) -> bool:
        return (
            self.items[k].text == "Anggota"
            and self.text[self.items[k].start : self.items[k].start + 6].lower() == "divisi"
        )

    def _backward(self, i: int, phrase: RolePhrase) -> tuple[list[int], str]:
        """(people, status) before a role: "X selaku Ketua …", "X, Ketua KPU Sumbar", "X (Divisi Hukum)".

        Several where a plural role follows a list; the status is "former" after "sebelumnya", else "".
        """
        k = i - 1
        between: list[str] = []
        while k >= 0 and len(between) < 7 and self.items[k].text.lower() in words().backward:
            between.append(self.items[k].text.lower())
            k -= 1
        if k < 0 or not between or self.items[k].kind != "person" or between[-1] == "dan":
            return [], ""
        if not (between == [","] or any(word in words().ties for word in between)):
            return [], ""
        people = [k]
        while self._plural(phrase) and between != [","] and (before := self._before_in_list(people[0] - 1)) is not None:
            people.insert(0, before)
        return people, "former" if words().past & set(between) else ""

    def _before_in_list(self, j: int) -> int | None:
        """The person before a list mark at ``j``, past a bracket."""
        if j < 1 or self.items[j].text.lower() not in words().list:
            return None
        k = j - 1
        if self.items[k].text == ")":
            while k > 0 and self.items[k].text != "(":
                k -= 1
            k -= 1
        return k if k >= 0 and self.items[k].kind == "person" else None

    def _pair(self, i: int) -> int:
        """ "A dan B sebagai Bupati dan Wakil Bupati X terpilih", "calon Bupati dan Wakil Bupati A dan B": two by two."""
        if (
            i + 2 >= len(self.items)
            or self.items[i + 1].text not in {"dan", "-", "/", "–"}
            or self.items[i + 2].kind != "post"
        ):
            return 0
        first, second = self._phrase(i), self._phrase(i + 2)
        if second.role.removeprefix("Calon ") != f"Wakil {first.role.removeprefix('Bakal ').removeprefix('Calon ')}":
            return 0
        if first.status == "candidate" and second.status != "candidate":
            prefix = first.role.split("Calon ")[0] + "Calon "
            second = replace(second, status="candidate", role=prefix + second.role)
        first = replace(first, body=second.body or first.body, status=second.status, period=second.period)
        if second.status == "candidate" and "Calon" not in first.role:
            first = replace(first, role="Calon " + first.role)
        people = self._pair_after(i + 3) or self._pair_before(i)
        if people:
            self._add(first, i, people[0], "posts.pair")
            self._add(second, i + 2, people[1], "posts.pair")
        return i + 3

    def _pair_after(self, j: int) -> list[int]:
        skipped = 0
        while (
            j < len(self.items) and skipped < 6 and (self._glue(j) or self.items[j].text.lower() in {"nomor", "urut"})
        ):
            j += 1
            skipped += 1
        if j < len(self.items) and self.items[j].kind == "person":
            other = self._couple(j + 1)
            return [j, other] if other else []
        return []

    def _couple(self, j: int) -> int:
        if (
            j + 1 < len(self.items)
            and self.items[j].text.lower() in {"dan", "-", "–", "/", "bersama"}
            and self.items[j + 1].kind == "person"
        ):
            return j + 1
        return 0

    def _pair_before(self, i: int) -> list[int]:
        k = i - 1
        if k < 3 or self.items[k].text.lower() not in {"sebagai", "selaku", "menjadi"}:
            return []
        k -= 1
        if (
            self.items[k].kind == "person"
            and self.items[k - 1].text.lower() in {"dan", "-", "–"}
            and self.items[k - 2].kind == "person"
        ):
            return [k - 2, k]
        return []

    # ------------------------------------------------------------ where

    def _add(self, phrase: RolePhrase, i: int, k: int, rule: str) -> None:
        person = self._person(k)
        if person is None:
            return
        body, how = belonging(self.items, self.sentences, self.office, phrase, i)
        if body is None and phrase.frame not in {"state", "none"}:
            return
        division = phrase.division
        status = phrase.status
        if status == "current" and self._late(k):
            status = "former"
        start, end = min(phrase.start, person.start), max(phrase.end, person.end)
        confidence = min(person.confidence, body.confidence if body else 1.0, 0.85 if how else 1.0)
        steps = (*phrase.steps, *(body.steps if body else ()), *person.steps, *((how,) if how else ()))
        evidence = Evidence(start, end, self.text[start:end], rule, confidence, "", steps)
        name = body.name if body else None
        self.facts.append(PostFact(person.name, phrase.role, name, division, status, phrase.period, (evidence,)))

    def _late(self, k: int) -> bool:
        """Whether the name carries "almarhum"."""
        return self.text[self.items[k].start : self.items[k].start + 8].lower() in {"almarhum", "almarhuma"}

    # ------------------------------------------------------------ predecessors

    def _predecessors(self) -> None:
        """ "Enok menggantikan Ujang Sobandi": he held the post that she is said to take."""
        for k, item in enumerate(self.items):
            if item.kind != "person" or k == 0 or not self._replaced(k):
                continue
            person = self._person(k)
            taken = [f for f in self.facts if f.status in {"current", "elected"} and f.evidence[0].start <= item.start]
            if person is None or not taken or any(f.person == person.name for f in self.facts):
                continue
            base = taken[-1]
            start = item.start
            evidence = Evidence(
                start,
                item.end,
                self.text[start : item.end],
                "posts.predecessor",
                0.8,
                "",
                (f"{person.name} -> {base.role}, before {base.person}",),
            )
            self.facts.append(replace(base, person=person.name, status="former", period=None, evidence=(evidence,)))

    def _replaced(self, k: int) -> bool:
        return any(self.items[j].text.lower() in words().replaced for j in range(max(0, k - 2), k))

    def _phrase(self, i: int) -> RolePhrase:
        value = self.items[i].value
        assert isinstance(value, RolePhrase)
        return value

    def _person(self, k: int) -> PersonMention | None:
        value = self.items[k].value
        return value if isinstance(value, PersonMention) else None


def merge(facts: Sequence[PostFact]) -> list[PostFact]:
    """One post per person, role, body and status; a division or period completes one that lacks it."""
    out: list[PostFact] = []
    for fact in facts:
        for n, held in enumerate(out):
            if (held.person, held.role, held.body) != (fact.person, fact.role, fact.body):
                continue
            if held.division and fact.division and held.division.casefold() != fact.division.casefold():
                continue
            out[n] = replace(
                held,
                division=held.division or fact.division,
                period=held.period or fact.period,
                status=held.status if held.status != "current" else fact.status,
                evidence=(*held.evidence, *fact.evidence),
            )
            break
        else:
            out.append(fact)
    return _without_plain_members(out)


def _without_plain_members(facts: Sequence[PostFact]) -> list[PostFact]:
    """A chair or head of division is no plain member besides, where the text gives the membership only by a list."""
    heads = {
        (f.person, f.body) for f in facts if f.role in {"Ketua", "Ketua Divisi"} and f.status in {"current", "acting"}
    }
    return [f for f in facts if not (_plain_member(f) and (f.person, f.body) in heads)]


def _plain_member(fact: PostFact) -> bool:
    return fact.role == "Anggota" and fact.status == "current" and fact.division is None and fact.period is None
