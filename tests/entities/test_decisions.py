"""Corrections by people: read from CSV, applied where their quote stands, stale where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import article, body, event, person, post

from kpugraph.entities import resolve
from kpugraph.entities.decisions import COLUMNS, Decision, Decisions, load
from kpugraph.entities.model import Entities
from kpugraph.errors import DataError
from kpugraph.model import ArticleFacts, Span
from kpugraph.quads import lines
from kpugraph.regions import load_regions

SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"
OF = "KPU Kabupaten Semarang"
SAID = {"by": "Rina", "on": "2024-02-14", "why": "asked the office"}


def told(page: str, name: str, role: str = "Anggota", date: str = "2022-05-01") -> ArticleFacts:
    return article(page, person(name), body(OF), post(name, role, OF), event("apel", "Apel", date, OF), date=date)


def resolved(decisions: list[Decision], *articles: ArticleFacts) -> Entities:
    return resolve(articles, load_regions(), Decisions(tuple(decisions)))


def row(**cells: str) -> str:
    return ",".join(f'"{cells.get(column, "")}"' for column in COLUMNS)


def joined(decision: Decision, *articles: ArticleFacts) -> Entities:
    return resolved([decision], *articles)


def mentioning(facts: ArticleFacts) -> ArticleFacts:
    """The article with a text in which its people stand by name."""
    page = replace(facts.article.page, text=f"Berita\n\nSatu dua tiga: {', '.join(p.name for p in facts.persons)}.")
    return replace(
        facts, article=replace(facts.article, page=page, body=Span(facts.article.body.start, len(page.text)))
    )


def test_a_decision_on_both_sides_joins_two_persons() -> None:
    """The names of both sides stand in their quotes: one person, whose verdict is the decision's."""
    a, b = mentioning(told("a", "Siti Aminah")), mentioning(told("b", "Minah Prawiro"))
    quote = "Satu dua tiga: {}."
    same = Decision(
        "same", "a", quote.format("Siti Aminah"), "Siti Aminah", other_page="b", other_quote=quote.format("Minah Prawiro"),
        other_form="Minah Prawiro", **SAID,
    )  # fmt: skip
    found = joined(same, a, b)
    assert len(found.persons) == 1
    assert any(reason == f"decision {same.id}" for v in found.identities for reason in v.reasons)
    assert [d.stale for d in found.decisions] == ["", ""]


def test_not_same_parts_what_the_rules_join() -> None:
    """Two mentions of one name and post stay two persons, with paths of their own."""
    a, b = mentioning(told("a", "Siti Aminah")), mentioning(told("b", "Siti Aminah"))
    quote = "Satu dua tiga: Siti Aminah."
    apart = Decision(
        "not-same", "a", quote, "Siti Aminah", other_page="b", other_quote=quote, other_form="Siti Aminah", **SAID
    )
    found = joined(apart, a, b)
    assert len({p.path for p in found.persons}) == 2
    assert len(resolved([], a, b).persons) == 1


def test_a_name_is_changed_and_its_claim_says_by_whom() -> None:
    """The person bears the new name; the claim quotes the old form and ends with the decision."""
    rename = Decision("rename", "a", "Satu dua tiga: Siti Aminah.", "Siti Aminah", value="Siti Aminah Hasan", **SAID)
    found = joined(rename, mentioning(told("a", "Siti Aminah")))
    assert [p.name for p in found.persons] == ["Siti Aminah Hasan"]
    (claim,) = [c for c in found.claims if c.property == "name"]
    assert claim.value == "Siti Aminah Hasan"
    assert rename.said() in claim.evidence.steps[-1]


def test_a_rejected_post_is_gone_and_the_person_stays() -> None:
    """The tenure goes, the person and the other facts of the quote stay."""
    reject = Decision("reject", "a", "Satu", "Siti Aminah", field="post", **SAID)
    found = joined(reject, told("a", "Siti Aminah"))
    assert found.tenures == ()
    assert len(found.persons) == 1
    assert len(found.events) == 1
    assert [(d.action, d.stale) for d in found.decisions] == [("reject", "")]


def test_an_edited_value_shows_its_decision_as_the_last_step() -> None:
    """The value is the decision's, and the claim's steps say what it was, who changed it and why."""
    edit = Decision("edit", "a", "Satu", "Siti Aminah", field="post.role", value="Ketua", **SAID)
    found = joined(edit, told("a", "Siti Aminah"))
    (claim,) = [c for c in found.claims if c.property == "role"]
    assert claim.value == "Ketua"
    assert claim.evidence.steps[-1] == f"Anggota -> Ketua: {edit.said()}"


def test_an_events_day_can_be_edited() -> None:
    """The event moves to the day that the decision gives."""
    edit = Decision("edit", "a", "Satu", "Apel", field="event.date", value="2022-06-02", **SAID)
    found = joined(edit, told("a", "Siti Aminah"))
    assert [c.value for c in found.claims if c.property == "event_start"] == ["2022-06-02"]


