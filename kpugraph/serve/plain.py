"""The network page without JavaScript: the same facts as a table, and links that show one more thing's neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kpugraph.serve import facts

_ROWS = 400


@dataclass(frozen=True, slots=True)
class Named:
    """A thing: its page here, the network with its neighbours too ("" where they are there), how many those are."""

    name: str
    href: str
    more: str
    reach: int
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its first sentence, every second part of which is marked."""

    subject: Named
    relation: str
    object: Named | None
    value: str
    when: str
    sentence: Sequence[str]
    article: Mapping[str, str]


class Plain:
    """What the template reads of the page's data."""

    def __init__(self, content: Mapping[str, Any], depth: int, kinds: Sequence[str], lang: str) -> None:
        self._content, self._lang = content, lang
        self.depth, self.kinds = depth, kinds
        self._around = [content["nodes"][i]["id"] for i in content["around"]]
        self._names = [self._named(node) for node in content["nodes"]]
        self.around = [(self._names[i], content["nodes"][i]["id"]) for i in content["around"]]
        self.left = sum(
            named.reach - self._touched(i) for i, (named, _) in zip(content["around"], self.around, strict=True)
        )

    @property
    def others(self) -> list[Named]:
        """What is shown beside what was asked for, the best connected first."""
        shown = [named for named in self._names if named.more]
        return sorted(shown, key=lambda named: (-named.reach, named.name))

    @property
    def told(self) -> list[Told]:
        """The facts, those with the latest dates first."""
        found = sorted(self._told(), key=lambda told: told.when, reverse=True)
        return found[:_ROWS]

    @property
    def unshown(self) -> int:
        """How many facts are not in the table."""
        return max(0, len(self._content["facts"]) - _ROWS)

    def _told(self) -> Iterator[Told]:
        content = self._content
        for fact in content["facts"]:
            relation = content["relations"][fact["r"]]
            proof = content["evidence"][fact["e"][0]] if fact["e"] else None
            other = None if fact["o"] is None else content["nodes"][fact["o"]]
            start, end = fact.get("start", ""), fact.get("end", "")
            yield Told(
                self._names[fact["s"]],
                self._text(fact.get("name")) or self._text(relation["name"]),
                None if other is None else self._names[fact["o"]],
                self._text(fact.get("value")),
                start if not end or end == start else f"{start} – {end}",
                proof["parts"] if proof else (),
                content["articles"][proof["article"]] if proof else {},
            )

    def _named(self, node: Mapping[str, Any]) -> Named:
        base = self._content["base"]
        more = "" if node["id"] in self._around else self._address((*self._around, node["id"]))
        return Named(node["label"], facts.href(node["id"], base), more, node["reach"], node["kind"])

    def _touched(self, number: int) -> int:
        lines = self._content["drawing"]["lines"]
        return sum(number in (line["from"], line["to"]) for line in lines)

    def _address(self, around: Sequence[str]) -> str:
        fields: list[tuple[str, str]] = [("around", name) for name in around]
        fields += [("depth", str(self.depth))] * (self.depth > 1) + [("kinds", ",".join(self.kinds))] * bool(self.kinds)
        return f"/network?{urlencode(fields)}"

    def _text(self, text: str | Mapping[str, str] | None) -> str:
        return (text or "") if isinstance(text, str | None) else text[self._lang]
