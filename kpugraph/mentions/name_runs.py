"""What shows that a run of capitals names a place, a list of places or an address, and nobody."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.language import Language
from kpugraph.mentions.items import Item
from kpugraph.name_words import EvidenceWords, NameWords

_LEVELS = {"district", "village", "regency", "city", "province"}


def among_places(items: Sequence[Item], at: int, words: EvidenceWords) -> bool:
    """ "enam kecamatan, yakni Mertoyudan, …": a list of districts or villages begins before the name.

    ``at`` is the item before the name, where only a cue for a list speaks of places.
    """
    if at < 0 or items[at].text.lower() not in words.listing:
        return False
    for k in range(at - 1, max(-1, at - 8), -1):
        item = items[k]
        if item.kind == "levels" and item.entries[0].frame in _LEVELS:
            return not item.capital
        if item.text.lower() in words.does | words.suffered:
            return False  # "wakil dari dua desa hadir, yakni Sarno"
        cue = item.entry("cues")
        if item.kind in {"post", "person", "break", "cap", "body"} or item.text in {".", ";"} or (cue and cue.frame):
            return False
    return False


def behind_level(items: Sequence[Item], at: int) -> bool:
    """ "dari Desa Les, Cempaga, Dapdap Putih": a list that begins behind a word for its level; ``at`` is before the name.

    Somebody behind one place is none of it: "warga Desa Sukamaju, Sarno".
    """
    marks = 0
    while at > 0 and items[at].text in {",", "dan"}:
        marks += 1
        k = at - 1
        while k >= 0 and items[k].kind in {"cap", "region"} and at - k < 4:
            k -= 1
        if k == at - 1 or k < 0:
            return False
        if items[k].kind == "levels":
            level = items[k].entries[0].frame in {"village", "district"} and items[k].capital
            public = k > 0 and (cue := items[k - 1].entry("cues")) is not None and cue.frame == "social"
            return level and not public and marks > 1
        at = k
    return False


def site(items: Sequence[Item], j: int) -> bool:
    """Whether an address goes on behind the run: "Portalku.com"."""
    if j + 1 >= len(items) or items[j].text != "." or items[j].start != items[j - 1].end:
        return False
    return items[j + 1].start == items[j].end and items[j + 1].text.islower()


def then(items: Sequence[Item], first: int, words: tuple[str, ...]) -> bool:
    """ "Lalu Andrian menjelaskan": at the start of a sentence, before one word, it is "then" and no title of Lombok."""
    starts = first == 0 or items[first - 1].text in {".", "!", "?", "”", '"'} or items[first - 1].kind == "break"
    return len(words) < 3 and words[:1] == ("lalu",) and starts


def regions(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether a run is made of regions alone."""
    return all(item.kind == "region" for item in items[i:j])


def numbered_region(items: Sequence[Item], i: int, j: int) -> bool:
    """ "LPKA kelas I Martapura": a numeral and a region."""
    return j - i > 1 and items[i].text == "I" and regions(items, i + 1, j)


def verbal(word: str, language: Language) -> bool:
    """Morphology of words that are no names: "Pelaksanaannya", "Mengingat"."""
    return (
        len(word) > 6
        and not word.endswith(("ullah", "illah", "allah"))
        and (
            word.endswith(("nya", "kan"))
            or (word.endswith("lah") and word[:-3] in language.common)
            or word.startswith(("meng", "meny", "memp", "memb", "menc", "mend", "ment", "menj", "diper"))
            or (word.startswith(("pe", "ke")) and word.endswith("an") and len(word) > 8)
        )
    )


def does(word: str, common: frozenset[str], given: frozenset[str], known: NameWords) -> bool:
    """Whether a word tells what somebody does or undergoes, as headlines write it: "Raih", "Dipecat", "Diperas"."""
    if word in known.verbs:
        return True
    if word.endswith("lah") and word[:-3] in known.verbs:  # "Raihlah"
        return True
    if word.startswith("me") and len(word) > 6 and word in common:  # "Memenuhi"
        return word not in given
    root = word[2:] if word.startswith("di") and len(word) > 6 else ""
    passive = bool(root) and (root in known.verbs or root in known.roots or root in common or word in common)
    return passive and word not in given


def counted(items: Sequence[Item], titled: int, after: int) -> bool:
    """Whether an item of a numbered list gives the votes of who stands there: "3. Agil Saeni : 2.266 suara"."""
    if titled < 2 or items[titled - 1].text not in {".", ")"} or items[titled - 2].kind != "num":
        return False
    votes = items[after : after + 3]
    votes = votes[1:] if votes and votes[0].text in {":", "="} else votes
    return len(votes) > 1 and votes[0].kind == "num" and votes[1].text == "suara"
