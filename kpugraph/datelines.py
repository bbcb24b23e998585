"""The dateline: place, source and day before an article's first sentence ("Ungaran, 12/04/2022, KPU …")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpugraph.language import district_names
from kpugraph.lexicon import rules
from kpugraph.model import Dateline, Span
from kpugraph.regions import load_regions
from kpugraph.text import fold

_ACRONYM = 6  # letters: longer words in capitals are places
_SHORTEST = 2  # letters: "H-3 Pencoblosan" begins with no place
_REACH = 140  # characters: no dateline is longer
_DASHES = r"\-–—−‒―_~•·»=>›→"  # sites draw the line behind a dateline with whatever is at hand
_GAP = re.compile(rf"[\s,.:;|/\\{_DASHES}]*")
_DASH = re.compile(f"[{_DASHES}]")
_WORD = r"[A-Z][^\W\d_]*(?:['’`][^\W\d_]+)*"
_PLACE_WORD = re.compile(rf"(?:(?:Kab|Kec|Kel)\.|({_WORD})-(?i:\1)|{_WORD})(?![^\W_]|@)(?!\.\w)")
_HOST = re.compile(
    r"(?:\(\s*)?(?P<host>(?:https?://)?(?:[\w-]+\.)+(?:id|com|net|org|co|go)\b(?:\.id\b)?/?"
    r"|(?:kpu|kip|bawaslu|panwaslu)d?[-_][\w-]*\w)",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"({_WORD})\.(?=(?:[\w-]+\.){{3,}}id\b)")  # "Padang.sumbar.kpu.go.id"
_BODY_WORD = re.compile(r"(?:KPU|KIP|BAWASLU)[A-Z]+")
_MONTH = r"(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|agst|sep|okt|nov|nop|des)[a-z]*\.?"
_DAY_NAME = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)"
_NUMERIC = r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?"
_WRITTEN = rf"\d{{1,2}}(?:\s*(?:[-–]|s\.?/?d\.?)\s*\d{{1,2}})?\s+{_MONTH}(?:\s+\d{{4}})?"
_DAY = rf"(?:{_DAY_NAME}\s*,?\s*)?"
_DATE = re.compile(
    rf"{_DAY}(?:\(\s*{_DAY}(?:{_WRITTEN}|{_NUMERIC})\s*\)|(?:{_WRITTEN}|{_NUMERIC})(?!\w))|\(\s*\d{{1,2}}\s*/[\d/ ]+\)"
    rf"|{_DAY_NAME}(?=\s*[-–—,]\s)",
    re.IGNORECASE,
)
_AREA = re.compile(
    rf"(?:(?:Kab|Kec|Prov)\.\s?|(?:Kabupaten|Kecamatan|Kota|Provinsi)\s)?({_WORD}(?: {_WORD}){{0,3}})"
    rf"\s*(?:[{_DASHES}(:|]|,\s*(?:\d|{_DAY_NAME}))"
)
_TOWN = re.compile(rf"({_WORD}(?: {_WORD}){{0,2}})\s*[.,:{_DASHES}]")
_OUTLET = re.compile(rf"[A-Z][\w.]*(?: [A-Z][\w.]*){{0,3}}(?=\s?[{_DASHES}])")
_ODD = r"[^\w\s'’\"“”‘,.;?!%&@()\[\]]"
_SOURCE = r"[(\[][^()\[\]\n]{1,30}[)\]]"
# "Mamuju // KPU", "(Mamuju) KPU", "Mamuju (SP) KPU", "Mamuju/SulbarPos – KPU"
_MARKED = re.compile(
    rf"[*]*[\[({{<]?(?P<place>{_WORD}(?:[ -]{_WORD}){{0,3}}?)"
    rf"(?:[\])}}>*][\s:{_DASHES}*]*|\s*{_ODD}{{1,4}}\s*(?:{_SOURCE}\s*)?|,?\s+{_SOURCE}[\s:{_DASHES}]*|/[A-Z]\w+\s*[{_DASHES}:]\s*)"
    rf"(?=[A-Z\"“‘])"
)
_AFTER_OUTLET = re.compile(
    rf"[\[(]?[A-Z]\w{{3,20}}\s?(?:[/|:,]|[{_DASHES}])\s?(?P<place>{_WORD}(?: {_WORD}){{0,2}})(?:[\])]|\s*[{_DASHES}:|])\s*"
    rf"(?=[A-Z\"“‘])"
)
_LETTERS = re.compile(rf"([A-Z]{{2,6}})\s?[{_DASHES}]\s?(?=[A-Z])")
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]+")  # "KalbarOnline"
_AGENCY = re.compile(r"\(\s*[A-Z][\w. -]{1,24}\s*\)")


@dataclass(frozen=True, slots=True)
class _Words:
    not_place: frozenset[str]
    greeting: re.Pattern[str]
    openings: frozenset[str]
    body: re.Pattern[str]
    outlet: re.Pattern[str]
    known: frozenset[str]
    max_words: int


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = rules("articles")["dateline"]
    heads = "|".join(re.escape(head).replace(r"\ ", r"\s+") for head in data["bodies"])
    return _Words(
        not_place=frozenset(data["not_place"]),
        greeting=re.compile(data["greeting"], re.IGNORECASE),
        openings=frozenset(data["openings"]),
        body=re.compile(rf"(?i:{heads})\b(?:(?:\s+|(?<=\.))(?:(?:Kab|Prov|Kec)\.|{_WORD}|50)(?!\w)){{0,6}}"),
        outlet=re.compile(
            rf"(?:(?:{'|'.join(data['outlets'])})[a-z]{{2,}}|[a-z]{{3,}}(?:{'|'.join(data['outlet_ends'])}))\Z",
            re.IGNORECASE,
        ),
        known=_known_places(),
        max_words=data["max_words"],
    )


def _known_places() -> frozenset[str]:
    """Folded names of regions and of their capitals."""
    regions = load_regions().by_code.values()
    names = [fold(name) for region in regions for name in (region.name, region.full_name, region.capital) if name]
    return frozenset([*names, *(name.replace("-", " ") for name in names)])


def is_known(place: str) -> bool:
    """Whether a region or its capital has this name."""
    name = fold(place)
    return name in _words().known or name in district_names() or re.sub("['’`]", "", name) in _words().known


@lru_cache(maxsize=8)  # a line is looked at as a headline and as what stands below one
def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline of the body ``text[start:end]``, or None where its first sentence simply begins."""
    greeting = _words().greeting.match(text, start, end)
    if greeting is None:
        found = _Reader(text, start, min(end, start + _REACH)).read()
        return found if found is not None and found.place is not None else _marked(text, start, end) or found
    found = _Reader(text, greeting.end(), min(end, greeting.end() + _REACH)).read()
    return found if found is not None and found.place is not None else None


