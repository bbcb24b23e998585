"""Officers told of by where they come from: "sejumlah ketua KPU, antara lain Ratna dari Banjarnegara"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpugraph.facts.change_words import change_words, word
from kpugraph.model import BodyMention, Evidence, Mentions, PersonMention, PostFact, Region, RolePhrase, TextItem
from kpugraph.regions import Regions

RULE = "posts.delegate"
_REACH = 25  # items between the office and the first who comes from somewhere
_ROLES = frozenset({"Ketua", "Anggota", "Sekretaris"})


@dataclass(frozen=True, slots=True)
class Delegates:
    """The posts and the bodies that they need."""

    posts: tuple[PostFact, ...]
    bodies: tuple[BodyMention, ...]


def read_delegates(mentions: Mentions, regions: Regions) -> Delegates:
    """The officers of one article that it tells of by their regions; a region that could be two gives none."""
    posts: list[PostFact] = []
    bodies: list[BodyMention] = []
    text, items = mentions.article.page.text, mentions.items
    for i in mentions.outline.valued:
        phrase = items[i].value
        if not isinstance(phrase, RolePhrase) or phrase.role not in _ROLES or not _several(items, i):
            continue
        for person, last, region in _people(items, i, regions):
            named = phrase.body.name.split()[0] if phrase.body is not None else ""
            head = named if named == "Bawaslu" else ("KIP" if region.code.startswith("11") else "KPU")
            start, end = person.start, items[last].end
            body = BodyMention(
                start, end, f"{head} {region.full_name}", "commission", "regency", region.code, rule=RULE, confidence=0.85,
                steps=(f"{text[start:end]} -> of {head} {region.full_name}",),
            )  # fmt: skip
            span = min(phrase.start, start), max(phrase.end, end)
            evidence = Evidence(*span, text[slice(*span)], RULE, 0.85, "", (*person.steps, *body.steps))
            posts.append(PostFact(person.name, phrase.role, body.name, evidence=(evidence,)))
            bodies.append(body)
    return Delegates(tuple(posts), tuple(bodies))


def _several(items: Sequence[TextItem], i: int) -> bool:
    """Whether the office at item ``i`` is one of many bodies, not of a certain one."""
    phrase = items[i].value
    assert isinstance(phrase, RolePhrase)
    if phrase.status != "current" or phrase.body is None:
        return False
    return not phrase.body.specific or is_class(items, i) or (i > 0 and word(items[i - 1]) in change_words()["several"])


def is_class(items: Sequence[TextItem], i: int) -> bool:
    """ "Ketua KPU dari tiga kabupaten", "Ketua KPU se-Papua": whether the office at ``i`` is that of many bodies."""
    behind = [word(item) for item in items[i + 1 : i + 4]]
    counted = len(behind) == 3 and behind[0] == "dari" and behind[2] in {"kabupaten", "kota", "daerah", "provinsi"}
    return behind[:2] == ["se", "-"] or counted


def _people(items: Sequence[TextItem], i: int, regions: Regions) -> Iterator[tuple[PersonMention, int, Region]]:
    """Each person "dari" a region behind the office, with the last item of it, in one sentence."""
    listing = False
    for k in range(i + 1, min(i + _REACH, len(items) - 2)):
        item = items[k]
        if item.text in {".", ";"} or item.kind in {"post", "break"}:
            return
        listing = listing or word(item) in change_words()["lists"]
        if listing and isinstance(item.value, PersonMention) and word(items[k + 1]) in {"dari", "("}:
            found = region_at(items, k + 2, regions)
            if found is not None:
                yield item.value, *found


def region_at(items: Sequence[TextItem], k: int, regions: Regions) -> tuple[int, Region] | None:
    """The only regency or city that is named at item ``k``, with its last item: "Banjarnegara", "Kabupaten Magelang"."""
    level = word(items[k]) if items[k].kind == "levels" else ""
    at = k + 1 if level else k
    if at >= len(items):
        return None
    named = [r for r in regions.by_code.values() if r.name.casefold() == items[at].text.casefold() and len(r.code) == 5]
    fits = [r for r in named if not level or r.type.startswith(level.rstrip("."))]
    return (at, fits[0]) if len(fits) == 1 else None
