"""What stands before the opening mark of a quote, where it is not the verb alone that says whose words follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.facts.antecedents import WORD, Speaker, as_speaker
from kpugraph.facts.quote_clauses import MARKS, Clauses
from kpugraph.model import BodyMention, PersonMention
from kpugraph.text import fold

NOBODY = Speaker("", 0, 0, "", 0.0)  # the text says that it names nobody


@dataclass
class Leads(Clauses):
    """The clauses that lead to a quote."""

    def occasion(self, index: int, words: Sequence[re.Match[str]], high: int) -> Speaker | None:
        """ "Dalam sambutannya Budi, "…"": who stands right before the quote, behind what they spoke on."""
        at = next((n for n, word in enumerate(words) if fold(word.group()) in self.words.occasions), None)
        if at is None or at + 1 == len(words):
            given = next((word for word in words if fold(word.group()) in self.words.speech), None)
            person = self.known.subject(words[0].start(), given.start()) if given is not None else None
            return as_speaker(person, "statements.before", 0.8) if person is not None else None
        person = self.known.first(words[at].end(), high)
        if person is not None:
            return as_speaker(person, "statements.before", 0.8)
        return self.by_post(index, words[at + 1]) or NOBODY

    def is_verb(self, form: str) -> bool:
        return form in {"menurut", "menurutnya"} or (self.sayings.says(form) and form not in self.words.not_saying)

    def of_somebody(self, low: int, body: BodyMention, high: int) -> bool:
        """ "politisi Partai NasDem itu menjawab": the body says who the person is who was named before."""
        before = WORD.findall(self.text, low, body.start)
        behind = [fold(word) for word in WORD.findall(self.text, body.end, high)]
        return bool(before) and before[-1].islower() and behind in (["itu"], ["ini"], ["tersebut"])

    def own_clause(self, low: int, high: int) -> BodyMention | None:
        """The body that is the whole subject of the last clause: "Dalam surat yang dibacakan Budi, KPU RI meminta “…”"."""
        comma = self.text.rfind(",", low, high)
        body = self.known.body(comma + 1, high) if comma >= 0 else None
        alone = (
            body is not None
            and not self.text[comma + 1 : body.start].strip()
            and not self.text[body.end : high].strip()
        )
        return body if alone and self.known.post_at(comma + 1) is None else None

    def through(self, low: int, person: PersonMention, high: int) -> bool:
        """ "LSM X meminta audit lewat direkturnya, Ester; “…”": who stands right before the quote speaks for a body."""
        words = {fold(word) for word in WORD.findall(self.text, low, person.start)}
        return bool(words & {"lewat", "melalui"}) and not self.text[person.end : high].strip(MARKS + ",;:–—-")

    def head(self, low: int, high: int) -> re.Match[str] | None:
        """The first word of a clause, an article or a title before a role aside: "Sang rektor menimpali"."""
        head = WORD.search(self.text, low, high)
        if head is not None and fold(head.group()) in self.words.articles:
            head = WORD.search(self.text, head.end(), high) or head
        return head

    def by_post(self, index: int, head: re.Match[str]) -> Speaker | None:
        """ "Ketua KPU menegaskan": who holds the post, else who was named with that word before."""
        if (person := self.known.by_post(head.start())) is not None:
            return person
        return self.known.by_role(index, head) if fold(head.group()) in self.words.roles else None

    def release(self, words: Sequence[re.Match[str]], high: int) -> Speaker | None:
        """ "Sesuai rilis Polres Pati, “…”": the body behind what it gave out."""
        given = next((word for word in words if fold(word.group()) in self.words.releases), None)
        body = self.known.body(given.end(), high) if given is not None else None
        return Speaker(body.name, body.start, body.end, "statements.body", 0.8) if body is not None else None

    def colon(self, low: int, high: int) -> Speaker | None:
        if not self.text[low:high].rstrip(MARKS).endswith(":"):
            return None
        person = self.known.first(low, high)
        return as_speaker(person, "statements.colon", 0.8) if person else None

    def comma(self, index: int, low: int, high: int) -> Speaker | None:
        """ "Hamidah berbagi kiat, “Nomori boksnya dulu.”": whoever a clause is about that ends before a whole sentence."""
        own = index == 0 or low > self.quotes[index - 1].end
        if not own or not self.text[low:high].rstrip(MARKS).endswith(","):
            return None
        person = self.known.subject(low, high)
        return as_speaker(person, "statements.before", 0.75) if person else None
