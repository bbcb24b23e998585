"""Beginnings and ends of posts, only where a text says so: sworn in, elected, appointed, end of service, death.

A change has a person, a post and a day. The day stands in the sentence, or the sentence points to one before
("malam harinya", "dalam rapat yang sama"); where it is not said, the post has no stated beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date as day_of
from datetime import timedelta

from kpugraph.facts.belonging import belonging
from kpugraph.facts.change_words import Cue, change_words, cues, phrase_at, word
from kpugraph.model import DateMention, Evidence, Mentions, PersonMention, PostFact, RolePhrase, Span, TextItem
from kpugraph.partial import bounds, is_valid

_PERIOD = re.compile(r"[^.;]{0,90}?(?:masa jabatan|periode|masa bakti)\s+(\d{4})\s*[-–—/]\s*(\d{4})", re.I)
_ASIDE = {".", ")", "(", "nama", "atas"}
_HELD = {"current", "acting", "elected"}


@dataclass(frozen=True, slots=True)
class _Day:
    value: str
    evidence: Evidence


def with_changes(mentions: Mentions, posts: Sequence[PostFact], dates: Sequence[DateMention]) -> list[PostFact]:
    """The posts with the days on which they began and ended, and those that only a statement of change gives."""
    reader = _Changes(mentions, list(posts), [d for d in dates if is_valid(d.value) and bounds(d.value)])
    reader.read()
    return reader.posts


def late_people(mentions: Mentions) -> frozenset[str]:
    """The names of those whom the article says to have died."""
    words = change_words()
    found: set[str] = set()
    items = mentions.items
    for k, item in enumerate(items):
        if isinstance(item.value, PersonMention):
            opening = mentions.article.page.text[item.start : item.end].split()[0].lower().strip(".")
            before = {word(other).strip(".") for other in items[max(0, k - 3) : k]}
            if opening in words.late or before & words.late:
                found.add(item.value.name)
    for cue in cues(items):
        if cue.kind == "died":
            person = _person_before(items, cue.first, 0)
            if person is not None:
                found.add(_mention(items[person]).name)
    return frozenset(found)


def _mention(item: TextItem) -> PersonMention:
    assert isinstance(item.value, PersonMention)
    return item.value


def _person_before(items: Sequence[TextItem], i: int, start: int) -> int | None:
    return next((k for k in range(i - 1, start - 1, -1) if isinstance(items[k].value, PersonMention)), None)


@dataclass
class _Changes:
    mentions: Mentions
    posts: list[PostFact]
    dates: list[DateMention]
    sworn: dict[tuple[str, str], tuple[_Day, str | None]] = field(default_factory=dict)  # role and body of a class

    def read(self) -> None:
        self.items = self.mentions.items
        self.text = self.mentions.article.page.text
        self.words = change_words()
        for cue in cues(self.items):
            if self._quoted(cue):
                continue
            if cue.kind in {"sworn", "chosen"}:
                self._began(cue)
            elif cue.kind == "stays":
                self._stays(cue)
            elif cue.kind == "ended":
                self._ended(cue)
            else:
                self._died(cue)
        self._listed_besides()
        self._between()
        self._members_of_the_sworn()
        self._replacements()

    def _quoted(self, cue: Cue) -> bool:
        at = self.items[cue.first].start
        return any(quote.start <= at < quote.end for quote in self.mentions.quotes)

    # ------------------------------------------------------------ sentences and days

    def _sentence(self, i: int) -> tuple[int, int]:
        """First and last (excluded) item of the sentence that holds item ``i``."""
        at = self.items[i].start
        span = next((s for s in self.mentions.sentences if s.start <= at < s.end), Span(0, len(self.text)))
        inside = [k for k, item in enumerate(self.items) if span.start <= item.start < span.end]
        return inside[0], inside[-1] + 1

    def _day(self, cue: Cue) -> _Day | None:
        """The day of a change: behind the verb, pointed to, before it in the sentence, or that of the meeting before."""
        first, last = self._sentence(cue.first)
        start, end = self.items[first].start, self.items[last - 1].end
        at, behind = self.items[cue.first].start, self.items[cue.last - 1].end
        following = [self.items[other.first].start for other in cues(self.items) if cue.first < other.first < last]
        inside = [d for d in self.dates if start <= d.start < end and not self._bounded(d)]
        after = [d for d in inside if d.start >= behind and d.start < min([end, *following])]
        if cue.past:
            counted = [day for d in inside if d.start < at and (day := self._counted(cue, self._of(d)))]
            return counted[-1] if counted else None
        if self._points(cue, first, last, "same_day"):
            earlier = [d for d in self.dates if d.start < at]
            return self._of(earlier[-1]) if earlier else None
        if after:
            return self._of(after[0])
        before = [d for d in inside if d.start < at]
        if before:
            return self._of(before[-1])
        later = [d for d in inside if d.start >= behind]
        if later and cue.kind != "died":
            return self._of(later[0])
        if self._points(cue, first, last, "same_meeting") or self._points(cue, first, last, "meeting"):
            earlier = [d for d in self.dates if d.start < start and not self._bounded(d)]
            return self._of(earlier[-1]) if earlier else None
        return None

    def _counted(self, cue: Cue, day: _Day) -> _Day | None:
        """ "Selasa (25/9), sehari setelah dilantik": the day before."""
        before = " ".join(word(item) for item in self.items[max(0, cue.first - 3) : cue.first])
        for phrase, days in self.words.counted.items():
            if any(before.endswith(f"{phrase} {then}") for then in ("setelah", "usai", "pasca", "sesudah")):
                if len(day.value) < 10:
                    return None
                moved = (day_of.fromisoformat(day.value) - timedelta(days=days)).isoformat()
                step = f"{day.value} -> {moved}, {phrase} before"
                return _Day(moved, replace(day.evidence, steps=(*day.evidence.steps, step)))
        return None

    def _points(self, cue: Cue, first: int, last: int, name: str) -> bool:
        """Whether a phrase of the list stands in the sentence, up to a few words behind the verb."""
        stop = last if name != "same_day" else min(last, cue.last + 4)
        start = first if name != "same_day" else max(first, cue.first - 8)
        return any(phrase_at(self.items, k, self.words[name]) > k for k in range(start, stop))

    def _bounded(self, date: DateMention) -> bool:
        """Whether "sejak" or "sampai" stands before the date: it is then a post's, or something else's."""
        before = self.text[max(0, date.start - 24) : date.start].lower().split()
        tail = [w for w in before[-3:] if w not in {"tanggal", "tgl", "hari", "("}]
        return bool(tail) and tail[-1] in (self.words["until"] | self.words["since"]) - {"per", "mulai"}

    def _of(self, date: DateMention) -> _Day:
        exact = self.text[date.start : date.end]
        return _Day(
            date.value,
            Evidence(
                date.start, date.end, exact, f"changes.{date.rule.rpartition('.')[2]}", date.confidence, "", date.steps
            ),
        )

    # ------------------------------------------------------------ beginnings

    def _began(self, cue: Cue) -> None:
        first, last = self._sentence(cue.first)
        day = self._day(cue)
        role = self._role_behind(cue, last)
        if role is not None:
            people = self._subjects(cue, role, first, last)
            for person in people:
                self._set(person, role, cue, day)
            if len(people) == 1:
                self._before(people[0], role, first, last)
            return
        if cue.kind == "sworn":
            self._class_sworn(cue, day, first, last)

    def _role_behind(self, cue: Cue, last: int) -> int | None:
        """The post behind "sebagai" or "menjadi", or directly behind the verb ("memilih Ketua")."""
        for k in range(cue.last, min(cue.last + 14, last - 1)):
            if word(self.items[k]) in self.words["as"]:
                j = k + 1
                while j < min(k + 4, last) and self.items[j].kind != "post":
                    j += 1
                return j if j < last and self.items[j].kind == "post" else None
            if self.items[k].kind == "punct" and self.items[k].text in {";", ":"}:
                return None
        return None

    def _subjects(self, cue: Cue, role: int, first: int, last: int) -> list[int]:
        """Who is put into the post: behind an active verb, before a passive one, with those listed beside."""
        if cue.active:
            between = [k for k in range(cue.last, role) if isinstance(self.items[k].value, PersonMention)]
            return (
                between
                or [k for k in range(role + 1, min(role + 3, last)) if isinstance(self.items[k].value, PersonMention)][
                    :1
                ]
            )
        person = _person_before(self.items, cue.first, first)
        if person is None:
            return []
        found = [person]
        while (before := self._listed_before(found[0], first)) is not None:
            found.insert(0, before)
        return found

    def _listed_before(self, k: int, first: int) -> int | None:
        if k - 2 < first or word(self.items[k - 1]) not in self.words["marks"]:
            return None
        j = k - 2
        while j > first and word(self.items[j]) in self.words["marks"]:
            j -= 1
        return j if isinstance(self.items[j].value, PersonMention) else None

    def _class_sworn(self, cue: Cue, day: _Day | None, first: int, last: int) -> None:
        """ "Anggota KPU X periode 2018-2023 dilantik, Rabu (24/10/2018), yakni A, B dan C"."""
        if cue.active:
            places = range(cue.last, min(cue.last + 4, last))
        else:
            places = range(cue.first - 1, max(first, cue.first - 25) - 1, -1)
        role = next((k for k in places if self.items[k].kind == "post"), None)
        if role is None:
            self._person_sworn(cue, day, first)
            return
        if any(
            isinstance(self.items[k].value, PersonMention) for k in range(min(role, cue.first), max(role, cue.first))
        ):
            self._person_sworn(cue, day, first)
            return
        body = self._body(role)
        phrase = self._phrase(role)
        if body is not None and day is not None:
            self.sworn[phrase.role, body[0]] = (day, self._period(role))
        people = self._list_behind(max(role, cue.last - 1) + 1, last) or self._taken_up(last)
        for person in people:
            self._set(person, role, cue, day)

    def _taken_up(self, start: int) -> list[int]:
        """ "Kelimanya yaitu A, B dan C", "Mereka adalah …": those sworn in, listed in the next sentence."""
        if start >= len(self.items):
            return []
        first, last = self._sentence(start)
        counted = phrase_at(self.items, first, self.words["counters"])
        return self._list_behind(counted, last) if counted > first else []

    def _stays(self, cue: Cue) -> None:
        """ "Khoirul tetap menjadi anggota Divisi Hukum": a post that goes on."""
        first, last = self._sentence(cue.first)
        if cue.last < last and word(self.items[cue.last]) in self.words["as"]:
            role = self._role_behind(cue, last)
            for person in self._subjects(cue, role, first, last) if role is not None else ():
                self._set(person, role or 0, cue, None)

    def _person_sworn(self, cue: Cue, day: _Day | None, first: int) -> None:
        """ "Sekretaris KPU X Budi resmi dilantik": the post that the sentence gives the person before the verb."""
        if cue.active or day is None:
            return
        person = _person_before(self.items, cue.first, max(first, cue.first - 3))
        if person is None:
            return
        name = _mention(self.items[person]).name
        for n, post in enumerate(self.posts):
            if post.person == name and post.status in _HELD and self._within(post, first, cue.last):
                self.posts[n] = self._started(post, cue, day)

    def _list_behind(self, start: int, last: int) -> list[int]:
        """The people of a list behind "yakni", "di antaranya", in one sentence."""
        k = next((k for k in range(start, last) if word(self.items[k]) in self.words["lists"]), None)
        if k is None:
            return []
        found: list[int] = []
        for j in range(k + 1, last):
            item = self.items[j]
            if isinstance(item.value, PersonMention):
                found.append(j)
            elif not (word(item) in self.words["marks"] or item.kind in {"num", "titles"} or item.text in _ASIDE):
                break
        return found

    def _before(self, person: int, role: int, first: int, last: int) -> None:
        """ "menunjuk A sebagai Plt. Ketua menyusul wafatnya B": B held the post."""
        body = self._body(role)
        for k in range(first, last):
            end = phrase_at(self.items, k, self.words["replaced"])
            other = (
                next((j for j in range(end, min(end + 3, last)) if self.items[j].kind == "person"), None)
                if end > k
                else None
            )
            if other is None or body is None or other == person:
                continue
            name, leaves = _mention(self.items[person]).name, _mention(self.items[other])
            span = (self.items[k].start, leaves.end)
            proof = Evidence(*span, self.text[slice(*span)], "posts.before", 0.85, "", (f"before {name}",))
            title = self._phrase(role).role
            if not any(p.person == leaves.name and p.role == title and p.body == body[0] for p in self.posts):
                self.posts.append(PostFact(leaves.name, title, body[0], status="former", evidence=(proof,)))
            for n, post in enumerate(self.posts):
                if (post.person, post.role, post.body) == (name, title, body[0]):
                    self.posts[n] = replace(
                        post, before=leaves.name, evidence=(*post.evidence, replace(proof, field="before"))
                    )
            return

    # ------------------------------------------------------------ ends

    def _ended(self, cue: Cue) -> None:
        first, last = self._sentence(cue.first)
        day = self._day(cue)
        if day is None:
            return
        before = self._holders(first, cue.first)
        names = before or self._holders(cue.last, last)
        low, high = (first, cue.first) if before else (cue.last, last)
        for n, post in enumerate(self.posts):
            if (
                post.person in names
                and post.status in {*_HELD, "former"}
                and not post.end
                and self._within(post, low, high)
            ):
                self.posts[n] = self._finished(post, cue, day)

    def _holders(self, first: int, last: int) -> set[str]:
        return {_mention(item).name for item in self.items[first:last] if isinstance(item.value, PersonMention)}

    def _died(self, cue: Cue) -> None:
        first, _ = self._sentence(cue.first)
        day = self._day(cue)
        person = _person_before(self.items, cue.first, first)
        if person is None or day is None:
            return
        name = _mention(self.items[person]).name
        for n, post in enumerate(self.posts):
            if post.person == name and post.status in _HELD and not post.end:
                self.posts[n] = self._finished(post, cue, day)

    def _between(self) -> None:
        """ "menjabat Ketua KPU X sampai 24 September 2023", "Plt. Ketua sejak 16 Februari 2021"."""
        for date in self.dates:
            k = next((n for n, item in enumerate(self.items) if item.start >= date.start), None)
            if k is None or not self._bounded(date):
                continue
            first = self._sentence(k)[0]
            edges = self.words["until"] | self.words["since"]
            mark = next((j for j in range(k - 1, max(first, k - 5) - 1, -1) if word(self.items[j]) in edges), None)
            if mark is not None and self._in_post(first, mark):
                edge = "end" if word(self.items[mark]) in self.words["until"] else "start"
                self._bound(edge, first, mark, self._of(date), Cue("stated", False, mark, mark + 1))

    def _in_post(self, first: int, mark: int) -> bool:
        """Whether a post stands directly before "sejak" or "sampai", or behind a verb of being in one just before."""
        for k in range(mark - 1, max(first, mark - 8) - 1, -1):
            if self.items[k].kind == "post":
                near = mark - k <= 2
                return near or any(word(item) in self.words["being"] for item in self.items[max(first, k - 3) : k])
            if word(self.items[k]) in self.words["being"]:
                return k > 0 and (self.items[k - 1].kind in {"post", "person"} or word(self.items[k - 1]) == "yang")
        return False

    def _bound(self, edge: str, first: int, mark: int, day: _Day, cue: Cue) -> None:
        nearest = [
            (post.evidence[0].end, n) for n, post in enumerate(self.posts) if self._within(post, first, mark + 1)
        ]
        if not nearest:
            return
        n = max(nearest)[1]
        post = self.posts[n]
        if edge == "end" and not post.end:
            self.posts[n] = self._finished(post, cue, day)
        elif edge == "start" and not post.start:
            self.posts[n] = replace(self._started(post, cue, day), ongoing=post.end is None)

    # ------------------------------------------------------------ lists and neighbours

    def _listed_besides(self) -> None:
        """ "Kuncoro, Ketua merangkap anggota KPU X": the second post of the one who has the first."""
        for k in range(1, len(self.items) - 1):
            if (
                word(self.items[k]) in self.words["besides"]
                and self.items[k - 1].kind == self.items[k + 1].kind == "post"
            ):
                held = [p for p in self.posts if p.role == self._phrase(k - 1).role and self._touches(p, k - 1)]
                body = self._body(k + 1)
                for post in held[:1]:
                    phrase = self._phrase(k + 1)
                    if not any(p.person == post.person and p.role == phrase.role for p in self.posts):
                        other = replace(
                            post, role=phrase.role, division=phrase.division, body=body[0] if body else post.body
                        )
                        self.posts.append(other)

    def _members_of_the_sworn(self) -> None:
        """Those whom a list names as members of a body whose members were sworn in: on that day, for that term."""
        for n, post in enumerate(self.posts):
            known = self.sworn.get((post.role, post.body or ""))
            listed = post.evidence[0].rule in {"posts.counted-off", "posts.listed"}
            if known and listed and post.start is None and post.status in _HELD:
                day, period = known
                self.posts[n] = replace(
                    post, start=day.value, period=post.period or period,
                    evidence=(*post.evidence, replace(day.evidence, field="start")),
                )  # fmt: skip

    def _replacements(self) -> None:
        """One who comes in the middle of a term: "Anggota PAW", "Pengganti Antarwaktu" beside the post or the name."""
        for i, item in enumerate(self.items[:-2]):
            end = phrase_at(self.items, i + 1, self.words["replacement"])
            if item.kind == "post" and end > i + 1 and end < len(self.items) and self.items[end].kind == "person":
                self._set(end, i, Cue("chosen", False, i + 1, end), None)
        for n, post in enumerate(self.posts):
            e = post.evidence[0]
            told = self.text[e.start : e.end].lower()
            behind = self.text[e.end : e.end + 40].lower().lstrip(" (,")
            phrases = self.words["replacement"]
            if post.status in _HELD and any(
                re.search(rf"\b{phrase}\b", told) or re.match(rf"{phrase}\b", behind) for phrase in phrases
            ):
                self.posts[n] = replace(post, capacity="replacement", period=post.period or self._period_near(e.end))

    def _period_near(self, at: int) -> str | None:
        match = _PERIOD.match(self.text, at)
        return f"{match[1]}-{match[2]}" if match else None

    # ------------------------------------------------------------ facts

    def _set(self, person: int, role: int, cue: Cue, day: _Day | None) -> None:
        """The person's post of that role gets its beginning; it is made where no other statement gives it."""
        mention, phrase, body = _mention(self.items[person]), self._phrase(role), self._body(role)
        if body is None:
            return
        for n, post in enumerate(self.posts):
            if (post.person, post.role, post.body) == (mention.name, phrase.role, body[0]) and post.status in {
                *_HELD,
                "former",
            }:
                if day is not None and not post.start and post.status != "former":
                    self.posts[n] = self._started(replace(post, period=post.period or self._period(role)), cue, day)
                return
        start = min(mention.start, phrase.start, self.items[cue.first].start)
        end = max(mention.end, phrase.end, self.items[cue.last - 1].end)
        steps = (*phrase.steps, *mention.steps, *((body[1],) if body[1] else ()))
        evidence = Evidence(
            start, end, self.text[start:end], f"posts.{cue.kind}", min(mention.confidence, 0.9), "", steps
        )
        status = "current" if phrase.status == "elected" else phrase.status
        made = PostFact(mention.name, phrase.role, body[0], phrase.division, status, self._period(role), (evidence,))
        self.posts.append(self._started(made, cue, day) if day is not None else made)

    def _started(self, post: PostFact, cue: Cue, day: _Day) -> PostFact:
        return replace(post, start=day.value, evidence=(*post.evidence, self._proof("start", cue, day)))

    def _finished(self, post: PostFact, cue: Cue, day: _Day) -> PostFact:
        return replace(post, end=day.value, evidence=(*post.evidence, self._proof("end", cue, day)))

    def _proof(self, edge: str, cue: Cue, day: _Day) -> Evidence:
        said = self.text[self.items[cue.first].start : self.items[cue.last - 1].end]
        return replace(day.evidence, field=edge, steps=(*day.evidence.steps, f"{said} -> {edge} {day.value}"))

    def _phrase(self, i: int) -> RolePhrase:
        value = self.items[i].value
        assert isinstance(value, RolePhrase)
        return value

    def _body(self, i: int) -> tuple[str, str] | None:
        body, how = belonging(self.items, self.mentions.sentences, self.mentions.office, self._phrase(i), i)
        return (body.name, how) if body is not None else None

    def _period(self, i: int) -> str | None:
        return self._phrase(i).period

    def _within(self, post: PostFact, first: int, last: int) -> bool:
        """Whether a statement of the post lies in these items."""
        if first >= last:
            return False
        start, end = self.items[first].start, self.items[last - 1].end
        return any(not e.field and start <= e.start and e.end <= end for e in post.evidence)

    def _touches(self, post: PostFact, i: int) -> bool:
        at = self.items[i].start
        return any(not e.field and e.start <= at < e.end for e in post.evidence)
