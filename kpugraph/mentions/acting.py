"""What tells that somebody acts: a run of capitals at the start of a clause, and behind it what only people do or undergo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from types import MappingProxyType

from kpugraph.language import Language, squash
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_places import Ground
from kpugraph.mentions.names import Candidate
from kpugraph.name_words import EvidenceWords, evidence_words
from kpugraph.sayings import Sayings
from kpugraph.text import fold

_VERB, _VOICES = 5, ("me", "ber")  # letters of a verb, and how it begins
_BARE = {"juga", "turut", "ikut", "merupakan", "menjadi", "adalah"}  # what a thing does as well


@dataclass
class Acting:
    """One article's items, and who acts in them."""

    language: Language
    sayings: Sayings
    text: str
    items: Sequence[Item]
    site: str = ""  # the host of the page, squashed: a medium writes its own name in its news
    places: InitVar[Mapping[str, str]] = MappingProxyType({})  # districts, squashed
    villages: InitVar[Mapping[str, str]] = MappingProxyType({})
    words: EvidenceWords = field(default_factory=evidence_words)
    ground: Ground = field(init=False)

    def __post_init__(self, places: Mapping[str, str], villages: Mapping[str, str]) -> None:
        self.ground = Ground(self.items, self.language, self.words, places, villages)

    def _sure(self, c: Candidate) -> bool:
        """Whether a weak sign is enough: several words, a word inside a sentence, or a name that is no other word."""
        return c.size > 1 or not self.starts(c) or self._plain_name(c.words[0])

    def _plain_name(self, word: str) -> bool:
        return word in self.language.given_names and word not in self.language.common

    def starts(self, c: Candidate) -> bool:
        """Whether the candidate opens a sentence, where any word has a capital."""
        before = self._item(c.titled - 1)
        return before is None or before.text in {".", "!", "?", "”", '"'} or before.kind == "break"

    def plain(self, c: Candidate) -> bool:
        """Whether nothing speaks against a name: it is no place and no ordinary word, and opens a clause or closes a list."""
        if self.ground.holds(c) or (c.size == 1 and c.words[0] in self.language.common):
            return False
        before, after = self._item(c.titled - 1), self._item(c.after)
        joined = before is not None and before.text in {"dengan", "dari", "untuk", "yakni", "yaitu", "atas"}
        if before is not None and (joined or self._class(before) == "agent" or before.text.lower() in self.words.does):
            return True
        if before is not None and before.kind != "break" and before.text.lower() not in self.words.clause:
            return False
        word = fold(after.text) if after is not None else "."
        if word == "yang" or (word == "," and c.words[0] not in self.language.common):
            return True
        return (
            word in self.words.does
            or word in self.words.suffered
            or word in self.sayings.active
            or word in {"dan", "serta"}
        )

    def _acts(self, c: Candidate) -> bool:
        """A run of unlisted words that opens a clause and does or suffers what only people do."""
        if c.size > 5 or any(word in self.language.common for word in c.words):
            return False
        before, after = self._item(c.titled - 1), self._item(c.after)
        if c.size < 2 and (self._works(c) or self._known_acts(c)):
            return True
        if c.size < 2 and not (self._plain_name(c.words[0]) or self._point(c.titled)):
            return False
        if after is None or not (before is None or before.kind == "break" or before.text.lower() in self.words.clause):
            return False
        return self._only_people(c.after)

    def _known_acts(self, c: Candidate) -> bool:
        """ "Wensislaus meminjamkan genset", "Nurdiana tetap cemas": a known name alone at the start of a sentence, and a verb."""
        after = self._item(c.after)
        if after is None or c.size > 1 or not (self.starts(c) and self._plain_name(c.words[0])):
            return False
        word, quoted = after.text, self.before(c) in {"”", '"'}
        if quoted:
            return False
        return word in self.words.adverbs or (len(word) > _VERB and word.islower() and word.startswith(_VOICES))

    def _works(self, c: Candidate) -> bool:
        """ "Suparmi, yang bertugas di TPS 9, …": one unlisted word that opens a sentence, and what only people do."""
        words = [item.text.lower() for item in self.items[c.after : c.after + 3]]
        does = words[:2] == [",", "yang"] and words[2:] and words[2] in self.words.does - _BARE
        return bool(does) and self.starts(c) and squash(c.form) not in self.ground.districts and not c.form.isupper()

    def _only_people(self, at: int) -> bool:
        """Whether what follows only people do or suffer, an adverb before it aside: "lalu menyerahkan", "tetap di Divisi X"."""
        after, verb, unit = self._item(at), self._item(at + 1), self._item(at + 2)
        if after is None:
            return False
        word = fold(after.text)
        if word == "tetap" and verb is not None and verb.text in {"di", "pada"}:
            return unit is not None and unit.text == "Divisi"
        if word in self.words.adverbs and verb is not None:
            word = fold(verb.text)
        return word in self.words.does or word in self.words.suffered or word in self.sayings.active

    def _point(self, at: int) -> bool:
        """Whether an item of a numbered list begins: "2. Sarwani digantikan oleh"."""
        number, line = self._item(at - 2), self._item(at - 3)
        return number is not None and number.kind == "num" and (line is None or line.kind == "break")

    def _class(self, item: Item) -> str:
        entry = item.entry("cues")
        return entry.frame if entry else ""

    def before(self, c: Candidate) -> str:
        before = self._item(c.titled - 1)
        return before.text if before is not None else ""

    def _item(self, at: int) -> Item | None:
        return self.items[at] if 0 <= at < len(self.items) else None
