"""Where an activity is: the venue behind "di" up to a mark or the next clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kpugraph.lexicon import read_table, rules, tables
from kpugraph.model import BodyMention, Mentions, Span, TextItem
from kpugraph.text import fold

_DAYS = "sen[ie]n|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad"
# A full stop ends a venue unless it belongs to "Jl.", "dr.", "Kec." or an initial.
_STOP = r"(?<!\b[A-Z])(?<!\bJl)(?<!\bJln)(?<!\bLt)(?<!\b[Dd]r)(?<!\bSt)(?<!\bKec)(?<!\bKab)(?<!\bKel)(?<!\bJend)(?<!\bLetjend)\."
# Behind a comma a venue goes on with one of these, though written small: "Kantor Sementara KPU, kompleks Kantor Bupati".
_MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_FURTHER = "kompleks|komplek|kawasan|jalan|jl|lantai|desa|kelurahan|kecamatan|nagari|kampung|kabupaten|kota|distrik|dusun|pulau"
# Words of the next clause or of a date, which end a venue.
_ENDS = (
    "yang|dengan|bersama|untuk|selama|sebagai|oleh|guna|dalam|saat|tanggal|bulan|pukul|jam|selaku|lantaran|akibat|gara-gara|sambil"
    "|setelah|seusai|usai|dari|telah|sudah|akan|sehari|mulai|ini|itu|tersebut|atau|karena|ketika|sejak|hingga|sampai|sempat|kemarin"
    "|lalu|ke|resmi|juga|secara|atas|sembari|sendiri|masih|lancar|malam|pagi|siang|agar|demi|serta|terkait|tentang|hadir|turut|meski"
    "|namun|sekaligus|tidak|tak|belum"
)
# Behind "di" a venue goes on with one of these or a name: "gudang KPU X di Desa Y".
_WHERE = f"[A-Z]|(?:{_FURTHER}|bagian|sekeliling|tepi|pinggir)\\b"
_VENUE_END = re.compile(
    rf"{_STOP}|[;\n:“\"”]|,\s*(?=(?:(?i:{_DAYS}|pada|yang|dan)\b|\(|\d|(?!(?:{_FURTHER})\b)[a-z]{{2,}}))|\s?\(\d|,\s*\d|\s[-–]\s|\s?—"
    rf"|\s(?=\d{{1,2}}\s(?:{_MONTHS}))|\s(?=\(?(?i:{_DAYS})\b)|\s(?=(?:[Pp]ada|[Hh]ari|dan(?!\s(?:[A-Z]|TPS|sekitarnya|sekelilingnya))|{_ENDS}|di(?=\s(?!{_WHERE}))"
    r"|(?:me(?:m|n|ng|ny)|di(?!nas)|ber|ter)[a-z]{3,})\b)"
)
_LONGEST_VENUE = 90
_BEFORE = 16  # characters before "di"
_WORD = re.compile(r"[\w-]+")
_TORN = re.compile(r"[a-z]{4,}kan")  # "akan di sampaikan": a verb with its prefix apart
# Goods that move have their destination as place, else where they start (guideline 28).
TO = re.compile(
    r"\b(?:[Kk]e|[Mm]enuju)\s+(?=((?:gudang|kantor|aula|rumah|sekretariat|balai|lokasi|ruang|kecamatan|desa|kelurahan|distrik|pulau|[A-Z])[\w-]*))"
)
VISITED = re.compile(
    r"\b(?:mengunjungi|kunjungi|mendatangi|datangi|menyambangi|sambangi)\s+"
    r"(?=((?:[Kk]antor|[Gg]udang|[Rr]umah|[Ss]ekretariat|[Pp]asar|[Pp]ondok|[Kk]ediaman|[Mm]asjid|[Gg]ereja|[Pp]osko|[Ll]apas|[Rr]utan)\b))"
)
FROM = re.compile(r"\bdari\s+(?=((?:[Gg]udang|[Pp]elabuhan|[Dd]ermaga|[Hh]alaman|[Bb]andara)\b))")


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
    forms = (row["form"] for path in tables("venues") for _, row in read_table(path, ("form", "class")))

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in data[key])

    house = any_of("house")
    return _Words(
        small=frozenset(fold(form).split()[0] for form in forms) | frozenset(data["small_venue"]),
        never=frozenset(data["not_venue"]),
        bare=frozenset(data["bare"]),
        kept=re.compile(rf"(?:{any_of('venue_though')})\b"),
        before=re.compile(rf"\b(?:{any_of('not_before_venue')})\s\Z", re.I),
        at=re.compile(
            rf"\b[Dd]i\s+(?=\w)|\b[Dd]i(?=(?:{house})(?:an)?\b)|\b[Bb]ertempat\s+(?=[A-Z])"
            rf"|\b(?:daring|virtual|online)\b[^.;,]{{0,40}}?\bdari\s+(?=(?i:{house})\b)"
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
