"""Resolution as a whole."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from builders import article, body, person, post

from kpugraph.entities import resolve
from kpugraph.errors import DataError, EvidenceError
from kpugraph.model import ArticleFacts, PersonFact
from kpugraph.regions import load_regions


def test_the_order_of_the_articles_makes_no_difference(gold_facts: list[ArticleFacts]) -> None:
    """Any order of the same facts gives equal entities."""
    others = [
        article(f"p{i}", person(name), body(of), post(name, "Ketua", of), office=office, date=f"2022-0{i + 1}-01")
        for i, (name, of, office) in enumerate(
            [
                ("Sri Lestari", "KPU Kabupaten Semarang", "33.22"),
                ("Sri Lestari", "KPU Provinsi Jawa Tengah", "33.22"),
                ("Sri Lestari", "KPU Kabupaten Magelang", "33.08"),
                ("Maskup Asyadi", "KPU Kabupaten Semarang", "33.08"),
            ]
        )
    ]
    facts = [*gold_facts, *others]
    first = resolve(facts, load_regions())
    for seed in range(20):
        random.Random(seed).shuffle(facts)
        assert resolve(facts, load_regions()) == first


def test_a_fact_without_evidence_is_refused() -> None:
    """Nothing enters the graph without a quote."""
    with pytest.raises(EvidenceError, match="no evidence"):
        resolve([article("a", PersonFact("Sri Lestari"))], load_regions())


def test_a_page_given_twice_counts_once(gold_facts: list[ArticleFacts]) -> None:
    """Reading a page twice changes nothing."""
    assert resolve([*gold_facts, *gold_facts], load_regions()) == resolve(gold_facts, load_regions())


def test_two_pages_of_one_id_are_refused() -> None:
    """Offsets count in one text: another text under the same id is an error, not a mixture."""
    facts = article("a", person("Sri Lestari"))
    page = replace(facts.article.page, text=facts.article.page.text + " Lagi.")
    other = replace(facts, article=replace(facts.article, page=page))
    with pytest.raises(DataError, match="two pages have the id 'a'"):
        resolve([facts, other], load_regions())


def test_the_published_page_has_its_five_people_and_posts(gold_facts: list[ArticleFacts]) -> None:
    """The annotated facts become five persons, five posts, three bodies, six events, two letters, two terms."""
    found = resolve(gold_facts, load_regions())
    sizes = {kind: len(getattr(found, kind)) for kind in ("persons", "posts", "bodies", "events", "documents", "terms")}
    assert sizes == {"persons": 5, "posts": 5, "bodies": 3, "events": 6, "documents": 2, "terms": 2}
    assert len(found.statements) == 3


def test_an_office_of_its_own_body_only_publishes(gold_facts: list[ArticleFacts]) -> None:
    """The publisher of an article is the office of its site."""
    found = resolve(
        [replace(f, bodies=(), posts=(), events=(), terms=(), documents=(), statements=()) for f in gold_facts],
        load_regions(),
    )
    assert {a.publisher for a in found.articles} == {"body/kpu-kabupaten-semarang"}
