"""Where things belong: the regions of nodes that have none of their own, and the coordinates of regions for the map."""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from typing import Any

from kpugraph import assets
from kpugraph.view.model import Network

# what ties a node to a body, the strongest tie first; a node takes the regions of its first tie that has any
_TIES = {
    "person": ("org:member",),
    "event": ("schema:organizer", "schema:attendee"),
    "document": ("dct:publisher",),
}


def spread(network: Network) -> None:
    """Gives people, events and documents the regions of the bodies that they are tied to."""
    of = {node.id: node.regions for node in network.nodes() if node.kind == "body"}
    for node in list(network.nodes()):
        if node.kind not in _TIES:
            continue
        for tie in _TIES[node.kind]:
            found = {region for body in _tied(network, node.id, tie) for region in of.get(body, ())}
            if found:
                network.graph.nodes[node.id]["node"] = replace(node, regions=tuple(sorted(found)))
                break


def _tied(network: Network, name: str, relation: str) -> list[str]:
    return [other for _, other, data in network.graph.out_edges(name, data=True) if data["fact"].relation == relation]


def provinces(network: Network) -> list[dict[str, str]]:
    """The provinces that the network touches, by name, each with its code; the whole country last where it has a part."""
    names = {row["code"]: row["short_name"] for row in _table() if row["level"] == "province"}
    touched = {region[:2] for node in network.nodes() for region in node.regions}
    found = [{"code": code, "name": names[code]} for code in touched if code in names]
    return sorted(found, key=lambda one: one["name"])


def coordinates() -> list[dict[str, Any]]:
    """Every region with the coordinates of its seat, in thousandths of a degree."""
    found = []
    for row in _table():
        latitude, longitude = row["seat_lat"] or row["lat"], row["seat_lon"] or row["lon"]
        if latitude and longitude:
            place = {"x": round(float(longitude) * 1000), "y": round(float(latitude) * 1000)}
            name = row["short_name"] if row["level"] == "province" else row["name"]
            found.append({"code": row["code"], "name": name, **place})
    return found


@cache
def _table() -> list[dict[str, str]]:
    with assets.path("data", "regions.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
