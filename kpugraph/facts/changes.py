"""Beginnings and ends of posts, only where a text says so: sworn in, elected, appointed, end of service, death.

A change has a person, a post and a day. The day stands in the sentence, or the sentence points to one before
("malam harinya", "dalam rapat yang sama"); where it is not said, the post has no stated beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kpugraph.facts.change_neighbours import Neighbours
from kpugraph.facts.change_posts import HELD
from kpugraph.facts.change_text import Day, mention_of, person_before
from kpugraph.facts.change_words import Cue, change_words, phrase_at, word
from kpugraph.model import DateMention, Evidence, Mentions, PersonMention, PostFact
from kpugraph.partial import bounds, is_valid


def with_changes(
    mentions: Mentions, posts: Sequence[PostFact], dates: Sequence[DateMention], changes: Sequence[Cue]
) -> list[PostFact]:
    """The posts with the days on which they began and ended, and those that only a statement of change gives."""
    days = [d for d in dates if is_valid(d.value) and bounds(d.value)]
    reader = _Changes(mentions, days, changes, posts=list(posts))
    reader.read()
    return reader.posts


def late_people(mentions: Mentions, changes: Sequence[Cue]) -> frozenset[str]:
    """The names of those whom the article says to have died."""
    words = change_words()
    found: set[str] = set()
    items = mentions.items
    for k in mentions.outline.valued:
        item = items[k]
        if item.kind == "person" and isinstance(item.value, PersonMention):
            opening = mentions.article.page.text[item.start : item.end].split()[0].lower().strip(".")
            before = {word(other).strip(".") for other in items[max(0, k - 3) : k]}
            if opening in words.late or before & words.late:
                found.add(item.value.name)
    for cue in changes:
        if cue.kind == "died":
            person = person_before(items, cue.first, 0)
            if person is not None:
                found.add(mention_of(items[person]).name)
    return frozenset(found)


class _Changes(Neighbours):
    """Reads the statements one after the other, then what stands beside them."""

    def read(self) -> None:
        for cue in self.cues:
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
        self.listed_besides()
        self.others()
        self._between()
        self.members_of_the_sworn()
        self.replacements()
        self.without_agents()
        self.handed_over()
        self.going_on()

    # ------------------------------------------------------------ beginnings

    def _began(self, cue: Cue) -> None:
        first, last = self.sentence(cue.first)
        day = self.day(cue)
        self.sworn_day = day if cue.kind == "sworn" and day else self.sworn_day
        role = self._role_behind(cue, last)
        if (
            role is not None
            and role + 2 < last
            and word(self.items[role + 1]) == "dan"
            and self.items[role + 2].kind == "post"
        ):
            return  # "sebagai Bupati dan Wakil Bupati": two by two
        if role is not None:
            people = self._subjects(cue, role, first, last)
            for person in people:
                self.set(person, role, cue, day)
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
            if self.items[k].text in {";", ":"} or word(self.items[k]) in self.words["not_yet"]:
                return None
            if word(self.items[k]) == "yang" and self.items[k - 1].kind == "person":
                return None  # "A terpilih menggantikan B yang … tetap sebagai anggota"
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
        if person is None or self._of_another(person, cue.first):
            return []
        found = [person]
        while (before := self.listed_before(found[0], first)) is not None:
            found.insert(0, before)
        return found

    def _of_another(self, person: int, verb: int) -> bool:
        """ "kata Sarno, PAW itu karena komisioner sebelumnya terpilih …": a reason has a subject of its own.

        So has "yang" behind an ordinary word: "Sarno membacakan 30 nama caleg yang ditetapkan sebagai …".
        """
        between = self.items[person + 1 : verb]
        if any(word(item) in self.words["because"] for item in between):
            return True
        if between and word(self.items[verb]) == "terpilih" and word(between[-1]) in self.words["elected"]:
            return True  # "nama caleg terpilih" is no statement that somebody was elected
        return any(item.kind in {"word", "statuses", "cues"} and word(item) != "yang" and word(after) == "yang"
                   for item, after in pairwise(between))  # fmt: skip

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
            self.sworn[phrase.role, body[0]] = (day, self.period(role))
        people = self.list_behind(max(role, cue.last - 1) + 1, last) or self.taken_up(last)
        for person in people:
            self.set(person, role, cue, day)

    def _stays(self, cue: Cue) -> None:
        """ "Khoirul tetap menjadi anggota Divisi Hukum": a post that goes on."""
        first, last = self.sentence(cue.first)
        if cue.last >= last:
            return
        direct = self.items[cue.last].kind == "post" and word(self.items[cue.last - 1]) in self.words["being"]
        if direct or word(self.items[cue.last]) in self.words["as"]:
            role = cue.last if direct else self._role_behind(cue, last)
            for person in self._subjects(cue, role, first, last) if role is not None else ():
                self.set(person, role or 0, cue, None)

    def _person_sworn(self, cue: Cue, day: Day | None, first: int) -> None:
        """ "Sekretaris KPU X Budi resmi dilantik": the post that the sentence gives the person before the verb."""
        if cue.active or day is None:
            return
        person = person_before(self.items, cue.first, max(first, cue.first - 3))
        if person is None:
            return
        name = mention_of(self.items[person]).name
        for n, post in enumerate(self.posts):
            if post.person == name and post.status in HELD and self.within(post, first, cue.last):
                self.posts[n] = self.started(post, cue, day)

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
                division = self.phrase(role).division
                self.posts.append(PostFact(leaves.name, title, body[0], division, status="former", evidence=(proof,)))
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
        before = set() if cue.active else self.holders(first, cue.first)
        self._post_left(cue, day, first, last)
        names = before or self.holders(cue.last, last)
        low, high = (first, cue.first) if before else (cue.last, last)
        for n, post in enumerate(self.posts):
            if (
                post.person in names
                and post.status in {*HELD, "former"}
                and not post.end
                and self.within(post, low, high)
            ):
                self.posts[n] = self.finished(post, cue, day)

    def _post_left(self, cue: Cue, day: Day, first: int, last: int) -> None:
        """ "A mengundurkan diri dari jabatan Ketua KPU X": the post that only this statement gives."""
        person = person_before(self.items, cue.first, first)
        role = next((k for k in range(cue.last, min(cue.last + 4, last)) if self.items[k].kind == "post"), None)
        if person is not None and role is not None and word(self.items[cue.last]) in {"dari", "sebagai", "selaku"}:
            self.set(person, role, cue, None)
            name, title = mention_of(self.items[person]).name, self.phrase(role).role
            for n, post in enumerate(self.posts):
                if (post.person, post.role) == (name, title) and post.status in {*HELD, "former"} and not post.end:
                    self.posts[n] = self.finished(post, cue, day)

    def _died(self, cue: Cue) -> None:
        first, _ = self.sentence(cue.first)
        day = self.day(cue)
        person = person_before(self.items, cue.first, first)
        if person is None or day is None:
            return
        name = mention_of(self.items[person]).name
        for n, post in enumerate(self.posts):
            if post.person == name and post.status in {*HELD, "former"} and not post.end:
                self.posts[n] = self.finished(post, cue, day)

    def _between(self) -> None:
        """ "menjabat Ketua KPU X sampai 24 September 2023", "Plt. Ketua sejak 16 Februari 2021"."""
        for date in self.dates:
            k = self.item_at(date.start)
            if k == len(self.items) or not self.bounded(date):
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
        nearest = [(post.evidence[0].end, n) for n, post in enumerate(self.posts) if self.within(post, first, mark + 1)]
        if not nearest:
            return
        n = max(nearest)[1]
        post = self.posts[n]
        if edge == "end" and not post.end:
            self.posts[n] = self.finished(post, cue, day)
        elif edge == "start" and not post.start:
            self.posts[n] = replace(self.started(post, cue, day), ongoing=post.end is None)

    # ------------------------------------------------------------ lists and neighbours

    # ------------------------------------------------------------ facts
