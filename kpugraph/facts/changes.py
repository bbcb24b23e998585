"""Beginnings and ends of posts, only where a text says so: sworn in, elected, appointed, end of service, death.

A change has a person, a post and a day. The day stands in the sentence, or the sentence points to one before
("malam harinya", "dalam rapat yang sama"); where it is not said, the post has no stated beginning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kpugraph.facts.change_text import ChangeText, Day, mention_of, person_before
from kpugraph.facts.change_words import Cue, change_words, cues, phrase_at, word
from kpugraph.model import DateMention, Evidence, Mentions, PersonMention, PostFact
from kpugraph.partial import bounds, is_valid

_PERIOD = re.compile(r"[^.;]{0,90}?(?:masa jabatan|periode|masa bakti)\s+(\d{4})\s*[-–—/]\s*(\d{4})", re.I)
_HELD = {"current", "acting", "elected"}


def with_changes(mentions: Mentions, posts: Sequence[PostFact], dates: Sequence[DateMention]) -> list[PostFact]:
    """The posts with the days on which they began and ended, and those that only a statement of change gives."""
    reader = _Changes(mentions, [d for d in dates if is_valid(d.value) and bounds(d.value)], posts=list(posts))
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
            person = person_before(items, cue.first, 0)
            if person is not None:
                found.add(mention_of(items[person]).name)
    return frozenset(found)


@dataclass
class _Changes(ChangeText):
    posts: list[PostFact] = field(default_factory=list)
    sworn: dict[tuple[str, str], tuple[Day, str | None]] = field(default_factory=dict)  # role and body of a class

    def read(self) -> None:
        for cue in cues(self.items):
            if self.quoted(cue):
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
        self._others()
        self._between()
        self._members_of_the_sworn()
        self._replacements()
        self._handed_over()

    # ------------------------------------------------------------ beginnings

    def _began(self, cue: Cue) -> None:
        first, last = self.sentence(cue.first)
        day = self.day(cue)
        self.sworn_day = day if cue.kind == "sworn" and day else self.sworn_day
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
        person = person_before(self.items, cue.first, first)
        if person is None:
            return []
        found = [person]
        while (before := self.listed_before(found[0], first)) is not None:
            found.insert(0, before)
        return found

    def _class_sworn(self, cue: Cue, day: Day | None, first: int, last: int) -> None:
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
        body = self.body(role)
        phrase = self.phrase(role)
        if body is not None and day is not None:
            self.sworn[phrase.role, body[0]] = (day, self._period(role))
        people = self.list_behind(max(role, cue.last - 1) + 1, last) or self.taken_up(last)
        for person in people:
            self._set(person, role, cue, day)

    def _stays(self, cue: Cue) -> None:
        """ "Khoirul tetap menjadi anggota Divisi Hukum": a post that goes on."""
        first, last = self.sentence(cue.first)
        if cue.last < last and word(self.items[cue.last]) in self.words["as"]:
            role = self._role_behind(cue, last)
            for person in self._subjects(cue, role, first, last) if role is not None else ():
                self._set(person, role or 0, cue, None)

    def _person_sworn(self, cue: Cue, day: Day | None, first: int) -> None:
        """ "Sekretaris KPU X Budi resmi dilantik": the post that the sentence gives the person before the verb."""
        if cue.active or day is None:
            return
        person = person_before(self.items, cue.first, max(first, cue.first - 3))
        if person is None:
            return
        name = mention_of(self.items[person]).name
        for n, post in enumerate(self.posts):
            if post.person == name and post.status in _HELD and self._within(post, first, cue.last):
                self.posts[n] = self._started(post, cue, day)

    def _before(self, person: int, role: int, first: int, last: int) -> None:
        """ "menunjuk A sebagai Plt. Ketua menyusul wafatnya B": B held the post."""
        body = self.body(role)
        for k in range(first, last):
            end = phrase_at(self.items, k, self.words["replaced"])
            other = (
                next((j for j in range(end, min(end + 3, last)) if self.items[j].kind == "person"), None)
                if end > k
                else None
            )
            if other is None or body is None or other == person:
                continue
            name, leaves = mention_of(self.items[person]).name, mention_of(self.items[other])
            span = (self.items[k].start, leaves.end)
            proof = Evidence(*span, self.text[slice(*span)], "posts.before", 0.85, "", (f"before {name}",))
            title = self.phrase(role).role
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
        first, last = self.sentence(cue.first)
        day = self.day(cue)
        if day is None:
            return
        before = self.holders(first, cue.first)
        names = before or self.holders(cue.last, last)
        low, high = (first, cue.first) if before else (cue.last, last)
        for n, post in enumerate(self.posts):
            if (
                post.person in names
                and post.status in {*_HELD, "former"}
                and not post.end
                and self._within(post, low, high)
            ):
                self.posts[n] = self._finished(post, cue, day)

    def _died(self, cue: Cue) -> None:
        first, _ = self.sentence(cue.first)
        day = self.day(cue)
        person = person_before(self.items, cue.first, first)
        if person is None or day is None:
            return
        name = mention_of(self.items[person]).name
        for n, post in enumerate(self.posts):
            if post.person == name and post.status in _HELD and not post.end:
                self.posts[n] = self._finished(post, cue, day)

    def _between(self) -> None:
        """ "menjabat Ketua KPU X sampai 24 September 2023", "Plt. Ketua sejak 16 Februari 2021"."""
        for date in self.dates:
            k = next((n for n, item in enumerate(self.items) if item.start >= date.start), None)
            if k is None or not self.bounded(date):
                continue
            first = self.sentence(k)[0]
            edges = self.words["until"] | self.words["since"]
            mark = next((j for j in range(k - 1, max(first, k - 5) - 1, -1) if word(self.items[j]) in edges), None)
            if mark is not None and self._in_post(first, mark):
                edge = "end" if word(self.items[mark]) in self.words["until"] else "start"
                self._bound(edge, first, mark, self.of(date), Cue("stated", False, mark, mark + 1))

    def _in_post(self, first: int, mark: int) -> bool:
        """Whether a post stands directly before "sejak" or "sampai", or behind a verb of being in one just before."""
        for k in range(mark - 1, max(first, mark - 8) - 1, -1):
            if self.items[k].kind == "post":
                near = mark - k <= 2
                return near or any(word(item) in self.words["being"] for item in self.items[max(first, k - 3) : k])
            if word(self.items[k]) in self.words["being"]:
                return k > 0 and (self.items[k - 1].kind in {"post", "person"} or word(self.items[k - 1]) == "yang")
        return False

    def _bound(self, edge: str, first: int, mark: int, day: Day, cue: Cue) -> None:
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
                held = [p for p in self.posts if p.role == self.phrase(k - 1).role and self._touches(p, k - 1)]
                body = self.body(k + 1)
                for post in held[:1]:
                    phrase = self.phrase(k + 1)
                    if not any(p.person == post.person and p.role == phrase.role for p in self.posts):
                        other = replace(
                            post, role=phrase.role, division=phrase.division, body=body[0] if body else post.body
                        )
                        self.posts.append(other)

    def _others(self) -> None:
        """ "Dua anggota lainnya, A dan B, …": members beside one named before."""
        for k in range(len(self.items) - 2):
            if self.items[k].kind == "post" and word(self.items[k + 1]) in self.words["others"]:
                last = self.sentence(k)[1]
                for person in self.list_behind(k + 1, last) if self.phrase(k).role == "Anggota" else ():
                    self._set(person, k, Cue("listed", False, k + 1, k + 2), None)

    def _handed_over(self) -> None:
        """ "Jabatan … beralih dari A kepada B, Senin (8/1/2024)": the day of both, and who was before whom."""
        for n, post in enumerate(self.posts):
            rule = post.evidence[0].rule
            if post.status != "former" or rule not in {"posts.handover", "posts.predecessor"}:
                continue
            m = next((m for m, p in enumerate(self.posts) if self._follows(p, post)), None)
            if m is None:
                continue
            proof = replace(
                post.evidence[0], field="before", steps=(f"{post.person} -> before {self.posts[m].person}",)
            )
            self.posts[m] = replace(self.posts[m], before=post.person, evidence=(*self.posts[m].evidence, proof))
            day = self._day_beside(post) if rule == "posts.handover" else None
            if day is not None and not post.end:
                cue = Cue("handover", False, 0, 1)
                self.posts[n] = self._finished(post, cue, day)
                if not self.posts[m].start:
                    self.posts[m] = self._started(self.posts[m], cue, day)

    def _follows(self, post: PostFact, former: PostFact) -> bool:
        same = (post.role, post.body) == (former.role, former.body) and post.person != former.person
        return same and post.status in _HELD and (post.evidence[0].rule == "posts.handover" or post.start is not None)

    def _day_beside(self, post: PostFact) -> Day | None:
        """The only day in the sentence of a statement."""
        at = next((k for k, item in enumerate(self.items) if item.start >= post.evidence[0].start), None)
        if at is None:
            return None
        first, last = self.sentence(at)
        start, end = self.items[first].start, self.items[last - 1].end
        inside = [d for d in self.dates if start <= d.start < end and not self.bounded(d)]
        return self.of(inside[0]) if len(inside) == 1 else None

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

    def _set(self, person: int, role: int, cue: Cue, day: Day | None) -> None:
        """The person's post of that role gets its beginning; it is made where no other statement gives it."""
        mention, phrase, body = mention_of(self.items[person]), self.phrase(role), self.body(role)
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

    def _started(self, post: PostFact, cue: Cue, day: Day) -> PostFact:
        return replace(post, start=day.value, evidence=(*post.evidence, self._proof("start", cue, day)))

    def _finished(self, post: PostFact, cue: Cue, day: Day) -> PostFact:
        return replace(post, end=day.value, evidence=(*post.evidence, self._proof("end", cue, day)))

    def _proof(self, edge: str, cue: Cue, day: Day) -> Evidence:
        said = (
            cue.kind
            if cue.kind == "handover"
            else self.text[self.items[cue.first].start : self.items[cue.last - 1].end]
        )
        return replace(day.evidence, field=edge, steps=(*day.evidence.steps, f"{said} -> {edge} {day.value}"))

    def _period(self, i: int) -> str | None:
        return self.phrase(i).period

    def _within(self, post: PostFact, first: int, last: int) -> bool:
        """Whether a statement of the post lies in these items."""
        if first >= last:
            return False
        start, end = self.items[first].start, self.items[last - 1].end
        return any(not e.field and start <= e.start and e.end <= end for e in post.evidence)

    def _touches(self, post: PostFact, i: int) -> bool:
        at = self.items[i].start
        return any(not e.field and e.start <= at < e.end for e in post.evidence)
