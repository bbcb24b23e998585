"""Words for activities where they stand: what each is called, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kpugraph.facts.event_items import event_entry, held_post, joins_posts, same_sentence
from kpugraph.facts.field_kinds import field_kind
from kpugraph.facts.trigger_days import VERB, Days
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.lexicon import pattern, rules
from kpugraph.mentions.elections import last_name, polling_days
from kpugraph.mentions.links import captions
from kpugraph.model import DateMention, Mentions, TextItem
from kpugraph.text import covers, fold, sentence_at, united

_FOR = re.compile(
    r"\b[Rr]angka\s+([^.;\n]{0,70})\Z"
)  # "dalam rangka koordinasi, supervisi dan …": each is what it is for
_MARKS = {'"', "“", "”", "‘", "„"}  # before a theme or a title
_STAGED = pattern("events_words", r"[^.,;:\n]{0,150}?\byang\s+(?:telah\s+)?{staged}\b(?!\s+untuk)")
_AT_LAST = pattern(
    "events_words", r"\b(?:akhirnya|baru)\s+(?:bisa\s+|dapat\s+)?(?:{takes_place}|{staged}|terlaksana)\b"
)
_SUBJECT = pattern("events_words", r"\b{about}\b", re.I)
_IT_WILL = pattern("events_words", r"\s*,?\s*yang\s+{will}\b")
_WILL_HOLD = pattern("events_words", r"\b(?:akan|bakal)\s+{presents}\b[^.;]*?\b(?:pada|dalam|di)\s+\Z")
_NEXT_DAY = pattern("events_words", r"\b{next_day}\b")
_LONGEST_NAME = 14  # items
_BESIDE = 4  # characters between a round and its day
_VOTED = 110  # characters behind a polling day in which stands that somebody voted
_PASSIVE = re.compile(r"di[a-z]{3,}(?:kan|[^s]i)")  # "pelantikan PPK dilangsungkan": no part of the name
_ACTIVE = ("me", "terbangkan", "angkut", "seberangkan", "kapalkan")  # their goods stand behind
_AGO = {"hari", "pekan", "bulan", "tahun"}
_HINDERS = {"membatalkan", "menghalangi", "menghentikan", "mengganggu", "menunda"}  # "banjir tidak membatalkan rakor"
_ABOUT = {"kemajuan", "progres", "perkembangan", "rencana", "jadwal", "persiapan", "pelaksanaan", "proses", "kesiapan"}
_ADVERBS = {"langsung", "secara", "bersama-sama"}
_LIMITS = {"batas", "tenggat"}  # "batas waktu penyerahan 29 Februari"
_ALLEGED = {"diduga", "dugaan"}  # "memeriksa kepala desa yang diduga ikut kampanye"
_AT_ITS_END = {"penandatanganan", "serah-terima", "pencanangan"}
_RECEIVED = pattern("events_words", r"\b{received}\b(?!\s+{received_goods})")
_PAPERS = pattern("events_words", r"\b{papers}\s+{papers_for}\b[^.,;]*\Z", re.I)
_CLAUSE_END = re.compile(r",|[.;]\s|\n")
_CLAUSE = 60  # characters before a word in which its verb stands
_PHRASE = pattern("events_words", r"\w+(?: (?!{phrase_ends}\b)[\w-]+(?:\.\d{3})*){0,3}")
_LEARNS = pattern("events_words", r"{learns}\b[^.;,\n]{0,60}?\bke\s")
_GETS = pattern("events_words", r"{gets_goods}\b")
_BY_WAY_OF = pattern("events_words", r"(?:\A|[.\n–—-])\s*{by_way_of}\s+\Z", re.I)


@lru_cache(maxsize=1)
def _polling() -> frozenset[str]:
    """The polling days, each by its month too."""
    return frozenset(day[:length] for day in polling_days().values() for length in (7, 10))


def find_triggers(mentions: Mentions, dates: Sequence[DateMention]) -> list[Trigger]:
    """The words for activities in an article's body, outside of quotes and of the names of papers and places."""
    return _Finder(mentions, dates).find()


