"""Small readers behind a role: its short form in brackets, a unit inside a unit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from kpugraph.language import Language, squash
from kpugraph.lexicon import rules
from kpugraph.mentions.body_parts import text_of
from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention
from kpugraph.text import fold, made_of

_OF = {"pasangan", "pasangan calon", "paslon"}


def past_short_form(items: Sequence[Item], j: int, role: str) -> int:
    """Past the short form of a role in brackets: "Sekretaris DPRD (Sekwan) X", "Pejabat Pembuat Komitmen (PPK)"."""
    if j + 2 >= len(items) or items[j].text != "(" or items[j + 2].text != ")":
        return j
    if items[j + 1].text == "".join(word[0] for word in role.split()) and len(items[j + 1].text) > 1:
        return j + 3
    if items[j + 1].kind != "roles":
        return j
    known = items[j + 1].entries[0]
    return j + 3 if known.value == role or known.frame == "village" else j


def named_so(items: Sequence[Item], j: int, head: str) -> BodyMention | None:
    """The body behind a role that its own name says: "Bendesa Adat | Desa Adat Kediri"."""
    at = j + 1 if j < len(items) and items[j].text == "pada" else j
    body = items[at].value if at < len(items) and items[at].kind == "body" else None
    return body if isinstance(body, BodyMention) and body.specific and body.name.startswith(f"{head} ") else None


def neighbours_end(items: Sequence[Item], j: int) -> int:
    """The end of the numbers of a neighbourhood: "03", "03/RW 02", "03 RW 02"."""
    end = j + 1
    while end + 1 < len(items):
        at = end + 1 if items[end].text in {"/", "-", ","} else end
        if at + 1 >= len(items) or items[at].text not in {"RT", "RW"} or items[at + 1].kind != "num":
            return end
        end = at + 2
    return end


def of_pair_at(items: Sequence[Item], j: int) -> bool:
    """Whether the pair whom somebody serves stands at ``j``: "LO | pasangan calon A-B"."""
    if j + 2 >= len(items) or items[j].text.lower() not in _OF:
        return False
    first = items[j + 2 if items[j + 1].text.lower() == "calon" else j + 1]
    return first.capital or first.text in {"nomor", "nomor urut", "itu", "tersebut"}


def group_at(items: Sequence[Item], j: int, text: str) -> tuple[int, str]:
    """(end, name) of a group without a name of its own, before whoever heads it: "Panitia", "Tim Pemenangan"."""
    if j >= len(items) or not items[j].capital:
        return j, ""
    for group in _groups().get(fold(items[j].text).split()[0], ()):
        start = items[j].start
        if text[start : start + len(group)].lower() != group:
            continue
        end = next((k for k in range(j, min(j + 4, len(items))) if items[k].end >= start + len(group)), j)
        behind = items[end + 1] if end + 1 < len(items) else None
        named = behind is not None and (
            behind.text == ","
            or behind.kind in {"cap", "titles"}
            or behind.text.lower() in _OF | {"salah", "salah satu"}
        )
        if items[end].end == start + len(group) and named:
            return end + 1, group.title()
    return j, ""


@lru_cache(maxsize=1)
def _groups() -> dict[str, list[str]]:
    """The groups by their first words, the longest first."""
    found: dict[str, list[str]] = {}
    for group in sorted(rules("organisations")["groups"], key=len, reverse=True):
        found.setdefault(group.split()[0], []).append(group)
    return found


def past_nickname(items: Sequence[Item], j: int, body: BodyMention) -> int:
    """Past the short name of a body in brackets, made of its letters: "Universitas Negeri Surabaya (Unesa) Sarno"."""
    if j + 2 >= len(items) or items[j].text != "(" or items[j + 2].text != ")":
        return j
    again = items[j + 1].value
    if isinstance(again, BodyMention):
        return j + 3 if again.name == body.name else j
    if items[j + 1].kind != "cap":
        return j
    word, name = squash(items[j + 1].text), squash(body.name)
    return j + 3 if len(word) > 3 and word[0] == name[0] and made_of(word, name) else j


def past_constituency(items: Sequence[Item], j: int) -> int:
    """Past what a member of a parliament was elected in: "Anggota DPD RI Dapil Jawa Tengah Sarno", "dapil 3"."""
    at = j + 1 if j < len(items) and items[j].text.lower() in {"dapil", "daerah pemilihan"} else j
    if at == j or at >= len(items):
        return j
    at += items[at].kind == "region"
    at += at < len(items) and (items[at].kind == "num" or not set(items[at].text) - set("IVX"))
    return at if at > j + 1 else j


def station_of(items: Sequence[Item], j: int) -> BodyMention | None:
    """The station or paper that only capital letters name behind a journalist's role: "wartawan PKTV"."""
    item = items[j] if j < len(items) else None
    closed = j + 1 >= len(items) or items[j + 1].kind == "punct"
    if item is None or item.kind != "cap" or not item.text.isupper() or len(item.text) < 3 or not closed:
        return None
    return BodyMention(item.start, item.end, item.text, "media", rule="roles.station", confidence=0.85)


