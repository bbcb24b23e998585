"""The graph for Python users: rows as named tuples of Python values, an rdflib Dataset, pandas tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpugraph import queries
from kpugraph.errors import KpugraphError, QueryError
from kpugraph.prefixes import PREFIXES
from kpugraph.sparql import in_order
from kpugraph.store import DEFAULT, Queryable, Reader

if TYPE_CHECKING:
    from pandas import DataFrame
    from rdflib import Dataset

_NAME = re.compile(r"[\w-]+")


class Rows(list[Any]):
    """The rows of a query, named tuples of Python values; ``columns`` are the query's own names."""

    def __init__(self, columns: Iterable[str], rows: Iterable[Any]) -> None:
        super().__init__(rows)
        self.columns = tuple(columns)

    def to_pandas(self) -> DataFrame:
        """The rows as a DataFrame. KpugraphError where pandas is not installed."""
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise KpugraphError("pandas is not installed", todo="pip install 'kpugraph[pandas]'") from error
        return DataFrame(list(map(tuple, self)), columns=list(self.columns))


class Graph:
    """A graph to ask: a store's directory, an RDF file or several, or the address of a SPARQL endpoint.

    ``queries`` is a folder with more named queries. Raises StoreError where there is no such graph.
    """

    def __init__(
        self, source: str | Path | Iterable[str | Path] = DEFAULT, *, queries: str | Path | None = None
    ) -> None:
        self._graph = _opened(source)
        self._folder = Path(queries) if queries else None

    def query(self, what: str, /, **params: Any) -> Any:
        """The answer to a named query with its parameters, or to SPARQL text.

        ``Rows`` for SELECT; a bool for ASK; for CONSTRUCT and DESCRIBE an ``rdflib.Graph``. A parameter whose name is
        a word of Python takes an underscore behind it: ``from_="2022-01-01"``.
        """
        if _NAME.fullmatch(what):
            given = {name.removesuffix("_"): _text(value) for name, value in params.items() if value is not None}
            what = queries.bind(queries.get(what, self._folder), given, self._graph)
        elif params:
            raise QueryError("parameters are for named queries", todo="write the value into the query")
        return _answer(queries.run(what, self._graph), what)

    def to_pandas(self, what: str, /, **params: Any) -> DataFrame:
        """The rows of a query as a DataFrame (the extra ``pandas``)."""
        found = self.query(what, **params)
        if not isinstance(found, Rows):
            raise QueryError("only the rows of a SELECT are a table", todo="use query()")
        return found.to_pandas()

    def rdflib(self) -> Dataset:
        """The same graph as an rdflib Dataset, its default graph the union of all graphs."""
        if isinstance(self._graph, Reader):
            return self._graph.rdflib()
        from rdflib import Dataset
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return Dataset(store=SPARQLStore(self._graph.source), default_union=True)

    def __repr__(self) -> str:
        return f"kpugraph.Graph({self._graph.source!r})"


def _opened(source: str | Path | Iterable[str | Path]) -> Queryable:
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        from kpugraph.endpoint import Endpoint

        return Endpoint(source)
    paths = [Path(source)] if isinstance(source, str | Path) else [Path(each) for each in source]
    files = [path for path in paths if path.is_file()]
    return Reader.of_files(paths) if files or len(paths) != 1 else Reader.open(paths[0])


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _answer(result: Any, sparql: str) -> Any:
    import pyoxigraph as ox

    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        from rdflib import Graph as RdflibGraph

        data = ox.serialize(result, format=ox.RdfFormat.N_TRIPLES) or b""
        return RdflibGraph().parse(data=data, format="nt")
    columns = in_order(sparql, [variable.value for variable in result.variables])
    row = _row_type(columns)
    try:
        return Rows(columns, (row(*(value(solution[name]) for name in columns)) for solution in result))
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}", todo="narrow it") from error


def _row_type(columns: list[str]) -> Any:
    from collections import namedtuple

    fields = [f"{name}_" if iskeyword(name) else name for name in columns]
    return namedtuple("Row", fields, rename=True)


def value(term: Any) -> Any:
    """A term as a Python value: numbers, truth values and whole days as such; IRIs, partial dates and texts as str."""
    if term is None:
        return None
    text, datatype = str(getattr(term, "value", term)), getattr(term, "datatype", None)
    convert = _CONVERTERS.get(datatype.value.removeprefix(PREFIXES["xsd"])) if datatype else None
    try:
        return convert(text) if convert else text
    except ValueError:  # a day that Python does not know, such as one before Christ
        return text


def _datetime(text: str) -> datetime:
    return datetime.fromisoformat(text)


_CONVERTERS: Mapping[str, Any] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda text: text in {"true", "1"},
    "date": date.fromisoformat,
    "dateTime": _datetime,
}

__all__ = ["Graph", "Rows", "value"]