class _Finder:
    def __init__(self, mentions: Mentions, dates: Sequence[DateMention]) -> None:
        self.m, self.dates = mentions, dates
        self.text = mentions.article.page.text
        self.words = event_words()
        self.days = Days(mentions, dates)
        outside = [(quote.start, quote.end) for quote in mentions.quotes]
        outside += [(caption.start, caption.end) for caption in captions(mentions.article)]
        self.outside = united(outside)
        self.dated = united((date.start, date.end) for date in dates)

    def find(self) -> list[Trigger]:
        found = _outer(list(self._triggers()))
        by_sentence: dict[int, list[Trigger]] = {}
        for trigger in found:
            by_sentence.setdefault(trigger.sentence, []).append(trigger)
        for trigger in found:
            same = by_sentence[trigger.sentence]
            trigger.fate = self.days.fate(trigger, same)
            trigger.purpose = trigger.purpose and trigger.fate != "postponed"  # "mengubah jadwal debat"
            trigger.day = self.days.own_day(trigger, same, found)
        self._join(found)
        polls = list(self._polls(found))
        for trigger in found:
            if any(poll.day is trigger.day and poll.start > trigger.start for poll in polls):
                trigger.day, trigger.future = None, False  # "menetapkan Pemilu akan digelar 14 Februari 2024"
        return sorted([*found, *polls], key=lambda trigger: trigger.start)

    def _join(self, found: Sequence[Trigger]) -> None:
        """Marks a second activity that is held with another: "menggelar rapat koordinasi serta bimbingan teknis"."""
        for first, second in pairwise(found):
            between = fold(self.text[first.end : second.start]).strip(" ,")
            both = first.cls == second.cls == "noun" and first.held and not first.purpose and not first.future
            if both and between in self.words.joins and first.sentence == second.sentence:
                second.joined = not (second.ordinary or second.purpose)
                second.chained = second.chained or second.joined

    def _polls(self, found: Sequence[Trigger]) -> Iterator[Trigger]:
        """The elections that are told with the polling day on which they take place: "Pilkada … digelar 27 November"."""
        days = _polling()
        for date in self.dates:
            if date.value not in days or self._quoted(date.start):
                continue
            n = self.sentence(date.start)
            start = self.m.sentences[n].start if n < len(self.m.sentences) else date.start
            held = list(self.words.polled.finditer(self.text, start, date.start))
            name = last_name(self.text, start, held[-1].start() if held else date.start)
            if any(t.day is date and (name is None or t.end > name[0]) for t in found):
                continue
            if name is not None and held and name[1] <= held[-1].start():
                yield Trigger("pemungutan-suara", "noun", *name, n, held=True, future=True, day=date)
            elif len(date.value) == 10 and (vote := self._vote(date)) is not None:
                yield Trigger("pemungutan-suara", "noun", *vote, n, held=True, future=True, day=date)

    def _vote(self, date: DateMention) -> tuple[int, int] | None:
        """The words beside a polling day that tell of voting: "menggunakan hak pilihnya pada Rabu, 17 April 2019"."""
        found = list(
            self.words.votes.finditer(self.text, max(0, date.start - _CLAUSE), min(len(self.text), date.end + _VOTED))
        )
        return found[0].span() if found else None

    def _triggers(self) -> Iterator[Trigger]:
        last, passed = "", -1  # the kind told last, and the end of the word passed over last
        for i, item in enumerate(self.m.items):
            entry = event_entry(item) if item.entries else None  # most have none
            if entry is None:
                continue
            quoted = self._quoted(item.start)
            if self._in_name(i) or (quoted and not (entry[1] == "noun" and self._announced(item))):
                continue
            before = same_sentence(self.m.items, i, 4)
            aimed = before[-1:] == ["untuk"] and self._moves_goods(item.start, 40)
            if aimed or (passed >= 0 and self.text[passed : item.start].strip() == "("):
                passed = item.end
                continue  # "surat suara untuk pemungutan suara ulang (PSU)": what the ballots are for
            after = [fold(other.text) for other in self.m.items[i + 1 : i + 6]]
            trigger = self._trigger(i, entry, before, after, last)
            if trigger is not None:
                before = [word for word in before if word not in _ADVERBS]
                told_of = before[-2:-1] if before[-1:] and before[-1] in _ABOUT else before[-1:]
                offered = not _ALLEGED.isdisjoint(before) or not self.words.offering.isdisjoint(told_of)
                trigger.asked = quoted or offered or self._asked(trigger)
                last = trigger.kind if trigger.kind != "lainnya" or trigger.cls == "noun" else last
                yield trigger

    def _trigger(
        self, i: int, entry: tuple[str, str], before: Sequence[str], after: Sequence[str], last: str
    ) -> Trigger | None:
        """The word for an activity at item ``i``, with the words beside it; ``last`` is the kind told last."""
        item, words = self.m.items[i], self.words
        kind = entry[0]
        if entry[1] == "again":  # "Kegiatan serupa digelar di X, Minggu"
            opens = not before or before[-1] in {"adapun", "sedangkan", "sementara", "sebelumnya"}
            opens = opens or any(
                0 <= d.start - item.end < _BESIDE for d in self.dates
            )  # "pada putaran berikut, 11 Januari"
            kind = last if opens else ""
        if kind == "serah-terima" and _PAPERS.search(self.text, max(0, item.start - _CLAUSE), item.start):
            kind = "pendaftaran"  # "dokumen pengajuan bakal calon diserahkan"
        if fold(item.text) == "rapat" and last.startswith("rapat-") and not words.stop.isdisjoint(after[:1]):
            kind = last  # "Rapat itu dipimpin …" goes on about the plenary meeting before it
        if kind == "kunjungan" and entry[1] == "weak" and not self.words.vehicles.isdisjoint(before):
            kind = "logistik"  # "Kapal pertama bertolak ke Tambelan"
        kind = field_kind(self.text, self._start(item.start), item.start, kind, last)
        staged = entry[1] == "noun" and _STAGED.match(self.text, item.end) is not None
        held = not words.holding.isdisjoint([*before[-3:], *after]) or staged
        cls = self._class(i, entry[1], held=held)
        if not kind or not cls or self._tells_else(item, kind, cls, before, after, held=held):
            return None
        if kind == "monitoring" and cls == "verb" and self._is_received(item):
            kind = "kunjungan"
        named = cls == "weak" and kind == "lainnya" and self._named_so(i)
        noun = cls == "noun" or named
        trigger = Trigger(kind, "noun" if noun else cls, item.start, item.end, self.sentence(item.start), held)
        trigger.end = self._name_end(i) if noun else item.end
        trigger.end = max(trigger.end, self.m.items[i + 2].end) if named else trigger.end
        trigger.ordinary = entry[1] in {"held", "weak", "again"} or self.text[item.start - 1 : item.start] in _MARKS
        trigger.chained = noun and not words.chained.isdisjoint(before[-3:])
        trigger.part = noun and not words.parts.isdisjoint(before[-3:])
        if cls == "verb" and kind in _AT_ITS_END and self._ends_another(trigger):
            trigger.chained = trigger.part = True
        near = before[:-1] if not noun and before[-1:] and before[-1] in words.going_on else before
        barred = () if noun else words.doers
        ways = rules("events_words")["ways"] if kind in rules("events_words")["meetings"] else ()
        aims = words.purpose.intersection(near[-2:] if noun else near[-1:])
        trigger.purpose = bool(aims.difference(barred, ways))
        trigger.purpose = trigger.purpose and not (
            noun and _BY_WAY_OF.search(self.text, max(0, item.start - 12), item.start)
        )
        trigger.purpose = (trigger.purpose or (noun and self._among_purposes(trigger))) and not staged
        trigger.future = self._future(trigger)
        trigger.held = trigger.held and before[-1:] not in (["sebelum"], ["jelang"], ["menjelang"])
        return trigger

    def _ends_another(self, trigger: Trigger) -> bool:
        """Whether its sentence opens by saying that another activity came to its end: "Pada penghujung acara …"."""
        start, _ = self.days.span(trigger)
        return self.words.at_its_end.match(self.text, start) is not None

    def _is_received(self, item: TextItem) -> bool:
        """Whether somebody comes to look and is received: "meninjau gudang KPU X … Keduanya diterima Sekretaris"."""
        if not fold(item.text).endswith(("injau", "antau")):
            return False
        span = self.m.sentences[min(self.sentence(item.start) + 1, len(self.m.sentences) - 1)]
        return _RECEIVED.search(self.text, item.end, span.end) is not None

    def _class(self, i: int, cls: str, *, held: bool) -> str:
        """Noun, verb or weak; nothing for an ordinary word that is not held, and for goods that do not move."""
        if cls == "held":
            return "noun" if held or not i else ""
        if cls == "goods":
            item = self.m.items[i]
            active = fold(item.text).startswith(_ACTIVE) and self.words.goods.search(
                self.text, item.end, item.end + _CLAUSE
            )
            return "verb" if active or self._moves_goods(item.start) or self._is_shipped(item.start) else ""
        return "noun" if cls == "again" else cls

    def _tells_else(
        self, item: TextItem, kind: str, cls: str, before: Sequence[str], after: Sequence[str], *, held: bool
    ) -> bool:
        """Whether the words beside it say that it did not take place, or is told of as something else."""
        if cls == "verb" and kind == "lainnya" and before[-1:] in (["itu"], ["ini"], ["tersebut"]):
            return True  # "Hal itu diumumkan …" tells of something else
        if not _LIMITS.isdisjoint(before[-2:]) or (cls == "noun" and after[:1] in (["tidak"], ["tak"], ["batal"])):
            return True  # "Kampanye tidak diadakan"
        if kind == "penandatanganan" and cls == "verb" and before[-1:] and before[-1] in self.words.signed_papers:
            return True  # "Pemberitahuan diteken Ketua KPU": a paper, and no activity
        if cls == "verb" and before[-1:] and before[-1] in _AGO:
            return True  # "baru dua hari dilantik"
        if kind == "lainnya" and after[:1] in (["itu"], ["tersebut"]) and fold(item.text) == "pengumuman":
            return True  # "Pengumuman itu disampaikan …": what was said before
        if cls == "weak" and kind == "lainnya" and not self.words.several.isdisjoint(before[-1:]):
            return True  # "menggelar dua kegiatan": which, is told behind
        if fold(item.text) == "mengumumkan" and after[:1] == ["rencana"]:
            return True  # a plan told is no activity
        if not self.words.negations.isdisjoint(before[-2:]) and not (len(before) > 1 and before[-1] in _HINDERS):
            return True  # "belum menetapkan"
        # "hasil verifikasi disampaikan 4 Januari": what came of it
        return before[-1:] == ["hasil"] and cls != "verb" and not held and "antara" not in after

    def _announced(self, item: TextItem) -> bool:
        """Whether direct speech tells the day of an activity to come: "calon akan menjalani tes kesehatan tanggal 31 Agustus"."""
        quote = next((q for q in self.m.quotes if q.start <= item.start < q.end), None)
        if quote is None or not self.words.planned.search(
            self.text, max(quote.start, item.start - _CLAUSE), item.start
        ):
            return False
        reach = min(quote.end, item.end + _CLAUSE + 30)
        return any(item.end <= d.start < reach and len(d.value) == 10 for d in self.dates)

    def _asked(self, trigger: Trigger) -> bool:
        """Whether its sentence only asks somebody for it: "meminta KPPS untuk mengawasi …"."""
        start, _ = self.days.span(trigger)
        if trigger.cls == "verb" and self.words.urging.search(
            self.text, max(start, trigger.start - _CLAUSE), trigger.start
        ):
            return True
        found = self.words.asking.search(self.text, start, trigger.start)
        return found is not None and self.words.asked.search(self.text, found.end(), trigger.start) is not None

    def _named_so(self, i: int) -> bool:
        """Whether a name of its own stands behind a word for any activity: "kegiatan Malam Citra Parhupmas"."""
        behind = self.m.items[i + 1 : i + 3]
        named = len(behind) == 2 and all(item.text[:1].isupper() and len(item.text) > 3 for item in behind)
        kinds = [item.kind for item in behind]  # what looks like a person may be a part of it
        return named and kinds[0] == "cap" and kinds[1] in {"cap", "person"} and not any(map(event_entry, behind))

    def _among_purposes(self, trigger: Trigger) -> bool:
        """Whether a noun stands in a list of what something is for: "dalam rangka koordinasi, supervisi dan asistensi"."""
        start, _ = self.days.span(trigger)
        found = _FOR.search(self.text, max(start, trigger.start - 90), trigger.start)
        return found is not None and not VERB.search(found[1]) and not re.search(r"[A-Z]{3}\w*\s+[A-Z]|\d", found[1])

    def _in_name(self, i: int) -> bool:
        """Whether the word stands in the name of a regulation, form or place ("Peraturan …", "Ruang Rapat")."""
        before = self.m.items[i - 1] if i else None
        if self.text[self.m.items[i].start - 1 : self.m.items[i].start] == "-":
            return True  # "aplikasi e-Coklit"
        if before is None or (fold(before.text) == "jadwal" and self.days.moved):  # "mengubah jadwal debat"
            return False
        if fold(before.text) in self.words.doers and VERB.fullmatch(self.m.items[i].text):
            return False  # "petugas menggotong kotak suara"
        return before.kind == "venues" or fold(before.text) in self.words.names

    def _moves_goods(self, at: int, reach: int = 2 * _CLAUSE) -> bool:
        """Whether the word at an offset tells of ballots and boxes: they stand before it in its sentence."""
        start = self._start(at)
        return self.words.goods.search(self.text, max(start, at - reach), at) is not None

    def _is_shipped(self, at: int) -> bool:
        """Whether a sentence about a vehicle tells of its going: "Kapal menuju Obi berangkat 3 Desember"."""
        first = re.match(r"\w+", self.text[self._start(at) : at])
        return first is not None and fold(first.group()) in self.words.vehicles

    def _quoted(self, at: int) -> bool:
        """Whether an offset stands in direct speech or in a caption."""
        return covers(self.outside, at)

    def _start(self, at: int) -> int:
        """Where the sentence of an offset begins."""
        n = self.sentence(at)
        return self.m.sentences[n].start if n < len(self.m.sentences) else at

    def sentence(self, at: int) -> int:
        return max(0, sentence_at(self.m.sentences, at))

    def _name_end(self, i: int) -> int:
        """The end of the noun's phrase: up to a mark, a person, a day or a word that begins something else."""
        items = self.m.items
        end = items[i].end
        for k in range(i + 1, min(i + _LONGEST_NAME, len(items))):
            item = items[k]
            if joins_posts(items, k):
                continue
            word = fold(item.text)
            word = word if item.kind in {"body", "post"} else word.partition(" ")[0]  # "dibuka oleh" is one item
            word = "dilaksanakan" if _PASSIVE.fullmatch(item.text) else word
            ends = item.kind in {"punct", "break", "person", "num"} or word in self.words.stop
            if ends or held_post(items, k):
                break
            if covers(self.dated, item.start):
                break
            end = item.end
        return end

    # ------------------------------------------------------------ when, and whether at all

    def _future(self, trigger: Trigger) -> bool:
        """Whether words before it in its clause, or right behind it, say that it lies ahead."""
        start, stop = self.days.span(trigger)
        before = _NEXT_DAY.sub(" ", self.text[max(start, trigger.start - _CLAUSE) : trigger.start].casefold())
        ahead, planned, soon = self.words.ahead, self.words.planned, self.words.soon
        if soon.search(before) and (ahead.search(before) or planned.search(before.rsplit(",", 1)[-1])):
            return _AT_LAST.search(self.text, trigger.start, stop) is None
        told = _WILL_HOLD.search(self.text, max(start, trigger.start - 2 * _CLAUSE), trigger.start)
        behind = _NEXT_DAY.sub(" ", _CLAUSE_END.split(self.text[trigger.end : trigger.end + 45].casefold(), 1)[0])
        if not (told or soon.search(behind)) or _AT_LAST.search(self.text, trigger.start, stop):
            return False
        # "rakor persiapan pelantikan yang akan digelar 16 Mei"
        subject = _SUBJECT.search(self.text, trigger.start, trigger.end)
        return subject is None or _IT_WILL.match(self.text, trigger.end) is None