def faculty_of(items: Sequence[Item], j: int) -> tuple[int, BodyMention] | None:
    """(end, body) of a faculty with its university: "Fakultas Hukum Universitas X", "FISIP Universitas X"."""
    if j + 1 >= len(items):
        return None
    faculty, at = items[j], _joined_subject(items, j + 1)
    university = items[at].value if at < len(items) else None
    if not isinstance(university, BodyMention) or university.kind != "education":
        return None
    short = faculty.kind == "cap" and (faculty.text.isupper() or faculty.text.startswith("Fis"))
    whole = isinstance(faculty.value, BodyMention) and faculty.value.kind == "education"
    if not (short or whole):
        return None
    name = faculty.value.name if isinstance(faculty.value, BodyMention) else faculty.text
    if at > j + 1:
        name = f"{name} {text_of(items, j + 1, at)}"
    return at + 1, replace(university, start=faculty.start, name=f"{name} {university.name}")


def _joined_subject(items: Sequence[Item], j: int) -> int:
    """Past "dan Ilmu Politik" inside a faculty's name; ``j`` where its name does not go on so."""
    if j >= len(items) or items[j].text not in {"dan", ","}:
        return j
    end = j + 1
    while (
        end < len(items) and end < j + 5 and items[end].capital and items[end].kind in {"cap", "agencies", "divisions"}
    ):
        end += 1
    return end if end > j + 1 else j


def past_subject(items: Sequence[Item], j: int) -> int:
    """Past what is taught, before the university: "Dosen Hukum Tata Negara | Universitas X", "Kaprodi Ilmu Pemerintahan | …"."""
    end = j
    while end < len(items) and end < j + 7 and (_is_taught(items[end]) or items[end].text == "dan"):
        end += 1
    university = items[end].value if end < len(items) else None
    return end if isinstance(university, BodyMention) and university.kind == "education" else j


def past_letters(items: Sequence[Item], j: int) -> int:
    """Past what is led inside the university that the text names elsewhere: "Dekan FH | Sarno", "Kaprodi Ilmu Hukum | Sarno"."""
    if j + 2 < len(items) and items[j].text == "Ilmu" and items[j + 1].capital:
        return j + 2
    if (
        j + 1 < len(items)
        and items[j].kind in {"divisions", "agencies"}
        and items[j].capital
        and items[j + 1].text == ","
    ):
        return j + 1  # "Kaprodi Hukum, Sarno"
    letters = j + 1 < len(items) and items[j].kind == "cap" and items[j].text.isupper() and 1 < len(items[j].text) < 7
    named = (
        letters
        and not items[j + 1].text.isupper()
        and (items[j + 1].kind in {"cap", "titles"} or items[j + 1].text == ",")
    )
    return j + 1 if named and items[j].text not in {"FX", "RR", "ST", "SY", "MA"} else j


def past_wider_place(items: Sequence[Item], j: int) -> int:
    """Past the district and regency of a village before the comma of its holders: "anggota PPS Desa X, Kecamatan Y, A dan B"."""
    end = j
    while (
        end + 2 < len(items) and items[end].text == "," and items[end + 1].kind == "levels" and items[end + 1].capital
    ):
        k = end + 2
        while k < len(items) and k < end + 5 and items[k].kind in {"cap", "region", "venues"} and items[k].capital:
            k += 1
        if k == end + 2 or k >= len(items) or items[k].text != ",":
            return end
        end = k
    return end


