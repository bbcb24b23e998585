"""Mentions that say just the same, as one profile."""

from __future__ import annotations

from builders import article, body, person, post

from kpugraph.entities import resolve
from kpugraph.entities.nodes import PersonNode
from kpugraph.entities.profiles import again, grouped, is_alone
from kpugraph.entities.views import view
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions

OF = "KPU Kabupaten Semarang"


def chair(page: str, name: str = "Maskup Asyadi", date: str = "2022-05-01", **more: str) -> ArticleFacts:
    return article(page, person(name), body(OF), post(name, "Ketua", OF, **more), date=date)


def nodes(*articles: ArticleFacts) -> list[PersonNode]:
    return [node for each in articles for node in view(each, load_regions()).people]


def test_the_same_name_in_the_same_post_is_one_profile() -> None:
    """Whatever the day; one mention stands for all, at the first article, with the first and the last day."""
    standing, members = grouped(nodes(chair("b", date="2023-01-05"), chair("a"), chair("c", date="2021-03-02")))
    ((profile, node),) = standing.items()
    assert (node.article, node.count, node.stints[0].days) == ("article/a-1", 3, ("2021-03-02", "2023-01-05"))
    assert sorted(member.article for member in members[profile]) == ["article/a-1", "article/b-1", "article/c-1"]


def test_what_says_more_or_less_is_another_profile() -> None:
    """Another name, role, body, term or status is another profile, as is one of a page by itself."""
    one = chair("a")
    others = [
        chair("b", "Maskup"),
        chair("b", period="2018-2023"),
        chair("b", status="acting"),
        article("b", person("Maskup Asyadi"), body(OF), post("Maskup Asyadi", "Anggota", OF)),
        article("b", person("Maskup Asyadi")),
    ]
    for other in others:
        assert len(grouped(nodes(one, other))[0]) == 2


def test_what_may_be_somebody_else_stands_alone() -> None:
    """A single word, a stated beginning or end, and a name like another of the same article are never taken together."""
    single = nodes(chair("a", "Maskup"), chair("b", "Maskup"))
    ended = nodes(chair("a", end="2022-04-30"), chair("b", end="2022-04-30"))
    beside = nodes(*(article(p, person("Siti Aminah"), person("Siti Aminah Putri")) for p in "ab"))
    for found in (single, ended, beside):
        assert all(is_alone(node.profile) for node in found)
        assert len(grouped(found)[0]) == len(found)


def test_each_repeated_mention_says_why_it_is_the_same() -> None:
    """It names the first mention of the profile, with a score that is enough and its reasons."""
    found = resolve([chair("a"), chair("b", date="2023-01-05"), chair("c", date="2021-03-02")], load_regions())
    told = [(v.verdict, v.article, v.other_article) for v in found.identities]
    assert told == [("same", "article/b-1", "article/a-1"), ("same", "article/c-1", "article/a-1")]
    (first,) = nodes(chair("a"))
    assert {v.score for v in found.identities} == {again(first)[0]}
    assert all("the same role, Ketua (+0.15)" in v.reasons for v in found.identities)
