"""Posts as statements of change make and complete them, each beginning and end with its proof."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kpugraph.facts.change_text import ChangeText, Day, mention_of
from kpugraph.facts.change_words import Cue
from kpugraph.lexicon import pattern
from kpugraph.model import Evidence, PostFact, RolePhrase

_PERIOD = pattern("terms", r"[^.;]{0,90}?{labels}\s+(\d{4})\s*[-–—/]\s*(\d{4})", re.I)
HELD = frozenset({"current", "acting", "elected"})


@dataclass
class PostChanges(ChangeText):
    """The posts of one article. ``sworn``: day and term of a class of officers that was sworn in, by role and body."""

    posts: list[PostFact] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)  # members named beside one who was told of before
    sworn: dict[tuple[str, str], tuple[Day, str | None]] = field(default_factory=dict)

    def set(self, person: int, role: int, cue: Cue, day: Day | None) -> None:
        """The person's post of that role gets its beginning; it is made where no other statement gives it."""
        mention, phrase = mention_of(self.items[person]), self.phrase(role)
        body = self._as_member(mention.name, phrase) or self.body(role)
        if body is None:
            return
        for n, post in enumerate(self.posts):
            same = (post.role, post.body) == (phrase.role, body[0]) and post.status in {*HELD, "former"}
            paired = post.status == "elected" and self.touches(post, role)  # "A dan B sebagai Bupati dan Wakil Bupati"
            if post.person == mention.name and (same or paired):
                if day is not None and not post.start and post.status != "former":
                    self.posts[n] = self.started(replace(post, period=post.period or self.period(role)), cue, day)
                return
        start = min(mention.start, phrase.start, self.items[cue.first].start)
        end = max(mention.end, phrase.end, self.items[cue.last - 1].end)
        steps = (*phrase.steps, *mention.steps, *((body[1],) if body[1] else ()))
        evidence = Evidence(
            start, end, self.text[start:end], f"posts.{cue.kind}", min(mention.confidence, 0.9), "", steps
        )
        status = "current" if phrase.status == "elected" else phrase.status
        made = PostFact(mention.name, phrase.role, body[0], phrase.division, status, self.period(role), (evidence,))
        self.posts.append(self.started(made, cue, day) if day is not None else made)

    def _as_member(self, name: str, phrase: RolePhrase) -> tuple[str, str] | None:
        """ "A terpilih sebagai ketua": of the one body whose member the article says A to be."""
        if not phrase.elliptical or phrase.kinds or phrase.role == "Anggota":
            return None
        bodies = {post.body for post in self.posts if post.person == name and post.role == "Anggota" and post.body}
        return (bodies.pop(), f"{phrase.role} -> where {name} is a member") if len(bodies) == 1 else None

    def started(self, post: PostFact, cue: Cue, day: Day) -> PostFact:
        return replace(post, start=day.value, evidence=(*post.evidence, self.proof("start", cue, day)))

    def finished(self, post: PostFact, cue: Cue, day: Day) -> PostFact:
        return replace(post, end=day.value, evidence=(*post.evidence, self.proof("end", cue, day)))

    def proof(self, edge: str, cue: Cue, day: Day) -> Evidence:
        said = (
            cue.kind
            if cue.kind == "handover"
            else self.text[self.items[cue.first].start : self.items[cue.last - 1].end]
        )
        return replace(day.evidence, field=edge, steps=(*day.evidence.steps, f"{said} -> {edge} {day.value}"))

    def period(self, i: int) -> str | None:
        return self.phrase(i).period

    def period_near(self, at: int) -> str | None:
        match = _PERIOD.match(self.text, at)
        return f"{match[1]}-{match[2]}" if match else None

    def within(self, post: PostFact, first: int, last: int) -> bool:
        """Whether a statement of the post lies in these items."""
        if first >= last:
            return False
        start, end = self.items[first].start, self.items[last - 1].end
        return any(not e.field and start <= e.start and e.end <= end for e in post.evidence)

    def touches(self, post: PostFact, i: int) -> bool:
        at = self.items[i].start
        return any(not e.field and e.start <= at < e.end for e in post.evidence)
