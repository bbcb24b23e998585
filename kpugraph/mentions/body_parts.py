"""Small readers that the grammar of bodies is made of: acronyms, level words, unit numbers, names."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.language import Entry
from kpugraph.mentions.beside_names import before_holder
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.items import Item
from kpugraph.model import Region

NUMERALS = {
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
}


def commission_name(head: str, region: Region) -> str:
    """Canonical name: "KPU Kabupaten Semarang"; Aceh's commission is KIP and its province has no type word."""
    if region.province == "11" and head in {"KPU", "KIP"}:
        head = "KIP"
    if region.province == "11" and region.type == "provinsi" and head in {"KIP", "Panwaslih"}:
        return f"{head} {region.name}"
    if region.province == "11" and head in {"DPRD", "DPRK"}:
        return f"DPR {region.name}" if region.type == "provinsi" else f"DPRK {region.full_name}"
    return f"{head} {region.full_name}"


def skip_acronym(items: Sequence[Item], j: int) -> int:
    """Past "(KPU)", "(HSU)" or "(KPU RI)": a bracketed acronym that repeats what stands before it."""
    if j >= len(items) or items[j].text != "(":
        return j
    for k in range(j + 1, min(j + 4, len(items))):
        if items[k].text == ")":
            return k + 1 if k > j + 1 else j
        if not (items[k].text.isupper() or items[k].kind in {"region", "bodies", "body"}):
            return j
    return j


def levels_at(items: Sequence[Item], j: int) -> tuple[list[str], int]:
    """The level words at ``j``: one ("Kabupaten"), or several of a class ("Kabupaten/Kota", "Provinsi dan …")."""
    levels: list[str] = []
    while j < len(items) and items[j].kind == "levels":
        level = items[j].entries[0].frame
        if level not in {"province", "regency", "city", "national"}:
            break
        levels.append(level)
        j += 1
        if j + 1 < len(items) and items[j].text in {"/", "atau"} and items[j + 1].kind == "levels":
            j += 1
        elif levels[-1] != "national":
            break
    return levels, j


BRANCHES = frozenset(
    {"Perwakilan", "Cabang", "Komisariat", "Wilayah", "Daerah", "Ranting", "Unit", "Korwil", "Komda", "Korda"}
)

_OFFICES = (
    "Kantor Cabang Pembantu",
    "Kantor Cabang Utama",
    "Kantor Cabang",
    "Cabang Pembantu",
    "Kantor Unit",
    "KCP",
    "KC",
)
WHOLE_KINDS = {"association", "media", "firm"}  # named by their heads alone, too
LOCAL_KINDS = {"police", "army", "prosecution", "court", "prison"}
PROVINCIAL = {"Polda", "Kejaksaan Tinggi", "Pengadilan Tinggi", "Pengadilan Tinggi Tata Usaha Negara"}
MANY = {  # a region has several, or none
    "Polsek", "Koramil", "Lapas", "Lembaga Pemasyarakatan", "Rutan", "LPKA", "Korem", "Kodam", "Lanal", "Pos AL",
    "Yonif Raider", "Bapas", "Balai Pemasyarakatan", "Lanud", "Yonif", "Posal", "Desa Adat", "Keuskupan", "Marga", "Masjid",
    "Kantor Imigrasi", "Paroki", "Satrad", "Satradar", "Satgas Pamtas", "Dekenat", "Kevikepan", "Yonarmed", "Yonkav",
    "Yonzipur", "Pos TNI AL",
}  # fmt: skip
HEROES = {"Lanud", "Satrad"}  # bear the names of people
PAPUA = frozenset({"91", "92", "93", "94", "95", "96"})  # codes of its provinces
IN_PAPUA = {
    "PPK Kecamatan": "PPD Distrik", "Panwaslu Kecamatan": "Panwaslu Distrik", "Pemerintah Kecamatan": "Pemerintah Distrik",
}  # fmt: skip
NATIONAL_OFFICERS = ("sekretaris jenderal", "sekjen")  # only the national bodies have them
_BETWEEN = {",", "dan", "serta", "/", "maupun"}
_ANY_PARTY = {"partai", "parpol", "masing-masing", "masing", "tiap", "setiap"}
_EVERY = {"seluruh", "semua", "setiap", "tiap", "para", "antar", "sejumlah", "beberapa"}
_SPREAD = {"se", "sekabupaten", "seprovinsi", "sekota", "kecamatan", "kelurahan", "desa"}


