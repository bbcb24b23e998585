"""Other networks made from the whole one, how networks are measured, and what the commands say of both."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kpugraph import view
from kpugraph.errors import KpugraphError, NotFoundError
from kpugraph.store import Reader
from kpugraph.view import metrics, places, projections, proofs, select
from kpugraph.view import network as networks
from kpugraph.view.model import Fact, Left, Network, Node, Proof


@pytest.fixture(scope="module")
def whole(reader: Reader) -> Network:
    return networks.load(reader)


def _named(network: Network, name: str) -> str:
    return next(node.id for node in network.nodes() if node.label == name)


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kpugraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _kinds(network: Network) -> set[str]:
    return {node.kind for node in network.nodes()}


def test_people_and_bodies_leave_the_rest_out(whole: Network, reader: Reader) -> None:
    """Only people and bodies stay, and what goes is counted."""
    found, left = projections.project(whole, "people-bodies", reader, None)
    assert _kinds(found) == {"person", "body"}
    assert left == [Left("as", len(whole.graph) - len(found.graph), "people-bodies")]


def test_those_whom_one_article_names_appeared_together(whole: Network, reader: Reader) -> None:
    """Two people of one article are joined once, with its sentences about both and the events they shared; others are not."""
    found, _ = projections.project(whole, "co-appearance", reader, None)
    proofs.add(found, reader)
    assert _kinds(found) == {"person"}
    pairs = {
        frozenset((found.node(f.subject).label, found.node(str(f.object)).label)): f for f in found.facts() if f.object
    }
    together = pairs[frozenset(("Maskup Asyadi", "Dody Orbany"))]
    assert together.weight == 1
    assert together.details == ("Rapat Persiapan Pembangunan Zona Integritas",)
    marked = [proof.text[a:b] for proof in together.proofs for a, b in proof.marks]
    assert any("Maskup" in mark for mark in marked)
    assert any("Dody" in mark for mark in marked)
    assert frozenset(("Maskup Asyadi", "Bernad Dermawan Sutrisno")) not in pairs
    assert len(pairs) == 6  # four people of one article, one of the other


def test_a_career_and_officers_need_a_focus_of_their_kind(whole: Network, reader: Reader) -> None:
    """One person's posts, one body's officers: nothing else, and without such a focus an error that says what to name."""
    chair, body = _named(whole, "Maskup Asyadi"), _named(whole, "KPU Kabupaten Semarang")
    career, _ = projections.project(whole, "career", reader, chair)
    assert set(career.graph) == {chair, body}
    officers, _ = projections.project(whole, "officers", reader, body)
    assert len(officers.graph) == 5
    for name, centre in (("career", None), ("career", body), ("officers", chair)):
        with pytest.raises(KpugraphError, match=f"--as {name}"):
            projections.project(whole, name, reader, centre)


def test_what_is_read_less_surely_can_be_left_out() -> None:
    """A fact is as sure as its surest sentence; one below the floor goes, one that no text had to say stays."""
    network = Network(nx.MultiDiGraph())
    for name in "ab":
        network.graph.add_node(name, node=Node(name, "body", name), facts=[])
    for sure in (0.5, 0.7, 0.9):
        proof = Proof("s", "x", ((0, 1),), (("rule", sure),))
        network.graph.add_edge("a", "b", fact=Fact("a", "r", "b", name=str(sure), proofs=(proof,)))
    network.graph.add_edge("a", "b", fact=Fact("a", "r", "b", name="bare"))
    kept, left = select.sure(network, 0.7)
    assert {fact.name for fact in kept.facts()} == {"0.7", "0.9", "bare"}
    assert left == [Left("unsure", 1, "0.7")]
    assert len(list(network.facts())) == 4


def test_kinds_can_be_chosen(whole: Network) -> None:
    """Nodes of other kinds go and are counted."""
    kept, left = select.kinds(whole, ["event", "document"])
    assert _kinds(kept) == {"event", "document"}
    assert left == [Left("kinds", 8, "event,document")]


def test_people_and_events_belong_to_the_regions_of_their_bodies(whole: Network) -> None:
    """A chair belongs to the regency of the office, an event to that of its organiser, a national body to none."""
    assert whole.node(_named(whole, "Maskup Asyadi")).regions == ("33.22",)
    assert whole.node(_named(whole, "Rapat Persiapan Pembangunan Zona Integritas")).regions == ("33.22",)
    assert whole.node(_named(whole, "KPU RI")).regions == ()
    assert places.provinces(whole) == [{"code": "33", "name": "Jawa Tengah"}]


def test_every_region_has_coordinates_within_the_country() -> None:
    """All provinces, regencies and cities stand on the map, between Sabang and Merauke."""
    found = places.coordinates()
    assert len(found) == 552
    assert all(94_500 < one["x"] < 141_500 and -11_500 < one["y"] < 6_500 for one in found)


def test_metrics_find_the_one_in_between() -> None:
    """Of two triangles joined by one node, that node has the highest betweenness, and the triangles are communities."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x"), ("a", "m"), ("m", "x")])
    found = metrics.measure(graph)
    assert max(found.between, key=lambda name: (found.between[name], name)) in ("a", "m", "x")
    assert found.between["m"] == pytest.approx(9 / 15)
    assert found.community["b"] == found.community["c"] != found.community["y"] == found.community["z"]
    assert found.best()[:2] == ["a", "x"]
    assert not found.estimated


def test_stats_say_how_the_network_hangs_together(published_store: Path) -> None:
    """``stats --network --json`` counts parts and communities and names the best connected with their measures."""
    done = _run("stats", "--network", "--json", "--store", str(published_store))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["nodes"], found["parts"], found["largest_part"]) == (16, 3, 14)
    assert found["best_connected"][0]["label"] == "KPU Kabupaten Semarang"
    assert found["best_connected"][0]["neighbours"] == 7
    plain = _run("stats", "--network", "--store", str(published_store))
    assert "most between others" in plain.stdout


def test_a_wrong_kind_and_a_focus_that_is_cut_away_are_errors(
    reader: Reader, published_store: Path, tmp_path: Path
) -> None:
    """A kind that there is not is named with those there are, and a focus that the other options leave out is an error."""
    options = ["--store", str(published_store), "-o", str(tmp_path / "x.html")]
    done = _run("view", "--kinds", "person,ghost", *options)
    assert done.returncode == 2
    assert "'ghost' is none of person, body, event, document" in done.stderr
    with pytest.raises(NotFoundError, match="not among the nodes drawn"):
        view.write(reader, tmp_path / "x.html", focus="Maskup Asyadi", kinds=["event"])
    assert list(tmp_path.iterdir()) == []
