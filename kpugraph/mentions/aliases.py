"""Which written form means whom: full names first, then the short, misspelt and pet forms that follow them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from kpugraph.text import made_of

_DRIFT = 84  # "Ronal" to "Ronald" is 91, "Afif" to "Afifuddin" is linked as a beginning instead
_MISSPELT = 85  # per cent of letters, where all other words of a long name are equal


@dataclass
class Known:
    """A person of the page: the fullest form so far with its words, and where a form of it stood last."""

    name: str
    words: tuple[str, ...]
    articles: set[int] = field(default_factory=set)
    last: int = -1
    spots: list[int] = field(default_factory=list)  # where forms of it stand in the page
    called: set[tuple[str, ...]] = field(default_factory=set)  # what the page says that the person is called
    wife: bool = False  # the last word is her husband's name: "Ny. Ratna Jumadi"


@dataclass
class Registry:
    """The people of one page."""

    people: list[Known] = field(default_factory=list)

    def enter(self, form: str, words: tuple[str, ...], article: int, at: int) -> Known:
        """The person of a form that stands as a name of its own: an equal or fuller one, or a new one."""
        for known in self.people:
            fuller = len(words) > len(known.words) > 1 or article not in known.articles  # "Andre Rahmanto" first
            if same_name(known.words, words) or (fuller and _shortened(known.words, words)):
                if len(words) > len(known.words) or (len(words) == len(known.words) and len(form) > len(known.name)):
                    known.name, known.words = form, words
                known.articles.add(article)
                known.last = at
                known.spots.append(at)
                return known
        known = Known(form, words, {article}, at, [at])
        self.people.append(known)
        return known

    def call(self, owner: Known, form: str, words: tuple[str, ...]) -> None:
        """Notes what a person is called too: the longer of two whole names is the name ("A Kiong alias Hendri Wijaya")."""
        if len(words) > 1 and len("".join(words)) > len("".join(owner.words)):
            owner.called.add(owner.words)
            owner.name, owner.words = form, words
        owner.called.add(words)

    def short_form(
        self, words: tuple[str, ...], article: int, at: int, *, pet: bool, own_post: bool, rank: bool = False
    ) -> tuple[Known, str] | None:
        """The person whom a shorter form means, and how: part, spelling or pet; None where none or several fit.

        People of the article come before those of the page; of several in one article the one named last counts
        where the others were named long before, and none where that does not decide.
        """
        here = [known for known in self.people if article in known.articles]
        if rank:
            here = [known for known in here if not (known.wife and words == known.words[-1:])]
        named = [known for known in here if words in known.called]
        if len(named) == 1:
            return named[0], "called"
        for how, fits in _ways(pet=pet, own_post=own_post):
            if how == "spelling" and (other := self._elsewhere(words, article)) is not None:
                return other, "page"  # "Hermanus" of another article rather than Herman of this one
            own = [known for known in here if fits(words, known.words)]
            if own:
                choice = _one(own, at)
                return (choice, how) if choice else None
        if any(is_part(words, known.words) for known in here):
            return None
        other = self._elsewhere(words, article)
        return (other, "page") if other is not None else None

    def _elsewhere(self, words: tuple[str, ...], article: int) -> Known | None:
        """The one person of the page's other articles whose name has just these words."""
        others = [
            known
            for known in self.people
            if article not in known.articles and (words == known.words or is_part(words, known.words))
        ]
        return others[0] if len(others) == 1 else None


def _ways(*, pet: bool, own_post: bool) -> list[tuple[str, Callable[[tuple[str, ...], tuple[str, ...]], bool]]]:
    """How a form may be short for a name; a beginning ("Frans") only where it holds no post of its own."""
    ways: list[tuple[str, Callable[[tuple[str, ...], tuple[str, ...]], bool]]] = [
        ("part", is_part),
        ("spelling", _drift),
    ]
    if not own_post:
        ways += [("beginning", _beginning), ("end", _end)]
    if pet:
        ways += [("pet", _pet), ("pet", _familiar)]
    return ways