def is_class(items: Sequence[Item], i: int, j: int) -> bool:
    """ "Panwaslu Kelurahan/Desa", "seluruh Kejari se-Provinsi X": all of a kind, and none by name.

    The head stands at ``i``, what follows it at ``j``.
    """
    behind = items[j] if j < len(items) else None
    lower = (
        behind is not None and behind.kind == "levels" and behind.entries[0].frame in {"district", "village", "hamlet"}
    )
    spread = behind is not None and behind.text.lower() in _SPREAD
    every = i > 0 and items[i - 1].text.lower() in _EVERY
    return lower or spread or every


def branch_at(items: Sequence[Item], j: int) -> tuple[int, str]:
    """(end, text) of the word or words for a branch: "Cabang", "Kantor Cabang"; none gives ``j``."""
    for words in (name.split() for name in _OFFICES):
        if [item.text for item in items[j : j + len(words)]] == words:
            return j + len(words), " ".join(words)
    return (j + 1, items[j].text) if next_text(items, j) in BRANCHES else (j, "")


def any_party(items: Sequence[Item], j: int) -> bool:
    """Whether the branch before ``j`` is of no certain party: "DPP Partai Politik", "DPC masing-masing partai"."""
    return next_text(items, skip_acronym(items, j)).lower() in _ANY_PARTY


def next_text(items: Sequence[Item], j: int) -> str:
    """The text of the item at ``j``, "" behind the last."""
    return items[j].text if j < len(items) else ""


def next_name(items: Sequence[Item], j: int) -> bool:
    """Whether a capitalised word or a title follows the comma at ``j``."""
    return j + 1 < len(items) and items[j + 1].kind in {"cap", "titles"}


def next_is(items: Sequence[Item], j: int, kind: str) -> bool:
    """Whether another item of ``kind`` follows at ``j`` in a list ("DPR, DPD dan DPRD")."""
    if not 0 <= j < len(items) or items[j].text not in {",", "dan", "/"}:
        return False
    return j + 1 < len(items) and items[j + 1].kind == kind


def beside_party(items: Sequence[Item], i: int) -> bool:
    """Whether a list of parties goes on before or behind the word at ``i``: "PAN, Demokrat dan PKS"."""
    k = i - 2 if i > 1 and items[i - 1].text in _BETWEEN else -1
    while k > 0 and items[k].text in {",", ")"}:  # "PKB, dan Demokrat", "Partai Golongan Karya (Golkar) dan Demokrat"
        k -= 1
    before = k >= 0 and _is_party(items[k])
    behind = i + 2 < len(items) and items[i + 1].text in _BETWEEN and _is_party(items[i + 2])
    bracketed = i > 0 and items[i - 1].text == "(" and next_text(items, i + 1) == ")"  # "Yohanes Rumisang (Demokrat)"
    named = i > 0 and items[i - 1].text.lower() in body_words().party_cues
    seats = i + 2 < len(items) and items[i + 2].text in {"kursi", "suara"}
    return before or behind or bracketed or named or seats or next_text(items, i + 1) == "Dapil"


def _is_party(item: Item) -> bool:
    return item.kind == "parties" or item.text in body_words().short_parties


_SORTS = {"Narkotika", "Perempuan", "Wanita", "Anak", "Pemuda", "Umum", "Terbuka"}
_CLASS = {"kelas": "Kelas", "klas": "Kelas", "tingkat": "Tingkat", "tipe": "Tipe"}


def house_class(items: Sequence[Item], j: int) -> tuple[int, str]:
    """(end, text) of the sort and class of a prison, court or office: "Narkotika Kelas IIA", "Klas II B"."""
    parts: list[str] = []
    if j < len(items) and items[j].text in _SORTS:
        parts.append(items[j].text)
        j += 1
    if j + 1 < len(items) and items[j].text.lower() in _CLASS and items[j + 1].text.rstrip("AB") in NUMERALS:
        word = _CLASS[items[j].text.lower()]
        j, rank = _rank(items, j + 1)
        parts.append(f"{word} {rank}")
    elif j < len(items) and items[j].text in NUMERALS and (after := _rank(items, j))[1] != items[j].text:
        j, rank = after  # "Rutan II B Trenggalek"
        parts.append(rank)
    return j, " ".join(parts)


def _rank(items: Sequence[Item], j: int) -> tuple[int, str]:
    """(end, text) of the rank at ``j``: "IIB" for "IIB", "II B" and "II-B"."""
    rank = items[j].text
    letter = j + 2 if j + 1 < len(items) and items[j + 1].text == "-" else j + 1
    if letter < len(items) and rank in NUMERALS and items[letter].text in {"A", "B"}:
        return letter + 1, rank + items[letter].text
    return j + 1, rank