def _outer(triggers: list[Trigger]) -> list[Trigger]:
    """Without those that stand inside the name of another ("Bimbingan Teknis Pengawasan …")."""
    kept: list[Trigger] = []
    reach = 0
    for trigger in triggers:
        if trigger.start >= reach:
            kept.append(trigger)
            reach = trigger.end if trigger.cls == "noun" else reach
    return kept


def predicate(mentions: Mentions, number: int = 0) -> Trigger | None:
    """What an article tells of where no known word names it: the first verb of a sentence, its first, with its object."""
    text, words = mentions.article.page.text, event_words()
    if not mentions.sentences:
        return None
    span = mentions.sentences[number]
    quoted = [quote for quote in mentions.quotes if quote.start < span.end]
    if (went := _LEARNS.search(text, span.start, span.end)) is not None and any(
        b.specific and 0 <= b.start - went.end() < _BESIDE for b in mentions.bodies
    ):
        phrase = _PHRASE.match(text, went.start(), span.end)
        return Trigger("kunjungan", "verb", went.start(), phrase.end() if phrase else went.end(), number)
    for match in VERB.finditer(text, span.start, span.end):
        if match.group() in words.beside or any(quote.start <= match.start() < quote.end for quote in quoted):
            continue
        before = text[max(span.start, match.start() - 16) : match.start()].casefold().split()[-1:]
        if before == ["yang"]:
            continue  # "dua kubu yang berseteru berdamai"
        if match.group() in words.idle or not words.negations.isdisjoint(before):
            return None
        phrase = _PHRASE.match(text, match.start(), span.end)
        end = phrase.end() if phrase else match.end()
        goods = _GETS.match(text, match.start()) and words.goods.search(text, match.start(), end)
        return Trigger("logistik" if goods else "lainnya", "verb", match.start(), end, number)
    return None
