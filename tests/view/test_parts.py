"""The parts of the network page that need no browser: the cut, the sentences, the layout, the style."""

from __future__ import annotations

import json
import math
from pathlib import Path

import networkx as nx
import pytest

from kpugraph import view
from kpugraph.errors import DataError, KpugraphError, NotFoundError
from kpugraph.store import Reader
from kpugraph.view import network as networks
from kpugraph.view import page, proofs, select, style
from kpugraph.view.layout import positions
from kpugraph.view.model import Fact, Left, Network, Node, Proof, Source


@pytest.fixture(scope="module")
def whole(reader: Reader) -> Network:
    """The network of the published articles with its sentences."""
    found = networks.load(reader)
    proofs.add(found, reader)
    return found


def _network(nodes: list[Node], facts: list[Fact]) -> Network:
    network = Network(nx.MultiDiGraph())
    for node in nodes:
        network.graph.add_node(node.id, node=node, facts=[])
    for fact in facts:
        network.graph.add_edge(fact.subject, fact.object, fact=fact)
    return network


def _dated() -> Network:
    """Two events, an undated one, a letter of a year, and a member who is mentioned in one month."""
    nodes = [
        Node("april", "event", "April", start="2022-04-12", end="2022-04-12"),
        Node("spring", "event", "Spring", start="2022-03", end="2022-05-01"),
        Node("undated", "event", "Undated", start="--02-11", end="--02-11"),
        Node("letter", "document", "Letter", start="2022", end="2022"),
        Node("member", "person", "Member"),
        Node("guest", "person", "Guest"),
        Node("body", "body", "Body"),
        Node("above", "body", "Above"),
    ]
    facts = [
        Fact("member", "org:member", "body", start="2022-02-11", end="2022-02-20"),
        Fact("april", "schema:organizer", "body"),
        Fact("body", "org:subOrganizationOf", "above"),
        Fact("undated", "schema:attendee", "guest"),
    ]
    return _network(nodes, facts)


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("2022-04", "2022-04", {"april", "spring", "letter", "body"}),
        ("2022-02-20", "2022-02-28", {"letter", "member", "body"}),
        (None, "2022-03-01", {"spring", "letter", "member", "body"}),
        ("2022-05-02", None, {"letter"}),
    ],
)
def test_a_period_keeps_what_belongs_to_it(start: str | None, end: str | None, kept: set[str]) -> None:
    """Partial dates count with every day they can mean; people and bodies stay by the lines of the period alone."""
    network, left = select.period(_dated(), start, end)
    assert set(network.graph) == kept
    assert sum(one.count for one in left) == 8 - len(kept)
    assert Left("undated", 1) in left


def test_a_neighbourhood_reaches_as_far_as_asked() -> None:
    """Depth counts lines, whichever way they point, and what lies farther is counted."""
    chain = _network([Node(name, "body", name) for name in "abcde"], [Fact(a, "x", b) for a, b in ("ab", "cb", "cd")])
    near, left = select.neighbourhood(chain, "a", 2)
    assert set(near.graph) == {"a", "b", "c"}
    assert left == [Left("focus", 2, "a")]
    everything, nothing = select.neighbourhood(near, "a", 2)
    assert (set(everything.graph), nothing) == ({"a", "b", "c"}, [])


def test_the_nearest_are_kept_before_the_best_connected() -> None:
    """With a centre the nodes next to it are kept first, without one those with the most lines."""
    star = _network(
        [Node(name, "body", name) for name in "abcdef"], [Fact("a", "x", "b"), *(Fact("c", "x", o) for o in "bdef")]
    )
    assert set(select.largest(star, 2, "a")[0].graph) == {"a", "b"}
    kept, left = select.largest(star, 2, None)
    assert set(kept.graph) == {"b", "c"}
    assert left == [Left("many", 4, "2")]


def test_a_focus_must_be_drawn() -> None:
    """An IRI that names no node of the network is an error with the name that was asked for."""
    with pytest.raises(NotFoundError, match="example"):
        select.focus(_dated(), "https://example.org/x", "https://example.org/x")


@pytest.mark.parametrize("day", ["April", "2022-02-30", "--02-11", ""])
def test_a_bound_without_a_year_is_an_error(day: str) -> None:
    """A period needs bounds with a year that exist in the calendar."""
    with pytest.raises(KpugraphError, match="is no date"):
        select.period(_dated(), day, "2022")


def test_every_line_has_its_sentence(whole: Network) -> None:
    """Each fact read from a text shows a sentence with a marked span; only a body's region is no claim of a text."""
    facts = list(whole.facts())
    bare = {fact.relation for fact in facts if not fact.proofs}
    assert len(facts) > 30
    assert bare <= {"dct:spatial"}
    for proof in (proof for fact in facts for proof in fact.proofs):
        assert proof.source in whole.sources
        assert proof.marks
        assert all(0 <= start < end <= len(proof.text) for start, end in proof.marks)
        assert all(proof.text[start:end].strip() for start, end in proof.marks)


