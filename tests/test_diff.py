"""What changed between two graphs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import article, body, document, event, person, post
from click.testing import CliRunner

from kpugraph import diff, entities, quads, store
from kpugraph.cli import cli
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions
from kpugraph.store import Reader

OFFICE = "KPU Kabupaten Semarang"


def graph(path: Path, *articles: ArticleFacts) -> Reader:
    store.write(path, quads.lines(entities.resolve(articles, load_regions())))
    return Reader.open(path)


def first() -> ArticleFacts:
    holds = post("Ani Lestari", "Anggota", OFFICE)
    return article(
        "a",
        person("Ani Lestari"),
        body(OFFICE),
        holds,
        event("rapat", "Rapat", "2022-01-05", OFFICE),
        date="2022-01-05",
    )


def second() -> ArticleFacts:
    found = (person("Budi Raharjo"), body(OFFICE), post("Budi Raharjo", "Ketua", OFFICE), document("Surat", "7/X/2022"))
    return article("b", *found, date="2022-03-01")


@pytest.fixture
def grown(tmp_path: Path) -> diff.Diff:
    return diff.compare(graph(tmp_path / "a", first()), graph(tmp_path / "b", first(), second()))


def test_what_came_is_new_and_in_the_other_direction_gone(tmp_path: Path) -> None:
    """A person, post, document and article that only one graph has stand under new one way and under gone the other."""
    a, b = graph(tmp_path / "a", first()), graph(tmp_path / "b", first(), second())
    grown, shrunk = diff.compare(a, b), diff.compare(b, a)
    for kind, label in (("people", "Budi Raharjo"), ("posts", f"Budi Raharjo, Ketua, {OFFICE}"),
                        ("documents", "Surat Nomor 7/X/2022"), ("articles", "Berita")):  # fmt: skip
        assert [thing.label for thing in grown.sections[kind].added] == [label]
        assert grown.sections[kind].added == shrunk.sections[kind].gone
        assert not grown.sections[kind].gone
    assert not grown.sections["events"]


def test_a_changed_field_shows_both_values(tmp_path: Path) -> None:
    """A post evidenced on a later day is changed in that field and in no other."""
    later = article("c", person("Ani Lestari"), body(OFFICE), post("Ani Lestari", "Anggota", OFFICE), date="2023-06-01")
    found = diff.compare(graph(tmp_path / "a", first()), graph(tmp_path / "b", first(), later))
    (changed,) = found.sections["posts"].changed
    assert changed.changes == (diff.Change("last evidenced", ("2022-01-05",), ("2023-06-01",)),)


def test_equal_graphs_do_not_differ(tmp_path: Path) -> None:
    """The order in which articles came makes no difference, and the report says that nothing differs."""
    same = diff.compare(graph(tmp_path / "a", first(), second()), graph(tmp_path / "b", second(), first()))
    assert not same
    assert "differs" in list(diff.as_markdown(same))[-1]


def test_another_iri_alone_is_a_change_of_the_iri(tmp_path: Path) -> None:
    """A thing that is the same in every field under another IRI has not gone and come."""
    text = '<https://e.org/%s> a <https://schema.org/Event> ; <https://schema.org/name> "Apel"@id .'
    for name in "ab":
        (tmp_path / f"{name}.ttl").write_text(text % name)
    found = diff.compare(*(Reader.of_file(tmp_path / f"{name}.ttl") for name in "ab"))
    (changed,) = found.sections["events"].changed
    assert [change.field for change in changed.changes] == ["IRI"]


def test_markdown_keeps_hostile_text_on_one_line_and_without_effect(grown: diff.Diff) -> None:
    """A label cannot open a heading, a link or HTML."""
    thing = diff.Thing("https://e.org/x", "a\n# b <img> [c](d)", {})
    section = diff.Section(added=[thing])
    lines = list(diff.as_markdown(diff.Diff("a", "b", {"people": section})))
    assert lines[-1] == r"- a # b \<img\> \[c\](d)"


def test_the_command_follows_gits_exit_codes(tmp_path: Path) -> None:
    """Differences are 0, or 1 with --exit-code; a path that is no graph is 2 with one line; JSON is JSON."""
    graph(tmp_path / "a", first())
    graph(tmp_path / "b", first(), second())
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    run = CliRunner().invoke
    assert run(cli, ["diff", a, b]).exit_code == 0
    assert run(cli, ["diff", a, b, "--exit-code"]).exit_code == 1
    assert run(cli, ["diff", a, a, "--exit-code"]).exit_code == 0
    found = json.loads(run(cli, ["diff", a, b, "--json"]).output)
    assert found["people"]["added"][0]["label"] == "Budi Raharjo"
    assert "no such store" in str(run(cli, ["diff", a, str(tmp_path / "none")]).exception)
