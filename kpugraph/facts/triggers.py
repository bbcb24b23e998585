"""Words for activities where they stand: what each is called, when it lies, and what becomes of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from kpugraph.lexicon import rules
from kpugraph.model import DateMention, Mentions, TextItem
from kpugraph.text import fold

_REACH = 3  # sentences behind that of a postponement in which the new day stands
_BECOMES = re.compile(r"\bmenjadi\s+(?:(?:hari|tanggal|pada)\s+)*\(?\Z", re.I)
_FROM_DAY = re.compile(r"\bdari\b[^,.;]{0,24}\Z", re.I)  # "mundur dari jadwal awal 21 Oktober": the day that it was
# "dibuka selama 13 hari sejak 2 September": the day on which it began is its own.
_SINCE = re.compile(
    r"\b(?:berlangsung|dimulai|dibuka|digelar|dilaksanakan|diselenggarakan)\b[^,.;]{0,30}?\bsejak\b", re.I
)
_FOR = re.compile(
    r"\b[Rr]angka\s+([^.;\n]{0,70})\Z"
)  # "dalam rangka koordinasi, supervisi dan …": each is what it is for
_LONGEST_NAME = 14  # items
_CLAUSE = 60  # characters before a word in which its verb stands
_PERIOD = re.compile(r"\b(?:periode|triwulan|semester|DPB|PDPB)\b", re.I)
_UNTIL = re.compile(
    r"\b(?:berakhir(?:\s+pada)?|sampai(?:\s+dengan)?|hingga|s\.?/?d\.?)\s+(?:(?:tanggal|hari)\s+)?(?:\w+,?\s+\(?)?\Z",
    re.I,
)
_LISTED = re.compile(
    r"\s*\)?\s*(?:,|dan|serta)(?:\s+di\s+[A-Z][^,.;]{2,40})?\s*(?:,|pada|tanggal|tgl)?\s*(?:tanggal\s*)?\(?"
)
_PHRASE = re.compile(r"\w+(?: (?!di\b|ke\b|pada\b|yang\b|dan\b|untuk\b|oleh\b|kepada\b|dengan\b)[\w-]+){0,3}")
_VERB = re.compile(r"\b(?:me(?:m|n|ng|ny)?|ber|di)[a-z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of ``data/rules/events.toml``."""

    holding: frozenset[str]
    planned: re.Pattern[str]
    ahead: re.Pattern[str]
    goods: re.Pattern[str]
    occasion: re.Pattern[str]
    chained: frozenset[str]
    parts: frozenset[str]
    stop: frozenset[str]
    purpose: frozenset[str]
    own_lead: frozenset[str]
    names: frozenset[str]
    idle: frozenset[str]
    apart: re.Pattern[str]
    cancelled: re.Pattern[str]
    postponed: re.Pattern[str]
    original: re.Pattern[str]
    new_day: re.Pattern[str]
    serving: re.Pattern[str]
    again: re.Pattern[str]
    done: re.Pattern[str]


@lru_cache(maxsize=1)
def event_words() -> Words:
    data = rules("events")

    def any_of(*keys: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(re.escape(word) for key in keys for word in data[key])})\b", re.I)

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key])

    return Words(
        holding=words("holding"), chained=words("chained"), parts=words("parts"), stop=words("stop"),
        planned=any_of("planned"), ahead=any_of("ahead"), goods=any_of("goods"), occasion=any_of("occasion"),
        purpose=words("purpose"), own_lead=words("own_lead"), names=words("names"), idle=words("idle"),
        apart=any_of("apart"), cancelled=any_of("cancelled"), postponed=any_of("postponed"), done=any_of("done"),
        original=any_of("original"), new_day=any_of("postponed", "planned", "new_day"), serving=any_of("serving"),
        again=any_of("again"),
    )  # fmt: skip


@dataclass(eq=False)
class Trigger:
    """A word for an activity: kind, name, sentence, and what stands beside it.

    ``held``: a verb of holding; ``chained``: it follows another; ``part``: it is a part of another; ``purpose``: it is
    only what something else is for. ``day`` is the day of its own clause, ``more`` are those listed behind it, ``until``
    is a last day without a first; ``fate`` is "cancelled" or "postponed", and ``first`` the day of which it was put off;
    ``ordinary``: a word that names an activity only where it is held.
    """

    kind: str
    cls: str
    start: int
    end: int
    sentence: int
    held: bool = False
    chained: bool = False
    part: bool = False
    purpose: bool = False
    future: bool = False
    day: DateMention | None = None
    more: tuple[DateMention, ...] = ()
    until: DateMention | None = None
    fate: str = ""
    first: DateMention | None = None
    close: bool = False
    ordinary: bool = False

    @property
    def rank(self) -> int:
        """How well it names an activity: a noun that is held, a noun, a verb, a word that often means something else."""
        return (2 if self.cls == "noun" else 1 if self.cls == "verb" else 0) + (2 if self.held else 0)