def next_is_town(items: Sequence[Item], j: int) -> bool:
    """Whether "Kota" at ``j`` is the end of a name and no level of a region behind it."""
    if j >= len(items) or items[j].text not in {"Kota", "kota"}:
        return False
    if items[j].text == "kota":
        return j + 1 < len(items) and items[j + 1].text in {",", "dan"}
    return j + 1 >= len(items) or items[j + 1].kind not in {"region", "cap"}


def begins_name(items: Sequence[Item], j: int) -> bool:
    """Whether "I" begins a Balinese name, no number, or an initial one: "Kapolres I Gede Sudira", "Kepala Rutan M. Fadli"."""
    if j + 1 >= len(items):
        return False
    initial = len(items[j].text) == 1 and items[j].kind == "cap" and items[j + 1].text == "."
    return initial or (items[j].text == "I" and items[j + 1].kind == "cap")


def unit_number(items: Sequence[Item], j: int) -> tuple[int, str]:
    """ "0714/Salatiga", "1701-08/Arso", "IX/Udayana", "1001/HSU-Balangan" after a military head."""
    if j >= len(items) or not (items[j].kind == "num" or items[j].text in NUMERALS) or begins_name(items, j):
        return j, ""
    end, name_seen = j + 1, False
    if end + 1 < len(items) and items[end].text == "BS" and items[end + 1].text == "/":  # "0733 BS/Semarang"
        end += 1
    while end < len(items) and items[end].start == items[end - 1].end:
        item = items[end]
        if item.kind == "venues" and items[end - 1].text == "/" and item.capital:  # "12/Teluk Dalam"
            further = end + 1 < len(items) and items[end + 1].kind in {"cap", "region"}
            end += 2 if further else 1
            return end, text_of(items, j, end)
        if item.text in {"/", "-"} or item.kind in {"num", "cap", "region"}:
            name_seen = name_seen or item.kind in {"cap", "region"}
            end += 1
            continue
        break
    if (
        not name_seen
        and end == j + 3
        and items[j + 1].text == "/"
        and end < len(items)
        and items[end].kind in {"cap", "region"}
    ):
        end, name_seen = end + 1, True  # "0806/14 Munjungan"
    closed = before_holder(items, end)
    if end < closed <= end + 3 and (name_seen or end == j + 1):  # "301/Prabu Kian Santang, Mayor Inf …", "212 Ranai, …"
        return closed, text_of(items, j, closed)
    if name_seen and _goes_on(items, end):
        return end + 1, text_of(items, j, end + 1)
    if name_seen and next_is_town(items, end):  # "0910-03/Malinau Kota"
        return end + 1, text_of(items, j, end + 1)
    if end < len(items) and items[end - 1].text == "/" and items[end].kind in {"cap", "region"}:
        return end + 1, text_of(items, j, end + 1).replace("/ ", "/")
    if not name_seen and end < len(items) and items[end].kind == "region":  # "Kodim 1625 Ngada"
        return end + 1, text_of(items, j, end + 1)
    if not name_seen and (before_rank := run_before_rank(items, end)) > end:
        return before_rank, text_of(items, j, before_rank)
    return (end, text_of(items, j, end)) if name_seen or end > j else (j, "")


def _goes_on(items: Sequence[Item], end: int) -> bool:
    """Whether the word behind "614/Raja" belongs to the unit's name ("614/Raja Pandita"): one word, then no capital."""
    if end + 1 < len(items) and items[end - 1].kind == items[end].kind == "region":  # "0416/Bungo Tebo"
        return items[end].start == items[end - 1].end + 1 and items[end + 1].kind != "cap"
    if end + 1 >= len(items) or items[end - 1].kind != "cap" or is_abbreviation(items[end]):
        return False
    ranked = any(e.cls == "titles" and e.frame == "rank" for e in items[end].entries)
    if items[end].kind not in {"cap", "titles"} or ranked or not items[end].capital:
        return False
    return items[end].start == items[end - 1].end + 1 and items[end + 1].kind != "cap"


def house_at(items: Sequence[Item], j: int) -> int:
    """The end of "Kawasan Bandara Nabire": two words for a place and the name behind; ``j`` where there is none."""
    end = j
    while end < len(items) and items[end].kind == "venues" and items[end].capital:
        end += 1
    named = end < len(items) and items[end].kind in {"cap", "region"}
    return end + 1 if named and end > j + 1 else j


