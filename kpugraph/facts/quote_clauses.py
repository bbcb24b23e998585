"""The clauses beside a quote in which its speaker stands: behind the closing mark, before the opening one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.facts.antecedents import WORD, Antecedents, SayingWords
from kpugraph.model import Quote, Span
from kpugraph.sayings import Sayings
from kpugraph.text import fold

MARKS = "\"“”„‟«»‘’'`´ \t"
REACH = 260  # characters behind a quote in which its speaker stands
THUS = {"demikian", "begitu", "demikianlah"}


@dataclass
class Clauses:
    """The clauses of one article's quotes."""

    text: str
    sentences: Sequence[Span]
    quotes: Sequence[Quote]
    sayings: Sayings
    known: Antecedents
    words: SayingWords

    def behind(self, index: int) -> tuple[int, int]:
        """From behind the closing mark to the end of the sentence or to the next quote."""
        quote = self.quotes[index]
        low = quote.end
        high = min(len(self.text), low + REACH)
        if index + 1 < len(self.quotes):
            high = min(high, self.quotes[index + 1].start)
        line = self.text.find("\n", low, high)
        high = line if line >= 0 else high
        while low < high and self.text[low] in MARKS + ",;:–—-":
            low += 1
        last = self.text[quote.end - 1]
        led = last in "!?…" and (self._introduced(index) or self._answered(index, low))
        ended = self.text[low : low + 1].isupper() and (last == "." or led)
        if low < high and (ended or self.text[low] in ".!?…") and not self._verb_follows(low, high):
            return low, low
        if self.text[low : low + 1] in {".", "!", "?", "…"}:
            low += 1
        return low, min(high, self.sentence_stop(low, high))

    def _introduced(self, index: int) -> bool:
        """Whether the words before a quote lead to it: "Eneng berpesan, “…!” Ketua OSIS Siti membalas"."""
        low, high = self.lead(index)
        return low < high and self.text[low:high].rstrip(MARKS).endswith((",", ":"))

    def _answered(self, index: int, low: int) -> bool:
        """Whether a sentence behind a question leads to the answer to it: "“Melihat sendiri?” Saksi Budi menjawab, “Tidak.”"."""
        if index + 1 == len(self.quotes):
            return False
        between = self.text[low : self.quotes[index + 1].start].rstrip(MARKS)
        words = [fold(word) for word in WORD.findall(between)]
        return between.endswith((",", ":")) and not self.words.replying.isdisjoint(words)

    def _verb_follows(self, low: int, high: int) -> bool:
        """'…evaluasi”. Kata Mauludini', '…”. Hal itu disampaikan Budi': a full stop between a quote and its verb."""
        found = WORD.search(self.text, low, high)
        if found is not None and fold(found.group()) in THUS and self.known.post_at(found.end() + 1) is not None:
            return True
        reported = False
        while found is not None and fold(found.group()) in self.words.adverbs | self.words.reported:
            reported = reported or fold(found.group()) in self.words.reported
            found = WORD.search(self.text, found.end(), high)
        if found is None:
            return False
        verb = fold(found.group())
        if (
            reported and self.known.post_at(found.start()) is not None
        ):  # "“…?” Pertanyaan Wakil Bupati Budi memecah suasana"
            return True
        told = reported and (verb in self.sayings.passive or verb in self.words.uttered)
        return told or verb in self.sayings.bare or verb in self.sayings.pronominal

    def sentence_stop(self, low: int, high: int) -> int:
        """End of the sentence that holds ``low``."""
        at = bisect_right(self.known.starts, low) - 1
        return min(high, self.sentences[at].end) if at >= 0 and low < self.sentences[at].end else high

    def lead(self, index: int) -> tuple[int, int]:
        """From the start of the sentence, or from the quote before in it, to the opening mark."""
        high = self.quotes[index].start
        while high > 0 and self.text[high - 1] in MARKS:
            high -= 1
        at = bisect_left(self.known.starts, high) - 1
        low = self.known.starts[at] if at >= 0 and self.sentences[at].end + 1 >= high else high
        if self.text[high - 1 : high] in {".", "!", "?", "…", "\n"}:
            return high, high
        if index:
            low = max(low, self.quotes[index - 1].end)
        return low, high
