"""What stands beside a statement of change: second posts, lists, handovers, replacements, and posts that go on."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kpugraph.facts.change_posts import HELD, PostChanges
from kpugraph.facts.change_text import Day, mention_of
from kpugraph.facts.change_words import Cue, phrase_at, word
from kpugraph.lexicon import any_word
from kpugraph.model import PostFact

_PLAIN = frozenset({"posts.role-name", "posts.name-role"})


@lru_cache(maxsize=2)
def _spotted(phrases: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The phrases anywhere in a text, and at its start."""
    return any_word(sorted(phrases)), re.compile(rf"(?:{'|'.join(sorted(phrases))})\b")


class Neighbours(PostChanges):
    """Readers of what single statements leave open; they run after these."""

    def listed_besides(self) -> None:
        """ "Kuncoro, Ketua merangkap anggota KPU X": the second post of the one who has the first."""
        for k in (i + 1 for i in self.mentions.outline.valued if i < len(self.items) - 2):
            if (
                self.items[k - 1].kind == self.items[k + 1].kind == "post"
                and word(self.items[k]) in self.words["besides"]
            ):
                held = [p for p in self.posts if p.role == self.phrase(k - 1).role and self.touches(p, k - 1)]
                body = self.body(k + 1)
                for post in held[:1]:
                    phrase = self.phrase(k + 1)
                    if not any(p.person == post.person and p.role == phrase.role for p in self.posts):
                        other = replace(
                            post, role=phrase.role, division=phrase.division, body=body[0] if body else post.body
                        )
                        self.posts.append(other)

    def others(self) -> None:
        """ "Dua anggota lainnya, A dan B, …": members beside one named before."""
        for k in (i for i in self.mentions.outline.valued if i < len(self.items) - 2):
            if self.items[k].kind == "post" and word(self.items[k + 1]) in self.words["others"]:
                last = self.sentence(k)[1]
                for person in self.list_behind(k + 1, last) if self.phrase(k).role == "Anggota" else ():
                    self.set(person, k, Cue("listed", False, k + 1, k + 2), None)
                    self.beside.add(mention_of(self.items[person]).name)

    def handed_over(self) -> None:
        """ "Jabatan … beralih dari A kepada B, Senin (8/1/2024)": the day of both, and who was before whom."""
        for n, post in enumerate(self.posts):
            rule = post.evidence[0].rule
            if post.status != "former" or rule not in {"posts.handover", "posts.predecessor"}:
                continue
            m = next((m for m, p in enumerate(self.posts) if self.follows(p, post)), None)
            if m is None:
                continue
            proof = replace(
                post.evidence[0], field="before", steps=(f"{post.person} -> before {self.posts[m].person}",)
            )
            self.posts[m] = replace(self.posts[m], before=post.person, evidence=(*self.posts[m].evidence, proof))
            day = self.day_beside(post) if rule == "posts.handover" else None
            if day is not None and not post.end:
                cue = Cue("handover", False, 0, 1)
                self.posts[n] = self.finished(post, cue, day)
                if not self.posts[m].start:
                    self.posts[m] = self.started(self.posts[m], cue, day)

    def follows(self, post: PostFact, former: PostFact) -> bool:
        same = (post.role, post.body) == (former.role, former.body) and post.person != former.person
        return same and post.status in HELD and (post.evidence[0].rule == "posts.handover" or post.start is not None)

    def day_beside(self, post: PostFact) -> Day | None:
        """The only day in the sentence of a statement."""
        at = next((k for k, item in enumerate(self.items) if item.start >= post.evidence[0].start), None)
        if at is None:
            return None
        first, last = self.sentence(at)
        start, end = self.items[first].start, self.items[last - 1].end
        inside = [d for d in self.dates if start <= d.start < end and not self.bounded(d)]
        return self.of(inside[0]) if len(inside) == 1 else None

    def members_of_the_sworn(self) -> None:
        """Those whom a list names as members of a body whose members were sworn in: on that day, for that term."""
        for n, post in enumerate(self.posts):
            known = self.sworn.get((post.role, post.body or ""))
            listed = post.evidence[0].rule in {"posts.counted-off", "posts.listed"}
            if known and (listed or post.person in self.beside) and post.start is None and post.status in HELD:
                day, period = known
                self.posts[n] = replace(
                    post, start=day.value, period=post.period or period,
                    evidence=(*post.evidence, replace(day.evidence, field="start")),
                )  # fmt: skip

    def replacements(self) -> None:
        """One who comes in the middle of a term: "Anggota PAW", "Pengganti Antarwaktu" beside the post or the name."""
        for i in (i for i in self.mentions.outline.valued if i < len(self.items) - 2):
            posted = self.items[i].kind == "post"
            end = phrase_at(self.items, i + 1, self.words["replacement"]) if posted else 0
            if end > i + 1 and end < len(self.items) and self.items[end].kind == "person":
                self.set(end, i, Cue("chosen", False, i + 1, end), None)
        for n, post in enumerate(self.posts):
            e = post.evidence[0]
            told = self.text[e.start : e.end].lower()
            behind = self.text[e.end : e.end + 40].lower().lstrip(" (,")
            within, first = _spotted(self.words["replacement"])
            if post.status in HELD and (within.search(told) or first.match(behind)):
                self.posts[n] = replace(post, capacity="replacement", period=post.period or self.period_near(e.end))

    def without_agents(self) -> None:
        """ "B, dilantik Sekjen C, menggantikan D": D held B's post, not that of C who swore B in."""
        for cue in self.cues:
            if cue.kind != "sworn" or cue.active:
                continue
            last = self.sentence(cue.first)[1]
            agent = next((k for k in range(cue.last, min(cue.last + 3, last)) if self.items[k].kind == "person"), None)
            meant = any(word(item) in self.words["lists"] for item in self.items[cue.last : agent])
            if agent is not None and not meant:  # not "yang dilantik ialah B menggantikan D"
                wrong = f"before {mention_of(self.items[agent]).name}"
                self.posts = [
                    p for p in self.posts
                    if not (p.evidence[0].rule == "posts.predecessor" and any(step.endswith(wrong) for step in p.evidence[0].steps))
                ]  # fmt: skip

    def going_on(self) -> None:
        """A post with a stated beginning that the text gives elsewhere besides: held on the day of the report too."""
        for n, post in enumerate(self.posts):
            proof = next((e for e in post.evidence if e.field == "start"), None)
            if proof is None or post.end or post.ongoing:
                continue
            span = next((s for s in self.mentions.sentences if s.start <= proof.start < s.end), None)
            apart = any(
                not e.field and e.rule in _PLAIN and span is not None and not span.start <= e.start < span.end
                for e in post.evidence
            )
            if apart or self.relative(post, proof.start):
                self.posts[n] = replace(post, ongoing=True)

    def relative(self, post: PostFact, at: int) -> bool:
        """ "Ketua KPU X A, yang dilantik 5 Oktober 2023, memimpin …"."""
        told = next((e for e in post.evidence if not e.field and e.rule in _PLAIN and e.end <= at), None)
        return told is not None and re.search(r"\byang\b", self.text[told.end : at]) is not None