@pytest.mark.parametrize(
    ("quote", "form", "why"),
    [
        ("Empat lima", "Siti Aminah", "its quote stands in the page no more"),
        ("dua tiga", "Siti Aminah", "its quote gives no post of 'Siti Aminah'"),
        ("Satu", "Budi", "its quote gives no post of 'Budi'"),
    ],
)
def test_a_decision_that_does_not_fit_is_stale_and_changes_nothing(quote: str, form: str, why: str) -> None:
    """A changed sentence or a name that is not there: reported, not applied."""
    reject = Decision("reject", "a", quote, form, field="post", **SAID)
    found = joined(reject, told("a", "Siti Aminah"))
    assert [d.stale for d in found.decisions] == [why]
    assert len(found.tenures) == 1


def test_a_wikidata_item_is_the_persons_own() -> None:
    """A link stands on the person and on nobody else."""
    link = Decision("link", "a", "Satu dua tiga: Siti Aminah.", "Siti Aminah", value="Q42", **SAID)
    found = joined(link, mentioning(told("a", "Siti Aminah")), told("b", "Budi Santoso"))
    assert {p.name: p.same_as for p in found.persons} == {"Siti Aminah": ("Q42",), "Budi Santoso": ()}


def test_a_body_is_linked_with_its_wikidata_item() -> None:
    """A link of a body stands on it, and the decision names it; a form that the quote does not have is stale."""
    told_of = told("a", "Siti Aminah")
    name = told_of.bodies[0].name
    quote = told_of.article.page.text[told_of.bodies[0].evidence[0].start : told_of.bodies[0].evidence[0].end]
    found = joined(Decision("link", "a", quote, name, "body", "Q43", **SAID), told_of)
    (applied,) = found.decisions
    assert applied.stale == ""
    assert applied.about == (found.bodies[[b.name for b in found.bodies].index(name)].path,)
    assert f"<https://w3id.org/kpugraph/{applied.about[0]}> {SAME_AS} <http://www.wikidata.org/entity/Q43> .\n" in set(
        lines(found)
    )
    (stale,) = joined(Decision("link", "a", quote, "KPU Kota Palu", "body", "Q43", **SAID), told_of).decisions
    assert stale.stale.startswith("no body is named 'KPU Kota Palu' in its quote")


def test_files_are_read_by_name_and_rows_keep_their_place(tmp_path: Path) -> None:
    """Every CSV file of the folder counts; a row twice counts once."""
    line = row(action="reject", page="a", quote="Satu", field="post", by="Rina", on="2024-02-14", why="wrong")
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_text(f"{','.join(COLUMNS)}\n{line}\n", "utf-8")
    (tmp_path / "notes.txt").write_text("not read", "utf-8")
    (only,) = load(tmp_path).rows
    assert (only.action, only.where) == ("reject", "a.csv:2")


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"action": "merge"}, "unknown action 'merge'"),
        ({"by": ""}, "by is empty"),
        ({"on": "14/2/2024"}, "on is no day"),
        ({"field": "posts"}, "unknown kind of fact 'posts'"),
        ({"action": "edit", "field": "post.person"}, "cannot be edited"),
        ({"action": "edit", "field": "event.date", "value": "2 Mei"}, "is no date"),
        ({"action": "edit", "field": "post.status", "value": "gone"}, "is no status"),
        ({"action": "same", "form": "A"}, "other_page is empty"),
        ({"action": "link", "form": "A", "value": "42", "field": ""}, "is no Wikidata item"),
        ({"action": "link", "form": "A", "value": "Q42", "field": "event"}, "'event' cannot be linked"),
    ],
)
def test_a_wrong_row_names_file_and_line(cells: dict[str, str], complaint: str, tmp_path: Path) -> None:
    """The error says which file and line, what is wrong, and what to do."""
    base = {
        "action": "reject",
        "page": "a",
        "quote": "Satu",
        "field": "post",
        "by": "Rina",
        "on": "2024-02-14",
        "why": "w",
    }
    (tmp_path / "x.csv").write_text(f"{','.join(COLUMNS)}\n{row(**{**base, **cells})}\n", "utf-8")
    with pytest.raises(DataError, match=complaint) as caught:
        load(tmp_path)
    assert caught.value.where == "x.csv:2"
    assert caught.value.todo


def test_rows_that_contradict_are_refused(tmp_path: Path) -> None:
    """What one row joins and another parts is an error that names both."""
    cells = {"page": "a", "quote": "Satu", "form": "A", "other_page": "b", "other_quote": "Dua", "other_form": "B",
             "by": "Rina", "on": "2024-02-14", "why": "w"}  # fmt: skip
    lines = [row(action="same", **cells), row(action="not-same", **cells)]
    (tmp_path / "x.csv").write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", "utf-8")
    with pytest.raises(DataError, match=r"says not-same where x\.csv:2 says same"):
        load(tmp_path)
