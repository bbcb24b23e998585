"""Second posts of one person: besides the first, before it, after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kpugraph.facts.post_words import words
from kpugraph.facts.stated_posts import StatedPosts
from kpugraph.model import RolePhrase

_BESIDES = {
    "dan",
    "serta",
    "yang",
    "juga",
    "pernah",
    "sebelumnya",
    "semula",
    "menjadi",
    "menjabat",
    "sempat",
}  # between two posts of one person


@dataclass
class SecondPosts(StatedPosts):
    """Adds such posts. ``chained``: roles that were read with the one before them."""

    chained: set[int] = field(default_factory=set)

    def also(self, i: int, phrase: RolePhrase, k: int) -> None:
        """ "A, anggota Bawaslu X [sekaligus] Koordinator Divisi Y, …": a second post of the one before the first."""
        j = i + 1
        while j < min(i + 3, len(self.items)) and (
            self.items[j].text.lower() in words().joined or self.items[j].text.lower() in {"selaku", "sebagai"}
        ):
            j += 1
        if j >= len(self.items) or self.items[j].kind != "post" or phrase.body is None:
            return
        second = self.phrase(j)
        if second.division is None or second.body is not None or self.holders.forward(j, second)[0]:
            return
        self.add(replace(second, body=phrase.body), j, k, "posts.shared")
        self.chained.add(j)

    def besides(self, i: int, phrase: RolePhrase, k: int) -> None:
        """ "A, mantan Ketua KPU X dan dosen Universitas Y, hadir": a second post, of another body, that ends at a mark."""
        j = i + 1
        if j + 1 < len(self.items) and self.items[j].text == "," and self.items[j + 1].text in {"semula", "sebelumnya"}:
            j += 1  # "A sebagai Kasubbag X, semula Kasubbag Y;"
        while j < min(i + 5, len(self.items)) and self.items[j].text.lower() in _BESIDES | words().joined:
            j += 1
        if j == i + 1 or j + 1 >= len(self.items) or self.items[j].kind != "post" or j in self.chained:
            return
        second = self.phrase(j)
        if words().past & {item.text.lower() for item in self.items[i + 1 : j]}:
            second = replace(second, status="former")
        other = second.body is not None and second.body.specific and phrase.body is not None
        tied = self.items[j - 1].text.lower() in {"juga", *words().joined}
        if not tied and "former" not in {phrase.status, second.status}:
            return  # "A, Ketua KPU X dan Kapolres X.": the head of another body is another person
        if not other or self.items[j + 1].text not in {",", ".", ")"} or self.holders.forward(j, second)[0]:
            return
        if second.body is not None and phrase.body is not None and second.body.name != phrase.body.name:
            self.add(second, j, k, "posts.besides")
            self.chained.add(j)

    def then(self, i: int, k: int) -> None:
        """ "A dimutasi dari R menjadi S", "A, yang pernah menjabat R, kini S": what the former holder of R is since."""
        j = i + 1
        while j < min(i + 7, len(self.items)) and self.items[j].text.lower() in words().since:
            j += 1
        if j == i + 1 or j >= len(self.items) or self.items[j].kind != "post" or j in self.chained:
            return
        if self.items[j - 1].text == "," or self.holders.forward(j, self.phrase(j))[0]:
            return
        self.add(self.phrase(j), j, k, "posts.name-role")
        self.chained.add(j)
