"""What readers propose (``kpugraph serve --proposals``) and a curator judges: pending rows, and those that are handled.

The file of proposals is the server's: it may be written to at any moment, so that nothing is ever taken out of it. Which of
its rows are handled stands in a file of its own beside it.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from dataclasses import dataclass
from pathlib import Path

from kpugraph import quads
from kpugraph.entities.decisions import Decision, checked, read
from kpugraph.errors import DataError
from kpugraph.store import Reader

COLUMNS = ("proposal", "verdict", "by", "on", "page", "quote")
_CONTEXT = """
SELECT ?exact ?prefix ?suffix ?url ?headline ?date WHERE {
  ?article a schema:NewsArticle ; kg:page ?page .
  ?target oa:hasSource ?article ; oa:hasSelector ?selector . ?selector oa:exact ?exact
  OPTIONAL { ?selector oa:prefix ?prefix } OPTIONAL { ?selector oa:suffix ?suffix }
  OPTIONAL { ?article schema:url ?url } OPTIONAL { ?article rdfs:label ?headline } OPTIONAL { ?article kg:reportedDate ?date }
  FILTER(STR(?page) = %s && STR(?exact) = %s)
} LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence that a proposal is about, its quote in brackets, and its article."""

    sentence: str
    headline: str = ""
    date: str = ""
    url: str = ""


def handled_file(path: Path) -> Path:
    """Where it stands which proposals of a file are handled."""
    return path.with_name(f"{path.stem}.handled{path.suffix}")


def pending(path: Path) -> list[Decision]:
    """The proposals that nobody has judged, each once. DataError where a file cannot be read."""
    done = _handled(handled_file(path))
    return [row for row in dict.fromkeys(read(path)) if row.id not in done]


def accepted(proposal: Decision, by: str, on: str, **changes: str) -> Decision:
    """The decision that a proposal becomes, with what the curator changes. DataError where a cell makes no sense."""
    why = changes.pop("why", proposal.why)
    told = f"{why} (proposed by {proposal.by}, {proposal.on})"
    row = dataclasses.replace(proposal, by=by, on=on, why=told, where="", **changes)
    return checked(dataclasses.replace(row, action="edit" if "." in row.field else "reject"))


def mark(path: Path, proposal: Decision, verdict: str, by: str, on: str) -> None:
    """Notes that a proposal is handled, once its decision is written. DataError where that cannot be noted."""
    target = handled_file(path)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not target.exists():
        writer.writerow(COLUMNS)
    writer.writerow((proposal.id, verdict, by, on, proposal.page, proposal.quote))
    try:
        with target.open("a", encoding="utf-8", newline="") as handle:
            handle.write(out.getvalue())
    except OSError as error:
        raise DataError(
            f"cannot be written: {error.strerror}", where=str(target), todo="the proposal is asked again"
        ) from error


def context(proposal: Decision, reader: Reader) -> Context | None:
    """Where a proposal's quote stands in the graph; None where it no longer does."""
    import pyoxigraph as ox

    query = _CONTEXT % (ox.Literal(proposal.page), ox.Literal(proposal.quote))
    for row in reader.rows(query, prefixes=quads.PREFIXES):
        text = {name: term.value for name, term in row.items()}
        sentence = f"{text.get('prefix', '')}[{text['exact']}]{text.get('suffix', '')}"
        return Context(sentence, text.get("headline", ""), text.get("date", ""), text.get("url", ""))
    return None


def _handled(path: Path) -> set[str]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return {row["proposal"] for row in csv.DictReader(handle) if row.get("verdict")}
    except FileNotFoundError:
        return set()
    except (OSError, KeyError, csv.Error, UnicodeDecodeError) as error:
        raise DataError(
            "cannot be read as a list of handled proposals", where=str(path), todo="mend or move it"
        ) from error
