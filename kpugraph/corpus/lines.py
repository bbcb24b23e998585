"""How the lines of parts add up to a graph: what a part alone has, what several parts share, and quoted spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kpugraph import ids
from kpugraph.quads.terms import name
from kpugraph.store import Change

# Nodes of these paths belong to every part that names them: their lines are counted.
_SHARED = ("body/", "region/", "post/", "unit/", "term/", "election/", "decision/")
# Facts of these nodes stand in several pieces of a person, but for those that name the article of a piece.
_PIECED = ("person/", "membership/", "interval/")
_OF_ONE = (name("kg:mentionedIn"), name("prov:wasDerivedFrom"))
_SPAN = "/span/"


class Sum:
    """The difference between the lines of old and new parts.

    First take all old parts, then ``fresh`` the new ones; what is left of the old ones has gone. Spans of articles
    that do not change may be quoted by other parts than these: they go only where nothing quotes them any more.
    """

    def __init__(self, changed: Iterable[str], base: str = ids.BASE) -> None:
        self._changed = {f"{base}{path}" for path in changed}
        self._shared_subjects = (*(f"<{base}{prefix}" for prefix in _SHARED), f"<{ids.CONCEPTS}")
        self._pieced = tuple(f"<{base}{prefix}" for prefix in _PIECED)
        self._articles = f"<{base}article/"
        self._old: set[str] = set()
        self.counts: Counter[str] = Counter()

    def take(self, chunks: Iterable[str]) -> None:
        """An old part, as lines or as chunks of several."""
        for chunk in set(chunks):
            if self._is_counted(chunk):
                self.counts[chunk] -= 1
            else:
                self._old.add(chunk)

    def fresh(self, chunks: Iterable[str]) -> Iterator[str]:
        """What a new part has and no old part had, shared lines left out."""
        for chunk in set(chunks):
            if self._is_counted(chunk):
                self.counts[chunk] += 1
            elif chunk in self._old:
                self._old.discard(chunk)
            else:
                yield chunk

    def _is_counted(self, chunk: str) -> bool:
        if chunk.startswith(self._shared_subjects):
            return True
        return chunk.startswith(self._pieced) and chunk.split(" ", 2)[1] not in _OF_ONE

    def change(self, added: Iterable[str], came: Iterable[str], went: Iterable[str]) -> Change:
        """What changes in the graph: what ``fresh`` gave, and shared lines that came and went."""
        new = {*_lines(added), *came}
        orphans: dict[str, list[str]] = {}
        removed = list(went)
        for line in _lines(self._old):
            if line in new:
                continue
            node = self._span_of(line)
            if node:
                orphans.setdefault(node, []).append(line)
            else:
                removed.append(line)
        return Change(sorted(new), removed, orphans)

    def _span_of(self, line: str) -> str | None:
        """The span of an unchanged article that a line describes."""
        article, mark, rest = line[1 : line.index(">")].partition(_SPAN)
        if not mark or article in self._changed or not line.startswith(self._articles):
            return None
        return f"{article}{mark}{rest.partition('/')[0]}"


def _lines(chunks: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for chunk in chunks for line in chunk.split("\n") if line)
