"""People by candidate and evidence: a run of name words counts where something beside it says that it is a person.

The evidence, strongest first: a title or degree, a role beside it, a verb of saying, a cue word ("dipimpin",
"narasumber"), membership in a list with an accepted name, a known given name. ``aliases`` links the short forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kpugraph.language import Language
from kpugraph.mentions.changing import changes
from kpugraph.mentions.items import Item
from kpugraph.mentions.names import Candidate, NameGrammar
from kpugraph.mentions.tagger import Tagger, sentences, settings
from kpugraph.model import RolePhrase
from kpugraph.sayings import Sayings
from kpugraph.text import fold

_GLUE = {",", ":", "(", "-", "–", ";"}
_LINKS = {
    "yakni",
    "yaitu",
    "adalah",
    "ialah",
    "bernama",
    "masing-masing",
    "nama",
    "sdr",
    "atas",
    "langsung",
    "yang",
    "pula",
}
_LIST = {",", "dan", "serta", "&", ";", "/", "beserta", "bersama", "maupun", "-", "–"}
_PLACE_PREPOSITIONS = {"di", "ke", "se", "wilayah", "kawasan", "daerah"}
_CONFIDENCE = {
    "title": 0.97, "degree": 0.97, "role": 0.97, "role-after": 0.95, "says": 0.9, "cue": 0.85, "from": 0.85,
    "list": 0.85, "given": 0.75, "numbered": 0.9, "model": 0.7,
}  # fmt: skip


@dataclass
class Found:
    """A candidate with what speaks for it ("" for nothing yet)."""

    candidate: Candidate
    rule: str = ""

    @property
    def confidence(self) -> float:
        return _CONFIDENCE.get(self.rule, 0.0)


@dataclass
class PeopleFinder:
    """Finds the people of one article's items, after bodies and roles are read."""

    language: Language
    sayings: Sayings
    text: str
    local_words: frozenset[str]
    items: Sequence[Item]
    tagger: Tagger | None = None
    found: list[Found] = field(default_factory=list)

    def find(self) -> list[Found]:
        """All candidates, those with evidence carrying their rule."""
        grammar = NameGrammar(self.language, self.text, self.local_words)
        self.found = [Found(candidate) for candidate in grammar.candidates(self.items)]
        for found in self.found:
            found.rule = self._evidence(found.candidate)
        self._spread()
        if self.tagger is not None and self._ask(self.tagger):
            self._spread()
        return self.found

    # ------------------------------------------------------------ the second opinion

    def _ask(self, tagger: Tagger) -> bool:
        """Whether the tagger knows a person among the runs that no rule supports; those get the rule "model"."""
        words, least = settings()["least_words"], settings()["least_probability"]
        left = [f for f in self.found if not f.rule and f.candidate.size >= words and not self._is_place(f.candidate)]
        if not left:
            return False
        for first, end in sentences(self.items):
            inside = [found for found in left if first <= found.candidate.first < end]
            if inside:
                chances = tagger.probabilities(self.items[first:end])
                for found in inside:
                    own = chances[found.candidate.first - first : found.candidate.last - first]
                    if own and min(own) >= least:
                        found.rule = "model"
        return any(found.rule for found in left)

    # ------------------------------------------------------------ evidence of one candidate

    def _evidence(self, c: Candidate) -> str:
        if self._is_place(c) or fold(c.form) in changes().replacement:
            return ""
        if c.honorific:
            return "title"
        if self._role_before(c.titled):
            return "role"
        if c.degree:
            return "degree"
        if self._role_after(c.after):
            return "role-after"
        if self._says(c):
            return "says"
        if c.size > 1 and (self._changes(c) or self._handed(c)):
            return "cue"
        if self._counted(c):
            return "role"
        if self._chosen(c):
            return "cue"
        if self._sent(c):
            return "from"
        return self._weak(c)

    def _weak(self, c: Candidate) -> str:
        cue = self._cue(c)
        if cue and (c.size > 1 or cue in {"named", "social", "part"}):
            return "cue"
        if self._from_body(c):
            return "from"
        given = self.language.given_names
        named = c.words[0] in given or (c.size > 1 and c.words[-1] in given)
        return "given" if c.size > 1 and named and not self._preposition(c.titled, {"dari", "asal"}) else ""

    def _is_place(self, c: Candidate) -> bool:
        """ "di Kepi", "Hotel Merdeka", "Desa Ponelo": a name of a place or house."""
        before = self._item(c.titled - 1)
        if before is None or c.honorific:
            return False
        if before.kind == "venues" or (before.kind == "levels" and before.entries[0].frame != "national"):
            return True
        head = self._item(c.titled - 2)
        if before.text == "." and head is not None and head.kind in {"venues", "levels"}:
            return True
        return before.text.lower() in _PLACE_PREPOSITIONS

    def _role_before(self, at: int) -> bool:
        k = at - 1
        glue = links = 0
        while k >= 0:
            item = self.items[k]
            if item.kind == "post":
                return self._takes_name(item, glue)
            if item.text in _GLUE and glue < 2:
                glue += 1
            elif item.text.lower() in _LINKS and links < 2:
                links += 1
            else:
                return False
            k -= 1
        return False

    def _takes_name(self, item: Item, glue: int) -> bool:
        phrase = item.value
        assert isinstance(phrase, RolePhrase)
        bare = phrase.body is None and phrase.division is None
        return not (bare and glue and not item.capital)  # "staf, Nama" is a list of kinds, not a holder

    def _role_after(self, at: int) -> bool:
        item, following = self._item(at), self._item(at + 1)
        if item is None or following is None:
            return False
        if item.text.lower() in {"selaku", "sebagai"} or item.text in {"(", ",", "-", "–"}:
            if following.kind != "post":
                return item.text == "(" and following.text.lower() == "divisi"
            return item.text != "," or not self._names_someone(at + 2)
        return False

    def _names_someone(self, at: int) -> bool:
        """Whether a role phrase is followed by its own holder ("A, Sekretaris B")."""
        item = self._item(at)
        if item is None:
            return False
        if item.text == "," or item.kind == "titles":
            nxt = self._item(at + 1)
            return item.kind == "titles" or (nxt is not None and nxt.kind == "titles")
        return item.kind == "cap" and fold(item.text) not in self.language.common

    def _says(self, c: Candidate) -> bool:
        before, after = self._item(c.titled - 1), self._item(c.after)
        if before is not None and (
            fold(before.text) in self.sayings.bare
            or fold(before.text) in self.sayings.passive
            or fold(before.text) == "menurut"
        ):
            return True
        if after is not None and after.text == ",":
            after = self._item(c.after + 1)
        return after is not None and fold(after.text) in self.sayings.active and (c.size > 1 or not self._starts(c))

    def _changes(self, c: Candidate) -> bool:
        """ "Penerusnya, Herman Tri Susanto, dilantik": a verb of a post's beginning or end behind the name."""
        at = c.after + 1 if (after := self._item(c.after)) is not None and after.text == "," else c.after
        return any(" ".join(fold(i.text) for i in self.items[at : at + n]) in changes().verbs for n in (1, 2))

    def _counted(self, c: Candidate) -> bool:
        """ "Anggota KPU X dilantik di Jakarta, yakni Hasbullah, …": the first of those who hold an office."""
        before = self._item(c.titled - 1)
        if before is None or fold(before.text) not in changes().opening:
            return False
        inside = self.items[max(0, c.titled - 25) : c.titled]
        stop = max((n for n, item in enumerate(inside) if item.text in {".", "!", "?"}), default=-1)
        return any(item.kind == "post" for item in inside[stop + 1 :])

    def _chosen(self, c: Candidate) -> bool:
        """ "kembali memilih Khanafi menjadi ketua"."""
        before, after = self._item(c.titled - 1), self._item(c.after)
        if before is None or after is None:
            return False
        return fold(before.text) in changes().choosing and fold(after.text) in changes().roles_behind

    def _handed(self, c: Candidate) -> bool:
        """ "beralih dari A kepada B": the two between whom a post passes."""
        before = self._item(c.titled - 1)
        if before is None or fold(before.text) not in {"dari", "kepada"}:
            return False
        near = self.items[max(0, c.titled - 8) : c.titled - 1]
        return any(fold(item.text) in changes().passing for item in near)

    def _sent(self, c: Candidate) -> bool:
        """ "sejumlah ketua KPU, antara lain Ratna dari Banjarnegara dan Endah dari Kabupaten Magelang"."""
        after, place = self._item(c.after), self._item(c.after + 1)
        if after is None or place is None or after.text != "dari" or place.kind not in {"region", "levels"}:
            return False
        before = self.items[max(0, c.titled - 18) : c.titled]
        stop = max((n for n, item in enumerate(before) if item.text in {".", "!", "?"}), default=-1)
        inside = before[stop + 1 :]
        listed = any(fold(item.text) in changes().lists for item in inside)
        return listed and any(item.kind == "post" for item in inside)

    def _starts(self, c: Candidate) -> bool:
        """Whether the candidate opens a sentence, where any word has a capital."""
        before = self._item(c.titled - 1)
        return before is None or before.text in {".", "!", "?", "”", '"'} or before.kind == "break"

    def _cue(self, c: Candidate) -> str:
        before = self._item(c.titled - 1)
        at = c.titled - 1
        listing = self._item(c.titled - 2)
        if before is not None and before.text == ":" and listing is not None and listing.kind == "body":
            return "part"  # "PPK Kecamatan Ganra: Hasnawati, …"
        while before is not None and (before.kind == "num" or before.text == ")"):  # "ialah 1) Nama"
            at -= 1
            before = self._item(at)
        if before is None:
            return ""
        if before.text in {":", ","} or before.text.lower() in {"langsung", "oleh", "adalah", "yakni", "yaitu"}:
            earlier = self._item(at - 1)
            if (
                earlier is not None
                and earlier.kind == "cues"
                and (before.text != "," or self._class(earlier) == "social")
            ):
                return self._class(earlier)
        return self._class(before) if before.kind == "cues" else ""

    def _class(self, item: Item) -> str:
        entry = item.entry("cues")
        return entry.frame if entry else ""

    def _from_body(self, c: Candidate) -> bool:
        after, body = self._item(c.after), self._item(c.after + 1)
        return after is not None and after.text == "dari" and body is not None and body.kind == "body"

    def _preposition(self, at: int, words: set[str]) -> bool:
        before = self._item(at - 1)
        return before is not None and before.text.lower() in words

    def _item(self, at: int) -> Item | None:
        return self.items[at] if 0 <= at < len(self.items) else None

    # ------------------------------------------------------------ lists

    def _spread(self) -> None:
        """A list member counts where its neighbour does; forwards, then backwards."""
        for previous, found in pairwise(self.found):
            if previous.rule and not found.rule and self._listed(previous, found):
                found.rule = "list"
        for found, following in reversed(list(pairwise(self.found))):
            named = following.rule not in {"", "role", "title"} and not found.rule and self._listed(found, following)
            if named and (not self._starts(found.candidate) or found.candidate.size > 1):
                found.rule = "list"

    def _listed(self, left: Found, right: Found) -> bool:
        between = self.items[left.candidate.after : right.candidate.titled]
        if not between or len(between) > 8:
            return False
        between = _without_brackets(between)
        words = [item.text.lower() for item in between]
        if not words or len(words) > 3:
            return False
        if _numbered(between):
            return True
        return all(word in _LIST for word in words) and not self._is_place(right.candidate)


def _numbered(between: Sequence[Item]) -> bool:
    """Whether a list number stands between two names ("2) ", "3. "); a sentence that begins with a count is none."""
    return any(left.kind == "num" and right.text in {")", "."} for left, right in pairwise(between))


def _without_brackets(items: Sequence[Item]) -> list[Item]:
    """The items outside round brackets: "Husna (Divisi Teknis), Ferdi" is a list all the same."""
    out: list[Item] = []
    depth = 0
    for item in items:
        if item.text == "(":
            depth += 1
        elif item.text == ")" and depth:
            depth -= 1
        elif not depth:
            out.append(item)
    return out