def find_triggers(mentions: Mentions, dates: Sequence[DateMention]) -> list[Trigger]:
    """The words for activities in an article's body, outside of quotes and of the names of papers and places."""
    return _Finder(mentions, dates).find()


class _Finder:
    def __init__(self, mentions: Mentions, dates: Sequence[DateMention]) -> None:
        self.m, self.dates = mentions, dates
        self.text = mentions.article.page.text
        self.words = event_words()
        self.starts = [span.start for span in mentions.sentences]
        body = self.text[mentions.article.body.start : mentions.article.body.end]
        self.moved = bool(self.words.cancelled.search(body) or self.words.postponed.search(body))

    def find(self) -> list[Trigger]:
        found = _outer(list(self._triggers()))
        for trigger in found:
            trigger.fate = self._fate(trigger, found)
            trigger.purpose = trigger.purpose and trigger.fate != "postponed"  # "mengubah jadwal debat"
            trigger.day = self._own_day(trigger, found)
        return found

    def _triggers(self) -> Iterator[Trigger]:
        items, words = self.m.items, self.words
        for i, item in enumerate(items):
            entry = event_entry(item)
            if entry is None or self._quoted(item.start) or self._in_name(i):
                continue
            before = _same_sentence(items, i, 4)
            after = [fold(other.text) for other in items[i + 1 : i + 6]]
            held = any(word in words.holding for word in [*before[-3:], *after])
            close = any(word in words.holding for word in [*before[-2:], *after[:1]])
            kind, cls = entry
            if cls == "held":  # an ordinary word that names an activity only where it is held
                if not held and i:
                    continue
                cls = "noun"
            ordinary = entry[1] == "held"
            if cls == "goods":
                if not self._moves_goods(item.start):
                    continue
                cls = "verb"
            if cls == "verb" and kind == "lainnya" and before[-1:] in (["itu"], ["ini"], ["tersebut"]):
                continue  # "Hal itu diumumkan …" tells of something else
            if fold(item.text) == "mengumumkan" and after[:1] == ["rencana"]:
                continue  # a plan told is no activity
            noun = cls == "noun"
            trigger = Trigger(kind, cls, item.start, item.end, self.sentence(item.start), held)
            trigger.end = self._name_end(i) if noun else item.end
            trigger.close, trigger.ordinary = noun and close, ordinary
            trigger.chained = noun and any(word in words.chained for word in before[-3:])
            trigger.chained = trigger.chained or (cls == "verb" and self._on_occasion(trigger))
            trigger.part = noun and any(word in words.parts for word in before[-3:])
            trigger.purpose = any(word in words.purpose for word in (before[-2:] if noun else before[-1:]))
            trigger.purpose = trigger.purpose or (noun and self._among_purposes(trigger))
            trigger.future = self._future(trigger)
            yield trigger

    def _among_purposes(self, trigger: Trigger) -> bool:
        """Whether a noun stands in a list of what something is for: "dalam rangka koordinasi, supervisi dan asistensi"."""
        start, _ = self._span(trigger)
        found = _FOR.search(self.text, max(start, trigger.start - 90), trigger.start)
        return found is not None and not _VERB.search(found[1]) and not re.search(r"[A-Z]{3}\w*\s+[A-Z]|\d", found[1])

    def _in_name(self, i: int) -> bool:
        """Whether the word stands in the name of a regulation, form or place ("Peraturan …", "Ruang Rapat")."""
        before = self.m.items[i - 1] if i else None
        if before is None or (self.moved and fold(before.text) == "jadwal"):  # "mengubah jadwal debat"
            return False
        return before.kind == "venues" or fold(before.text) in self.words.names

    def _on_occasion(self, trigger: Trigger) -> bool:
        """Whether the words before a verb say that it was done beside something else ("Usai rapat, KPU menyerahkan …")."""
        start, _ = self._span(trigger)
        return self.words.occasion.search(self.text, max(start, trigger.start - 2 * _CLAUSE), trigger.start) is not None

    def _moves_goods(self, at: int) -> bool:
        """Whether the word at an offset tells of ballots and boxes: they stand before it in its sentence."""
        n = self.sentence(at)
        start = self.m.sentences[n].start if n < len(self.m.sentences) else at
        return self.words.goods.search(self.text, max(start, at - 2 * _CLAUSE), at) is not None

    def _quoted(self, at: int) -> bool:
        return any(quote.start <= at < quote.end for quote in self.m.quotes)

    def sentence(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _span(self, trigger: Trigger) -> tuple[int, int]:
        if trigger.sentence < len(self.m.sentences):
            span = self.m.sentences[trigger.sentence]
            return span.start, span.end
        return trigger.start, trigger.end + 120

    def _name_end(self, i: int) -> int:
        """The end of the noun's phrase: up to a mark, a person, a day or a word that begins something else."""
        items = self.m.items
        end = items[i].end
        for k in range(i + 1, min(i + _LONGEST_NAME, len(items))):
            item = items[k]
            if _joins_posts(items, k):
                continue
            ends = item.kind in {"punct", "break", "person", "num"} or fold(item.text) in self.words.stop
            if ends or _held_post(items, k):
                break
            if any(date.start <= item.start < date.end for date in self.dates):
                break
            end = item.end
        return end

    # ------------------------------------------------------------ when, and whether at all

    def _future(self, trigger: Trigger) -> bool:
        """Whether words before it in its clause, or right behind it, say that it lies ahead."""
        start, _ = self._span(trigger)
        before = self.text[max(start, trigger.start - _CLAUSE) : trigger.start].casefold()
        if self.words.ahead.search(before):
            return True
        before = before.rsplit(",", 1)[-1]
        behind = self.text[trigger.end : trigger.end + 45].casefold().split(",")[0]
        return any(
            p.search(t)
            for p, t in ((self.words.planned, before), (self.words.planned, behind), (self.words.ahead, behind))
        )

    def _fate(self, trigger: Trigger, found: Sequence[Trigger]) -> str:
        """ "cancelled" or "postponed" where its own clause says so (guideline 15)."""
        if not self.moved:
            return ""
        start, end = self._span(trigger)
        low = max([start, *(t.end for t in found if t.end <= trigger.start and t.cls == "noun")])
        following = (t.start for t in found if t.start > trigger.end and t.cls == "noun" and t.kind != trigger.kind)
        clause = self.text[low : trigger.start] + " " + self.text[trigger.end : min([end, *following])]
        if self.words.cancelled.search(clause):
            return "cancelled"
        if self.words.postponed.search(clause):
            return "postponed"
        return "cancelled" if self.words.original.search(clause) else ""

    def _own_day(self, trigger: Trigger, found: Sequence[Trigger]) -> DateMention | None:
        """The day in the trigger's clause: the nearest behind it in its sentence, before another activity; else the
        last before it. That of a postponed one is the last day of its sentence."""
        start, limit = self._span(trigger)
        same = [t for t in found if t.sentence == trigger.sentence and t.cls == "noun" and t is not trigger]
        end = min([limit, *(t.start for t in same if t.start > trigger.end and not self._repeated(trigger, t))])
        near = [d for d in self.dates if trigger.start <= d.start < end and self._tells(d)]
        if trigger.fate == "cancelled":
            return None
        if trigger.fate == "postponed":
            if len(near) > 1 or (near and self._moved_to(trigger, near[0])):
                return near[-1]
            trigger.first = near[0] if near else None
            return self._new_day(trigger) if trigger.cls == "noun" else None
        if near and not self._apart(trigger, near[0]):
            if self._is_end(trigger, near[0]):
                trigger.until = near[0]
                return None
            trigger.more = self._further(near)
            return near[0]
        low = max([start, *(t.end for t in same if t.end <= trigger.start)])
        before = [d for d in self.dates if low <= d.start and d.end <= trigger.start and self._tells(d)]
        claimed = [d for t in found for d in (t.day, t.until, *t.more)]
        free = [d for d in before if d not in claimed and not _UNTIL.search(self.text, start, d.start)]
        return free[-1] if free and not near else None

    def _tells(self, date: DateMention) -> bool:
        """Whether a date can be an activity's: no document's, and no month that only names a period's data."""
        if not is_day(date) or self._cited(date) or self._quoted(date.start):
            return False
        month = len(date.value) == 7 and date.value[0] != "-"
        return not (month and _PERIOD.search(self.text[max(0, date.start - 16) : date.start + 8]))

    def _repeated(self, trigger: Trigger, other: Trigger) -> bool:
        """ "Pemungutan Suara Ulang (PSU) …": the same activity by its short name."""
        return other.kind == trigger.kind and self.text[trigger.end : other.start].strip() == "("

    def _is_end(self, trigger: Trigger, date: DateMention) -> bool:
        """Whether the text gives only the last day: "akan berlangsung sampai 4 November"."""
        return _UNTIL.search(self.text, trigger.end, date.start) is not None

    def _further(self, near: Sequence[DateMention]) -> tuple[DateMention, ...]:
        """The days behind the first in a list of days and places: "di A tanggal 24 dan di B tanggal 26 Februari"."""
        further: list[DateMention] = []
        for earlier, later in pairwise(near):
            if not _LISTED.fullmatch(self.text[earlier.end : later.start]):
                break
            further.append(later)
        return tuple(further)

    def _moved_to(self, trigger: Trigger, date: DateMention) -> bool:
        """Whether the one day of a sentence about a postponement is the new one: the word or "menjadi" stands before it."""
        between = self.text[trigger.end : date.start]
        if _FROM_DAY.search(between) is not None:
            return False
        return self.words.postponed.search(between) is not None or _BECOMES.search(between) is not None

    def _new_day(self, trigger: Trigger) -> DateMention | None:
        """The day to which an activity is moved, where one of the next sentences gives it ("Kini dijadwalkan 24 Mei")."""
        for span in self.m.sentences[trigger.sentence + 1 : trigger.sentence + 1 + _REACH]:
            word = self.words.new_day.search(self.text, span.start, span.end)
            days = [d for d in self.dates if word and word.end() <= d.start < span.end and self._tells(d)]
            if days and (trigger.first is None or days[-1].value != trigger.first.value):
                return days[-1]
        return None

    def _apart(self, trigger: Trigger, date: DateMention) -> bool:
        """Whether a clause of its own stands between a word for an activity and a day."""
        between = _SINCE.sub(" ", self.text[trigger.end : date.start])
        if self.words.apart.search(between):
            return True
        return trigger.cls == "verb" and len(_VERB.findall(between)) > 1

    def _cited(self, date: DateMention) -> bool:
        return any(doc.number_end <= date.start < doc.number_end + 30 for doc in self.m.documents)


def _outer(triggers: list[Trigger]) -> list[Trigger]:
    """Without those that stand inside the name of another ("Bimbingan Teknis Pengawasan …")."""
    kept: list[Trigger] = []
    reach = 0
    for trigger in triggers:
        if trigger.start >= reach:
            kept.append(trigger)
            reach = trigger.end if trigger.cls == "noun" else reach
    return kept


def predicate(mentions: Mentions) -> Trigger | None:
    """What an article tells of where no known word names it: the first verb of its first sentence with its object."""
    text, words = mentions.article.page.text, event_words()
    if not mentions.sentences:
        return None
    span = mentions.sentences[0]
    quoted = [quote for quote in mentions.quotes if quote.start < span.end]
    for match in _VERB.finditer(text, span.start, span.end):
        if match.group() in words.idle or any(quote.start <= match.start() < quote.end for quote in quoted):
            continue
        phrase = _PHRASE.match(text, match.start(), span.end)
        end = phrase.end() if phrase else match.end()
        return Trigger("lainnya", "verb", match.start(), end, 0)
    return None


def event_entry(item: TextItem) -> tuple[str, str] | None:
    """(kind, class) of a word for an activity."""
    entries: Sequence[Any] = getattr(item, "entries", ())
    return next(((e.value, e.frame) for e in entries if e.cls == "events"), None)


def _same_sentence(items: Sequence[TextItem], i: int, most: int) -> list[str]:
    """The folded words before item ``i``, at most so many, none beyond a full stop or a break."""
    words: list[str] = []
    for item in reversed(items[max(0, i - most) : i]):
        if item.text in {".", ";", "!", "?"} or item.kind == "break":
            break
        words.append(fold(item.text))
    return words[::-1]


def _held_post(items: Sequence[TextItem], k: int) -> bool:
    """A role with its holder behind it: it tells of a person, and is no part of an activity's name."""
    return items[k].kind == "post" and any(item.kind == "person" for item in items[k + 1 : k + 3])


def _joins_posts(items: Sequence[TextItem], k: int) -> bool:
    """ "dan" between two roles of one name: "Serah Terima Jabatan Anggota … dan Anggota …"."""
    return fold(items[k].text) == "dan" and k + 1 < len(items) and items[k - 1].kind == items[k + 1].kind == "post"


def is_day(date: DateMention) -> bool:
    """A day, or a month where a text plans no nearer ("2022-04"); a year is none."""
    return len(date.value) in {7, 10} and (date.value[:2].isdigit() or date.value.startswith("--"))
