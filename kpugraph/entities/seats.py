"""How many members a body has by law: ``data/lexicon/seats.csv``, by head and level, a region's own row before the rule."""

from __future__ import annotations

from functools import lru_cache

from kpugraph import assets
from kpugraph.entities.model import Body
from kpugraph.errors import DataError
from kpugraph.lexicon import read_table

_COLUMNS = ("head", "level", "region", "fewest", "most", "law")


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str, str], tuple[int, int]]:
    path = assets.path("data", "lexicon", "seats.csv")
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for line, row in read_table(path, _COLUMNS, required=("head", "level", "fewest", "most")):
        if not (row["fewest"].isdigit() and row["most"].isdigit() and int(row["fewest"]) <= int(row["most"])):
            raise DataError("fewest and most are no range", where=f"{path.name}:{line}", todo="give two whole numbers")
        found[row["head"], row["level"], row["region"]] = int(row["fewest"]), int(row["most"])
    return found


def seats_of(body: Body) -> tuple[int, int] | None:
    """The fewest and the most members of a body, None where no law is known."""
    head, table = body.name.partition(" ")[0], _table()
    region = (body.region or "")[:5]
    return table.get((head, body.level, region)) or table.get((head, body.level, ""))
