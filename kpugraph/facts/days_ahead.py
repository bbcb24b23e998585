"""What will be done on a later day, by whatever verb: "Gembok pengganti akan dibagikan 8 Februari"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpugraph.facts.dating import is_cited, names_election
from kpugraph.facts.same_event import later
from kpugraph.facts.trigger_words import Trigger, event_words
from kpugraph.lexicon import pattern, rules
from kpugraph.mentions.elections import polling_days
from kpugraph.model import DateMention, EventFact, Mentions
from kpugraph.text import sentence_at

_REACH = 70  # characters before a day in which stands what will be done
_GOODS = pattern("events_words", r"\b{bare_goods}\b", re.I)
# "Berkas diusulkan ke DPRD X 22 Februari": a sentence of its own, whose day lies behind the article's.
_IS_DONE = re.compile(r"[A-Z][^.;,\d]{3,50}?\b(?P<verb>di[a-z]{4,})\b(?P<rest>[^.;,\d]*?)\(?\Z")
_WILL = pattern("events_words", r"\b{will}\s+(?P<verb>(?:di|me|ber)[a-z]{3,})\b(?P<rest>[^.;,]*?)\(?\Z")


def deeds_ahead(
    mentions: Mentions, triggers: Sequence[Trigger], dates: Sequence[DateMention], own: EventFact
) -> Iterator[Trigger]:
    """Each day behind that of the article's ``own`` activity on which a sentence says that something will be done."""
    if own.date is None:
        return
    text, words = mentions.article.page.text, event_words()
    idle = rules("events_words")["no_deeds"]
    claimed = {id(d) for t in triggers for d in (t.day, t.until, t.first, *t.more) if d is not None}
    for date in dates:
        if len(date.value) != 10 or id(date) in claimed or not later(date.value, own.date):
            continue
        n = sentence_at(mentions.sentences, date.start)
        if n < 0 or date.value in polling_days().values() or is_cited(text, date) or names_election(text, date):
            continue
        if any(quote.start <= date.start < quote.end for quote in mentions.quotes):
            continue
        start = max(mentions.sentences[n].start, date.start - _REACH)
        will = _WILL.search(text, start, date.start) or _IS_DONE.match(text, mentions.sentences[n].start, date.start)
        if will is None or will["verb"] in idle or any(start <= t.start < date.start for t in triggers):
            continue
        if _WILL.search(text, start, will.start()) or words.apart.search(will["rest"]):
            continue
        span = mentions.sentences[n]
        goods = any(pattern.search(text, span.start, date.start) for pattern in (words.goods, _GOODS))
        kind = "logistik" if goods or own.kind == "logistik" else "lainnya"
        yield Trigger(kind, "verb", will.start(), will.end("verb"), n, held=True, future=True, day=date)