def run_of_capitals(items: Sequence[Item], j: int) -> int:
    """The end of a run of two or three capitalised words at ``j``; ``j`` where it is longer or followed by a name."""
    end = j
    while end < len(items) and items[end].kind in {"cap", "region"} and not is_abbreviation(items[end]):
        end += 1
    return end if end - j <= 3 else j


def run_before_rank(items: Sequence[Item], j: int) -> int:
    """The end of a run of capitals right before a rank, a place ("Kapolsek Katingan Kuala Iptu …"); else ``j``.

    A comma may stand between, where a natural feature begins the name: "Danlanal Tanjung Balai Karimun, Letkol …".
    """
    natural = j + 1 < len(items) and items[j].kind in {"venues", "region"} and items[j].capital
    end = j + 1 if natural and items[j].kind == "venues" else j
    while end < len(items) and end < j + 4 and items[end].kind in {"cap", "region"} and not is_abbreviation(items[end]):
        end += 1
    if natural and end > j + 1 and end < len(items) and items[end].text == ",":
        ranked = end + 1 < len(items) and any(e.cls == "titles" and e.frame == "rank" for e in items[end + 1].entries)
        return end if ranked else j
    ranked = end < len(items) and any(e.cls == "titles" and e.frame == "rank" for e in items[end].entries)
    return end if ranked else j


def class_at(items: Sequence[Item], j: int) -> int:
    """The end of the class of an office before its place: "Kelas II TPI", "Kelas I-A Khusus"; ``j`` where none stands."""
    if j + 1 >= len(items) or items[j].text != "Kelas":
        return j
    end = j + 1
    while (
        end < len(items) and end < j + 6 and (_is_grade(items[end]) or items[end].text in {"-", "TPI", "Non", "Khusus"})
    ):
        end += 1
    return end if end > j + 1 else j


def _is_grade(item: Item) -> bool:
    letters = item.text.rstrip("ABC") if item.text[:1] in "IV" else item.text
    return item.text in {"A", "B", "C"} or letters in NUMERALS or item.text in {"1", "2", "3"}


def twin_at(items: Sequence[Item], end: int) -> int:
    """Past a hyphen and the second of two places that one branch has; ``end`` where none is tied to the first."""
    if not 0 < end < len(items) - 1 or items[end].text != "-" or items[end].start != items[end - 1].end:
        return end
    return end + 2 if items[end + 1].start == items[end].end and items[end + 1].kind in {"cap", "region"} else end


def text_of(items: Sequence[Item], i: int, j: int) -> str:
    """The text of items ``i`` to ``j`` with their own spacing."""
    parts = [items[i].text]
    for before, item in zip(items[i:j], items[i + 1 : j], strict=False):
        parts.append(" " * (item.start > before.end) + item.text)
    return " ".join("".join(parts).split())


def is_abbreviation(item: Item) -> bool:
    return len(item.text) > 1 and item.text.isupper() and item.kind == "cap"


def on_campus(items: Sequence[Item], i: int) -> bool:
    """ "Kampus 2 Untad" is a place (guideline 25)."""
    return any(before.text.lower() == "kampus" for before in items[max(0, i - 2) : i])


_OFFICERS = {"Ketua", "Wakil Ketua", "Sekretaris"}


def has_officer(items: Sequence[Item], i: int, j: int) -> bool:
    """ "Ketua DPRD Kadar Lusman": an officer of it by name, who is the own parliament's of the article's region."""
    before = items[i - 1].entry("roles") if i else None
    named = j < len(items) and (items[j].kind in {"cap", "titles"} or (items[j].text == "," and next_name(items, j)))
    return before is not None and before.value in _OFFICERS and named


def of_rank(items: Sequence[Item], i: int) -> bool:
    """ "Laksamana Pertama TNI Sarno": the service behind a rank is a part of it."""
    return (
        i > 0
        and items[i].text in {"TNI", "Polri"}
        and any(e.cls == "titles" and e.frame == "rank" for e in items[i - 1].entries)
    )


def some_of(items: Sequence[Item], i: int, head: Entry) -> bool:
    """ "anggota TNI AL", "personel TNI dan Polri": people of the police or army, not the body."""
    if head.head not in {"police", "army"} or i == 0:
        return False
    k = i - 1
    while k > 1 and items[k].text in {"dan", "/", "-", ","} and items[k - 1].kind == "bodies":
        k -= 2
    return items[k].text in body_words().members