def _marked(text: str, start: int, end: int) -> Dateline | None:
    """The dateline of a known place with marks that no other has: "Mamuju // KPU …", "(Mamuju) KPU …", "SulbarPos: Mamuju – …"."""
    stop = min(end, start + _REACH)
    found = _AFTER_OUTLET.match(text, start, stop) or _MARKED.match(text, start, stop)
    if found is None or not is_known(found["place"]):
        return None
    return Dateline(start, found.end(), Span(*found.span("place")), rule="dateline:marks")


class _Reader:
    """Reads items (place, source, day) with the marks between them, then judges whether they make a dateline."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.position = start + 1 if text[start : start + 1] in {"[", "("} and start < end else start
        self.words = _words()
        self.place: Span | None = None
        self.host: Span | None = None
        self.date: Span | None = None
        self.site = self.agency = False
        self.after_place = ""  # the marks directly behind the place
        self.last = ""  # the marks behind the last item

    def read(self) -> Dateline | None:
        while self._item():
            pass
        rule = self._judge()
        if rule is None:
            return None
        return Dateline(self.start, self.position, self.place, self.host, self.date, f"dateline:{rule}")

    def _item(self) -> bool:
        """Reads one item and the marks behind it; False where none is left."""
        found = self._next()
        if found is None:
            return False
        self._read_marks(found)
        if self.place is not None and found == self.place.end:
            self.after_place = self.last
        if self.text[self.position : self.position + 1] in {"]", ")"}:
            self._read_marks(self.position + 1)
        return True

    def _read_marks(self, stop: int) -> None:
        gap = _GAP.match(self.text, stop, self.end)
        self.last = gap.group() if gap else ""
        self.position = stop + len(self.last)

    def _next(self) -> int | None:
        if self.date is None and (found := _DATE.match(self.text, self.position, self.end)):
            self.date = Span(found.start(), found.end())
            return found.end()
        if self.place is None and (found := _GLUED.match(self.text, self.position, self.end)) and is_known(found[1]):
            self.place = Span(found.start(1), found.end(1))
            return found.end()
        if self.host is None and (found := _HOST.match(self.text, self.position, self.end)):
            self.host, self.site = Span(found.start("host"), found.end("host")), True
            return found.end()
        if self.place is None:
            return self._sender() or self._place()
        if not self.agency and (found := _AGENCY.match(self.text, self.position, self.end)):
            self.agency = True
            return found.end()
        if self.host is None and (found := self.words.body.match(self.text, self.position, self.end)):
            return self._body(found)
        return self._area() or self._letters()

    def _sender(self) -> int | None:
        """The office before its place: "KPU Sikka, Maumere – …"."""
        if self.position != self.start or self.host is not None:
            return None
        found = self.words.body.match(self.text, self.position, self.end)
        behind = _AREA.match(self.text, found.end() + 2, self.end) if found is not None else None
        if (
            found is None
            or behind is None
            or self.text[found.end() : found.end() + 2] != ", "
            or not is_known(behind[1])
        ):
            return None
        self.host = Span(found.start(), found.end())
        return found.end()

    def _letters(self) -> int | None:
        """The letters of a medium between the place and the dash: "KUALA KAPUAS, MK - Sebanyak …"."""
        found = _LETTERS.match(self.text, self.position, self.end)
        if found is None or self.host is not None or "," not in self.last or fold(found.group(1)) in self.words.known:
            return None
        self.host = Span(found.start(1), found.end(1))
        return found.end(1)

    def _area(self) -> int | None:
        """What the dateline does not keep behind the place: a known region ("Sorong, Papua Barat Daya – …"), an outlet
        behind a place in capitals ("HALUT, KAIDAH MALUT – …"). An outlet before a known place gives way to it."""
        if self.place is None:
            return None
        named = self.text[self.place.start : self.place.end]
        if "," not in self.last:
            return self._behind_outlet(named)
        found = _AREA.match(self.text, self.position, self.end)
        if found is not None and is_known(found.group(1)):
            short = named.isupper() and (
                len(named) <= _ACRONYM or not found.group(1).isupper()
            )  # "SERAMBI, Banda Aceh – …"
            outlet = short or _CAMEL.fullmatch(named) or self.words.outlet.match(named)  # "SUARAPATI, Juwana – …"
            if outlet and not self._known():  # "KBR, Jayapura - …", "KalbarOnline, Ketapang – …"
                self.place, self.agency = Span(found.start(1), found.end(1)), True
            return found.end(1)
        outlet = _OUTLET.match(self.text, self.position, self.end) if named.isupper() and not self.agency else None
        if outlet is None or self.last.strip() != ",":
            return None
        self.agency = True
        return outlet.end()

    def _behind_outlet(self, named: str) -> int | None:
        """The place behind an outlet's name and a dash: "SIWALIMANEWS – AMBON. Jaksa …"."""
        found = _TOWN.match(self.text, self.position, self.end)
        parted = _DASH.search(self.last) is not None or "|" in self.last
        outlet = parted and (self.words.outlet.match(named) or _CAMEL.fullmatch(named))
        if found is None or not outlet or self._known() or not is_known(found[1]):
            return None
        self.place, self.agency = Span(found.start(1), found.end(1)), True
        return found.end(1)

    def _body(self, found: re.Match[str]) -> int | None:
        """A body as source: a dash or a full stop must follow, else it is the subject of the first sentence."""
        behind = self.text[found.end() : found.end() + 3]
        if "," not in self.after_place or not re.match(rf"\s?[{_DASHES}]|\.\s", behind):
            return None
        self.host = Span(found.start(), found.end())
        return found.end()

    def _place(self) -> int | None:
        if self.host is None and self.date is not None and "," not in self.last and not _DASH.search(self.last):
            found = _AREA.match(self.text, self.position, self.end)  # "Senin (3/6/2024) Maumere – …"
            if found is None or not is_known(found[1]):
                return None
        position, count = self.position, 0
        while count < self.words.max_words and (found := _PLACE_WORD.match(self.text, position, self.end)):
            barred = fold(found.group()).rstrip(".") in self.words.not_place or _BODY_WORD.fullmatch(found.group())
            if barred and not (count and is_known(self.text[self.position : found.end()])):  # "Teluk Dalam"
                if (
                    count
                    and _DATE.match(self.text, position, self.end)
                    and is_known(self.text[self.position : position].rstrip())
                ):
                    break  # "Mamuju Senin, 3 Juni 2024"
                return None
            count += 1
            stop = found.end()
            if self.text[stop : stop + 1] != " " or not self.text[stop + 1 : stop + 2].isupper():
                break
            position = stop + 1
        if not count or stop - self.position < _SHORTEST:
            return None
        gap = _GAP.match(self.text, stop, self.end)
        marks = gap.group() if gap else ""
        following = self.text[stop + len(marks) : stop + len(marks) + 1]
        closed = following == "]" and self.text[self.start] == "["
        dated = not marks.strip() and self.date is None and _DATE.match(self.text, stop + len(marks), self.end)
        if (
            not marks.strip()
            and following != "("
            and not closed
            and not (dated and is_known(self.text[self.position : stop]))
        ):
            return None
        self.place = Span(self.position, stop)
        return stop

    def _judge(self) -> str | None:
        following = self.text[self.position : self.position + 1]
        if not following or (following.islower() and not (self.site or self._goes_on_small())):
            return None
        if self.place is None:
            return self._placeless()
        if self.text[self.start] == "[" and self.text[self.place.end : self.place.end + 1] == "]":
            return "dash"
        if self.date is not None or self.site:
            return "site" if self.site else "day"
        if self.host is not None:
            return "body"
        if _DASH.search(self.last) or "|" in self.last:
            return self._dashed()
        if self.agency and (":" in self.last or self.last.startswith(".")):
            return "agency"
        return self._comma()

    def _goes_on_small(self) -> bool:
        """Whether a sentence may begin with a small letter: behind a known place with a day, or with a dash of its own, or
        behind any with a word that opens sentences ("bertempat di aula, KPU …")."""
        apart = self.date is not None or re.fullmatch(rf"\s+[{_DASHES}]+\s+", self.last) is not None
        opens = self._opening() in self.words.openings
        return (apart and (opens or self._known())) or (opens and self._known())

    def _placeless(self) -> str | None:
        if self.site or (self.date is not None and _DASH.search(self.last)):
            return "site" if self.site else "day"
        return None

    def _known(self) -> bool:
        return self.place is not None and is_known(self.text[self.place.start : self.place.end])

    def _dashed(self) -> str | None:
        """For "Garut - Jumlah …" and "WAMENA-KPU …".

        A hyphen without spaces joins the parts of a name unless the place is known or in capitals.
        """
        if self.last.strip() != self.last or len(self.last.strip()) > 1 or self._known():
            return "dash"
        assert self.place is not None
        return "dash" if self.text[self.place.start : self.place.end].isupper() else None

    def _comma(self) -> str | None:
        """For "Jakarta, Mahkamah …": a known place, or any place where a word follows that opens sentences."""
        opening = self._opening()
        if "," not in self.last and not (self._known() and re.search(r"[.;:]", self.last)):
            return None
        if self._known() and opening in self.words.known:
            return None
        return "comma" if self._known() or opening in self.words.openings else None

    def _opening(self) -> str:
        """The first word behind what has been read, folded."""
        word = re.match(r"[^\W\d_]+", self.text[self.position : self.position + 30])
        return fold(word.group()) if word else ""
