"""The draft for Wikidata."""

from __future__ import annotations

import re
from pathlib import Path

from builders import article, body, person, post

from kpugraph import entities, quads, store
from kpugraph.quickstatements import draft
from kpugraph.regions import load_regions
from kpugraph.store import Reader

OFFICE = "KPU Kabupaten Semarang"
SAME = "<https://w3id.org/kpugraph/%s> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/%s> .\n"
BODY = SAME % ("body/kpu-kabupaten-semarang", "Q7")
PERSON = SAME % ("person/ani-lestari-33.22", "Q42")  # what a decision of people links


def graph(path: Path, *extra: str) -> Reader:
    holds = post("Ani Lestari", "Ketua", OFFICE, start="2023-10-30")
    told = article("a", person("Ani Lestari"), body(OFFICE, kind="commission"), holds, date="2023-10-30")
    lines = quads.lines(entities.resolve([told], load_regions()))
    store.write(path, [*lines, *extra])
    return Reader.open(path)


def test_a_body_without_an_item_is_proposed_with_place_and_site(tmp_path: Path) -> None:
    """A regional commission becomes a new item: label, kind, country, jurisdiction by its Wikidata item, site."""
    lines = list(draft(graph(tmp_path / "s")))
    at = lines.index(f'LAST\tLid\t"{OFFICE}"')
    assert lines[at - 1] == "CREATE"
    assert {"LAST\tP31\tQ327333", "LAST\tP17\tQ252", 'LAST\tP856\t"https://kab-semarang.kpu.go.id/"'} <= set(
        lines[at : at + 6]
    )
    assert "LAST\tP1001\t" + load_regions().by_code["33.22"].wikidata in lines[at : at + 6]


def test_a_linked_body_is_not_proposed(tmp_path: Path) -> None:
    """What has an item is no new item."""
    assert f'LAST\tLid\t"{OFFICE}"' not in set(draft(graph(tmp_path / "s", BODY)))


def test_people_enter_only_by_a_decision(tmp_path: Path) -> None:
    """Nobody is proposed as an item; a person whom a decision links gets the post, with the stated day and the source."""
    assert not [line for line in draft(graph(tmp_path / "a", BODY)) if "Ani" in line or "P488" in line]
    linked = list(draft(graph(tmp_path / "b", BODY, PERSON)))
    assert 'Q7\tP488\tQ42\tP580\t+2023-10-30T00:00:00Z/11\tS854\t"https://example.org/a"' in linked


def test_every_line_is_a_command(tmp_path: Path, published_store: Path) -> None:
    """A line is CREATE, or item, property and value with quoted strings that hold neither a tab nor a quotation mark."""
    value = r'(?:Q\d+|"[^"\t\n]*"|\+\d{4}-\d\d-\d\dT00:00:00Z/\d+)'
    command = re.compile(rf"CREATE|(?:LAST|Q\d+)\t[PLD]\w+\t{value}(?:\t[PS]\d+\t{value})*")
    for reader in (Reader.open(published_store), graph(tmp_path / "s", BODY, PERSON)):
        assert [line for line in draft(reader) if not command.fullmatch(line)] == []