def _one(people: Sequence[Known], at: int) -> Known | None:
    if len(people) == 1:
        return people[0]
    before = {max((spot for spot in known.spots if spot <= at), default=-1): known for known in people}
    return before[max(before)] if max(before) >= 0 else None


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names are one: equal, one inside the other, or an initial for a word."""
    if len(a) == len(b):
        differ = None
        for pair in zip(a, b, strict=True):
            if not _same_word(*pair):
                if differ is not None or len(a) < 3:
                    return False
                differ = pair
        return _misspelt(*differ) if differ is not None else any(len(x) > 1 for x in a)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) < 2:
        return False
    plain = [word for word in long if len(word) > 1]  # "Hendra Lumanauw", "Hendra S Lumanauw"
    if len(plain) == len(short) and all(map(_same_word, short, plain)):
        return True
    return any(all(map(_same_word, short, long[i:])) for i in range(len(long) - len(short) + 1))


def _shortened(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one article's name leaves out words of another's: "Wayan Mertayasa" of "I Wayan Gede Mertayasa"."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    whole = long[1:] if len(long[0]) == 1 or long[0] == "ni" else long
    return len(short) > 1 and short[0] == whole[0] and short[-1] == whole[-1] and is_part(short, long)


def _same_word(x: str, y: str) -> bool:
    if x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y)):
        return True
    if len(x) > 2 and spelling_key(x) == spelling_key(y):
        return True
    return len(x) > 4 and len(y) > 4 and fuzz.ratio(x, y) >= (88 if len(x) > 8 else 90)


def _misspelt(x: str, y: str) -> bool:
    """One word among the equal words of a long name: "Yosef Ferdianus Boy Gapo", "Yosef Fredianus Boy Gapo"."""
    return len(x) > 5 and len(y) > 5 and x[0] == y[0] and x[-1] == y[-1] and fuzz.ratio(x, y) >= _MISSPELT


_SPELLINGS = tuple(
    (re.compile(old), new)
    for old, new in (
        ("['’-]", ""), ("oe", "u"), ("ae", "ai"), ("[ao]u|ao", "o"), ("dj", "j"), ("tj", "c"), ("sy|sj|sh", "s"), ("dh", "d"),
        ("th", "t"), ("ph|v", "f"), ("kh|q|ck", "k"), ("z", "s"), ("y", "i"), ("ie", "i"), ("(.)\\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=16384)
def spelling_key(word: str) -> str:
    """A key that the usual spellings of one name share: Afiffudin and Afifuddin, Soekarno and Sukarno, Asy'ari, Asyari."""
    for old, new in _SPELLINGS:
        word = old.sub(new, word)
    return word


def is_part(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether ``words`` stand in the longer ``full``, in its order: "Lanang Perbawa" in "Lanang Putra Perbawa"."""
    if len(words) >= len(full) or (words and words[0] not in full):  # most, at a glance
        return False
    rest = iter(full)
    return all(word in rest for word in words)


def is_blend(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether one word is made of the letters of a name, in order: "Jokowi" of Joko Widodo."""
    return len(words) == 1 and len(words[0]) > 2 and made_of(words[0], "".join(full))


def _drift(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(words) != 1 or len(words[0]) < 4:
        return False
    key = spelling_key(words[0])
    return any(spelling_key(word) == key or fuzz.ratio(words[0], word) >= _DRIFT for word in full if len(word) > 3)


def _beginning(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "Frans" of Fransiskus, "Afif" of Afifuddin."""
    word = words[0]
    return len(words) == 1 and len(word) > 3 and any(f.startswith(word) and len(f) > len(word) + 1 for f in full)


def _end(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "Nawir" of Munawir."""
    word = words[0]
    return (
        len(words) == 1 and len(word) > 3 and any(f.endswith(word) and len(word) < len(f) < len(word) + 6 for f in full)
    )


def _pet(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "Nelis" of Kornelis, "Rika" of Hendrika, "Frans" of Fransiskus, "Gung Raka" of Anak Agung Gede Raka."""
    return all(any(_clipped(word, other) for other in full) for word in words if len(word) > 2) and any(
        len(word) > 2 for word in words
    )


def _familiar(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "Makri" of Matheus A. Krivo: letters of the name in its order, from the first on, where the text says that it is so."""
    return is_blend(words, full) and len(words[0]) > 3 and words[0][0] == full[0][0]


def _clipped(word: str, full: str) -> bool:
    if word == "gung" and full in {"a", "anak", "gusti"}:
        return True
    if word == full or (len(full) > len(word) >= 3 and (full.startswith(word) or full.endswith(word))):
        return True
    return len(word) > 3 and spelling_key(full).startswith(spelling_key(word))  # "Lorens" of Laurensius