def test_a_quotation_and_its_speaker_are_marked_in_one_sentence(whole: Network) -> None:
    """Claims of one fact that stand in one sentence give that sentence once, with a mark for each."""
    said = [f for f in whole.facts() if f.relation == "schema:spokenByCharacter"]
    assert len(said) == 3
    dody = next(fact for fact in said if "dody" in fact.subject)
    marked = [[proof.text[a:b] for a, b in proof.marks] for proof in dody.proofs]
    assert ["Dody"] in [marks[-1:] for marks in marked]
    assert any(mark.startswith("Zona Integritas merupakan komitmen") for marks in marked for mark in marks)


def test_a_post_says_its_division_and_when_it_was_mentioned(whole: Network) -> None:
    """A post carries its role in both languages, its division, and the dates between which it is evidenced."""
    post = next(f for f in whole.facts() if f.relation == "org:member" and "mauludini" in f.subject)
    assert (post.name.id, post.name.en) == ("Kepala Sub Bagian", "Head of Subsection")  # type: ignore[union-attr]
    assert "Perencanaan, Data dan Informasi" in post.details
    assert (post.start, post.end) == ("2022-02-11", "2022-02-11")


def test_marks_cut_a_sentence_by_characters() -> None:
    """A sentence with signs beyond the basic plane is cut where Python counts, so that no mark slips in the browser."""
    sentence = "😀😀 Ketua Maskup hadir."
    network = _network([Node("a", "person", "A"), Node("b", "body", "B")], [Fact("a", "org:member", "b")])
    network.change(
        lambda fact: Fact(fact.subject, fact.relation, fact.object, proofs=(Proof("s", sentence, ((3, 8),), ()),))
    )
    network.sources["s"] = Source("s", "Judul")
    text = page.render(network, style.load(), page.Asked())
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert data["evidence"][0]["parts"] == ["😀😀 ", "Ketua", " Maskup hadir."]


def test_the_layout_is_the_same_whatever_the_order() -> None:
    """Places depend on nodes and lines alone, not on the order in which they were added."""
    edges = [(f"n{i}", f"n{i * 7 % 40}") for i in range(1, 40)]
    one, other = nx.Graph(edges), nx.Graph([(b, a) for a, b in reversed(edges)])
    assert positions(one) == positions(other)


def test_the_layout_follows_the_graph() -> None:
    """Neighbours stand nearer than nodes at the other end, in a chain and across communities of a large graph."""
    for length in (12, 400):
        placed = positions(nx.path_graph([f"n{i:03}" for i in range(length)]))
        assert len(set(placed.values())) == length
        steps = [math.dist(placed[f"n{i:03}"], placed[f"n{i + 1:03}"]) for i in range(length - 1)]
        ends = math.dist(placed["n000"], placed[f"n{length - 1:03}"])
        assert ends > 3 * sorted(steps)[length // 2]


@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_the_smallest_graphs_have_a_layout(nodes: int) -> None:
    """No node, one node and two that touch nothing are placed too."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(str(i) for i in range(nodes))
    assert len(set(positions(graph).values())) == nodes


def test_a_style_that_lacks_something_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relation without its words, and a kind without its colour, are errors that name the file."""
    (tmp_path / "relations.toml").write_text('["kg:leader"]\nname = { id = "memimpin" }\n', "utf-8")
    monkeypatch.setattr(style, "_RELATIONS", tmp_path / "relations.toml")
    with pytest.raises(DataError, match=r"relations\.toml"):
        style.load()
    (tmp_path / "view.ttl").write_text("<https://schema.org/Person> a <x:y> .", "utf-8")
    monkeypatch.setattr("kpugraph.assets.path", lambda *_: tmp_path / "view.ttl")
    with pytest.raises(DataError, match=r"view\.ttl: schema:Person has no rdfs:label@id"):
        style.load()


def test_every_relation_and_kind_of_the_graph_has_its_words(whole: Network) -> None:
    """The style names all that the network draws, in both languages."""
    shipped = style.load()
    assert {fact.relation for fact in whole.facts()} <= {relation.id for relation in shipped.relations}
    assert {node.kind for node in whole.nodes()} <= {kind.id for kind in shipped.kinds}


def test_a_period_holds_nothing_that_has_no_date(offices: Reader, tmp_path: Path) -> None:
    """In a period without news nothing is left to draw, and an end before the start is refused."""
    with pytest.raises(KpugraphError, match="nothing to draw"):
        view.write(offices, tmp_path / "page.html", start="1999", end="1999")
    with pytest.raises(KpugraphError, match="is after --to"):
        view.write(offices, tmp_path / "page.html", start="2025", end="2023")


def test_a_mistyped_focus_is_answered_with_the_likest_names(offices: Reader, tmp_path: Path) -> None:
    """Names of every kind are offered whose words are like those asked for."""
    with pytest.raises(NotFoundError, match="nearest: KPU Kabupaten Pati"):
        view.write(offices, tmp_path / "page.html", focus="KPU Kabupten Pati")
