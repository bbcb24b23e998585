"""Posts that the words before a role deny: of a condition, a wish or a plan, or held no longer."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.facts.post_words import words
from kpugraph.model import TextItem

NOT = {"tidak", "tak", "bukan"}


def is_unreal(items: Sequence[TextItem], i: int) -> bool:
    """ "Jika terpilih menjadi Ketua X, A akan …": whether the role is that of a condition or a wish."""
    k = i - 1
    while k > 0 and items[k].text.lower() in words().becoming:
        k -= 1
    if k == i - 1:  # "calon kuat Ketua X"
        return k >= 0 and items[k].text.lower() in words().prospects
    if items[k].kind == "person":  # "Jika A menjadi Ketua X, …", "akan digantikan A sebagai Ketua X"
        k -= 1
    planned = k > 0 and items[k - 1].text.lower() in words().vacant
    return items[k].text.lower() in words().unreal or (planned and items[k].text in words().passing_on)


def is_over(items: Sequence[TextItem], i: int) -> bool:
    """ "Sejak tidak lagi menjabat Ketua X, A mengajar": whether the words before the role say that it is over."""
    k = i - 1
    while k > 0 and items[k].text.lower() in words().becoming:
        k -= 1
    return k > 0 and items[k].text.lower() == "lagi" and items[k - 1].text.lower() in NOT
