"""Where an activity is: the venue behind "di" up to a mark or the next clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kpugraph.lexicon import column, pattern, rules
from kpugraph.model import BodyMention, Mentions, Span, TextItem
from kpugraph.text import fold

# A full stop ends a venue unless it belongs to "Jl.", "dr.", "Kec." or an initial.
_SHORT = (
    "Jl",
    "Jln",
    "Lt",
    "[Dd]r",
    "St",
    "Kec",
    "Kab",
    "Kel",
    "Jend",
    "Prof",
    "Kapt",
    "Mayjen",
    "KH",
    "No",
    "Letjend",
)
_STOP = r"(?<!\b[A-Z])" + "".join(rf"(?<!\b{short})" for short in _SHORT) + r"\."
_WHERE = r"[A-Z]|(?:{venue_parts}|{venue_sides})\b"  # what a venue goes on with behind "di"
_VENUE_END = pattern(
    "events_words",
    rf"{_STOP}|[;\n:“\"”]|,\s*(?=(?:(?i:{{weekdays}}|{{next_clause}})\b|\(|\d|(?!{{venue_parts}}\b)[a-z]{{2,}}))|\s?\(\d|,\s*\d|\s[-–]\s|\s?—"
    r"|\s(?=\d{1,2}\s(?i:{months})\b)|\s(?=\(?(?i:{weekdays})\b)"
    rf"|\s(?=(?:(?i:{{venue_day}})|dan(?!\s(?:[A-Z]|{{venue_and}}))|{{venue_ends}}|di(?=\s(?!{_WHERE}))"
    r"|(?:me(?:m|n|ng|ny)|di(?!nas)|ber|ter)[a-z]{3,})\b)",
    weekdays=column("weekdays", ("form", "weekday")),
    months=column("months", ("form", "month")),
)
_LONGEST_VENUE = 90
_BEFORE = 16  # characters before "di"
_WORD = re.compile(r"[\w-]+")
_TORN = re.compile(r"[a-z]{4,}kan")  # "akan di sampaikan": a verb with its prefix apart
# Goods that move have their destination as place, else where they start (guideline 28).
TO = pattern("events_words", r"\b(?i:{toward})\s+(?=((?:{destinations}|[A-Z])[\w-]*))")
VISITED = pattern("events_words", r"\b{visits}\s+(?=((?i:{visited})\b))")
FROM = pattern("events_words", r"\bdari\s+(?=((?i:{origins})\b))")


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists about venues in ``data/rules/events.toml``, and the words with which a venue written small begins."""

    small: frozenset[str]
    never: frozenset[str]
    bare: frozenset[str]
    kept: re.Pattern[str]
    before: re.Pattern[str]
    at: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("events")
    return _Words(
        small=frozenset(fold(form).split()[0] for form in column("venues", ("form", "class")))
        | frozenset(data["small_venue"]),
        never=frozenset(data["not_venue"]),
        bare=frozenset(data["bare"]),
        kept=pattern("events", r"{venue_though}\b"),
        before=pattern("events", r"\b{not_before_venue}\s\Z", re.I),
        at=pattern(
            "events_words",
            r"\b(?:[Dd]i(?:\s+(?=\w)|(?={house}(?:an)?\b))|[Bb]ertempat\s+(?=[A-Z])"
            r"|{online}\b[^.;,]{0,40}?\bdari\s+(?=(?i:{house})\b))",
            house=tuple(data["house"]),
        ),
    )


def find_venue(mentions: Mentions, first: int, end: int, behind: re.Pattern[str] | None = None) -> Span | None:
    """The first venue between two offsets: what stands behind "di" up to a mark or the next clause."""
    text = mentions.article.page.text
    for match in (behind or _words().at).finditer(text, first, end):
        at = match.end()
        said = _WORD.match(text, at)
        if said is None or not _is_venue(text, match.start(), at, said.group()):
            continue
        if any(quote.start <= at < quote.end for quote in mentions.quotes):
            continue
        limit = min(at + _LONGEST_VENUE, end, _next_person(mentions, at))
        stop = _VENUE_END.search(text, at, limit + 1)
        venue = text[at : stop.start() if stop else limit].rstrip(" ,.")
        if venue and venue not in _words().bare:
            return Span(at, at + len(venue))
    return None


def begins_venue(name: str) -> bool:
    """Whether a name begins with a word for a venue: an "Aula", no region."""
    return fold(name.partition(" ")[0]) in _words().small


def _is_venue(text: str, start: int, at: int, said: str) -> bool:
    """Whether the word behind "di" can begin a venue, and the one before it speaks of no seat, schedule or abode."""
    words = _words()
    if _TORN.fullmatch(said) or words.before.search(text, max(0, start - _BEFORE), start):
        return False
    if said.lower() in words.never and words.kept.match(text, at) is None:
        return False
    return said[0].isupper() or said.lower() in words.small


def _is_place(item: TextItem) -> bool:
    """A body that can be where something is: "di Aula Rinjani, RSUP NTB"."""
    return isinstance(item.value, BodyMention) and item.value.kind not in {"commission", "supervisor", "ethics"}


def _next_person(mentions: Mentions, at: int) -> int:
    """Where the next person or post behind a comma begins: "Di Pendopo X, Ketua KPU …"."""
    behind = (
        item.start for before, item in pairwise(mentions.items)
        if item.start > at and item.kind in {"post", "person", "body"} and before.text == "," and not _is_place(item)
    )  # fmt: skip
    return next(behind, at + _LONGEST_VENUE)