def _is_taught(item: Item) -> bool:
    return item.capital and item.kind in {"cap", "agencies", "divisions", "events", "elections"}


def unlisted(
    items: Sequence[Item], j: int, language: Language, place_at: Callable[[Sequence[Item], int], tuple[int, str]]
) -> tuple[int, BodyMention | None]:
    """(end, body) of an organisation that no list has: an abbreviation behind a role, with its place, before the holder.

    "Ketua FKPT Jawa Tengah, Sarno", "Direktur LRC-KJHAM Witi"; one word before a comma and a full name: "Ketua Lemasa, Karel Kum".
    """
    item = items[j] if j < len(items) else None
    if item is None or item.kind != "cap" or j == 0 or items[j - 1].text.isupper() or len(item.text) < 3:
        return j, None
    taught = any("education" in entry.head for entry in items[j - 1].entries)
    short = _is_short(item) or (taught and _is_campus(item, language))
    end = j + 2 if short and j + 1 < len(items) and _is_short(items[j + 1]) else j + 1  # "FISIP UMMU"
    if short and end + 1 < len(items) and items[end].text == "-" and items[end + 1].text.isupper():
        end += 2
    name = text_of(items, j, end)
    after = end + 1 if end < len(items) and items[end].kind == "levels" and items[end].capital else end
    if after < len(items) and items[after].kind == "region" and items[after].capital:
        level = f"{items[end].text} " if after > end else ""
        end, place = place_at(items, after)
        name = f"{name} {level}{place}"
    told = _holder_behind(items, end, language.given_names) or _holder_before(items, j - 1, end)
    word = fold(item.text)
    plain = word in language.given_names or word in language.common or end > j + 1
    named = not plain and told and items[end].text == "," and end + 3 < len(items) and items[end + 2].kind == "cap"
    if not (short and told) and not (named and items[end + 3].text in {",", "."}):
        return j, None
    return end, BodyMention(item.start, items[end - 1].end, name, "association", rule="roles.unlisted", confidence=0.75)


def _is_short(item: Item) -> bool:
    """An abbreviation in capitals, and no numeral."""
    return item.kind == "cap" and item.text.isupper() and 2 < len(item.text) < 10 and not set(item.text) <= set("IVX")


def _is_campus(item: Item, language: Language) -> bool:
    """A blended name of a university, as its name begins: "Untag", "Uniba", "Poltekkes"."""
    word = fold(item.text)
    return (
        word not in language.given_names
        and word not in language.common
        and word.startswith(tuple(rules("posts")["campuses"]))
    )


def _holder_before(items: Sequence[Item], i: int, end: int) -> bool:
    """ "Pdt. Jimmy, Ketua PGGK, berdoa": a role in apposition at ``i`` whose organisation ends at a mark."""
    if i < 2 or end + 1 >= len(items) or items[i - 1].text not in {",", "("} or items[i - 2].kind != "cap":
        return False
    return items[end].text in {".", ";", ")"} or (
        items[end].text == "," and items[end + 1].kind not in {"cap", "titles"}
    )


def _holder_behind(items: Sequence[Item], j: int, given_names: Collection[str]) -> bool:
    """Whether a title or a known name stands at ``j``, or any capitalised word behind the comma there."""
    comma = j < len(items) and items[j].text == ","
    at = j + 1 if comma else j
    if at >= len(items) or items[at].kind not in {"titles", "cap"} or items[at].text.isupper():
        return False
    return comma or items[at].kind == "titles" or fold(items[at].text) in given_names


def unit_of(items: Sequence[Item], j: int, head: str) -> BodyMention | None:
    """The unit that another unit gives: "Satgas Pamtas" and "Yonif 614/Raja Pandita" for their "Dansatgas Pamtas"."""
    unit = items[j].value if j < len(items) and items[j].kind == "body" else None
    if not isinstance(unit, BodyMention) or unit.kind != "army" or not unit.specific:
        return None
    same = unit.name.split()[0] == head.split(maxsplit=1)[0]  # "Kasdim Kodim 0913/…"
    head = head.partition(" RI-")[0]  # "Dansatgas Pamtas RI-Malaysia Yonarmed 16"
    return replace(unit, name=unit.name if same else f"{head} {unit.name}", rule="roles.place")
