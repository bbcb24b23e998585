"""Small readers behind a role: its short form in brackets, a unit inside a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpugraph.language import squash
from kpugraph.mentions.body_parts import text_of
from kpugraph.mentions.items import Item
from kpugraph.model import BodyMention
from kpugraph.text import made_of


def past_short_form(items: Sequence[Item], j: int, role: str) -> int:
    """Past the short form of a role in brackets: "Sekretaris DPRD (Sekwan) X"."""
    if j + 2 >= len(items) or items[j].text != "(" or items[j + 2].text != ")" or items[j + 1].kind != "roles":
        return j
    return j + 3 if items[j + 1].entries[0].value == role else j


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


def _is_taught(item: Item) -> bool:
    return item.capital and item.kind in {"cap", "agencies", "divisions", "events", "elections"}


def unit_of(items: Sequence[Item], j: int, head: str) -> BodyMention | None:
    """The unit that another unit gives: "Satgas Pamtas" and "Yonif 614/Raja Pandita" for their "Dansatgas Pamtas"."""
    unit = items[j].value if j < len(items) and items[j].kind == "body" else None
    if not isinstance(unit, BodyMention) or unit.kind != "army" or not unit.specific:
        return None
    same = unit.name.split()[0] == head.split(maxsplit=1)[0]  # "Kasdim Kodim 0913/…"
    return replace(unit, name=unit.name if same else f"{head} {unit.name}", rule="roles.place")
