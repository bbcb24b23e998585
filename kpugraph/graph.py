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
from kpugraph.store import DEFAULT, Queryable, Reader, drafting

if TYPE_CHECKING:
    from pandas import DataFrame
    from rdflib import Dataset

    from kpugraph.workers.bounded import Bounded

MEGABYTES = 8192  # of memory for a query with a timeout, as on the command line
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

    The engine answers within this program, which it can neither be stopped in nor kept from using all memory. With a
    ``timeout`` in seconds, here for every query or with one, it answers in a process of its own, which is ended at
    that time, or at ``megabytes`` of memory; it then sees the store's current version. ``close`` ends that process, as
    does the end of a ``with`` block or of the program.
    """

    def __init__(
        self, source: str | Path | Iterable[str | Path] = DEFAULT, *, queries: str | Path | None = None,
        timeout: float | None = None, megabytes: int = MEGABYTES,
    ) -> None:  # fmt: skip
        self._graph = _opened(source)
        self._folder = Path(queries) if queries else None
        self._timeout, self._megabytes = timeout, megabytes
        self._bounded: Bounded | None = None

    def query(self, what: str, /, *, timeout: float | None = None, **params: Any) -> Any:
        """The answer to a named query with its parameters, or to SPARQL text.

        ``Rows`` for SELECT; a bool for ASK; for CONSTRUCT and DESCRIBE an ``rdflib.Graph``. A parameter whose name is
        a word of Python takes an underscore behind it: ``from_="2022-01-01"``. QueryError for a query that is wrong,
        refused, or takes longer than ``timeout`` seconds.
        """
        graph = self._within(self._timeout if timeout is None else timeout)
        if _NAME.fullmatch(what):
            given = {name.removesuffix("_"): _text(value) for name, value in params.items() if value is not None}
            what = queries.bind(queries.get(what, self._folder), given, graph)
        elif params:
            raise QueryError("parameters are for named queries", todo="write the value into the query")
        return _answer(queries.run(what, graph), what)

    def _within(self, timeout: float | None) -> Queryable:
        """The graph, its queries bounded where there is a timeout."""
        if timeout is None:
            return self._graph
        if not timeout > 0:
            raise QueryError(f"a timeout of {timeout:g} s leaves no time", todo="give seconds above 0")
        if not isinstance(self._graph, Reader):
            from kpugraph.endpoint import Endpoint

            return Endpoint(self._graph.source, timeout=timeout)
        from kpugraph.workers.bounded import Within

        if self._bounded is None:
            self._bounded = _bounded(self._graph, self._megabytes)
        return Within(self._bounded, timeout)

    def close(self) -> None:
        """Ends the process that answers queries with a timeout, where there is one; the next such query starts another."""
        if self._bounded is not None:
            self._bounded.close()
            self._bounded = None

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def to_pandas(self, what: str, /, *, timeout: float | None = None, **params: Any) -> DataFrame:
        """The rows of a query as a DataFrame (the extra ``pandas``)."""
        found = self.query(what, timeout=timeout, **params)
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


def _bounded(reader: Reader, megabytes: int) -> Bounded:
    """A process for the queries of a store; of files, for those of a store that is made of them for the time being."""
    from kpugraph.workers.bounded import Bounded
    from kpugraph.workers.limits import Limits

    limits = Limits(megabytes=megabytes, rows=0, answer_bytes=0)
    if reader.directory:
        return Bounded(Path(reader.source), limits)
    from tempfile import TemporaryDirectory

    folder = TemporaryDirectory(prefix="kpugraph-")
    path = Path(folder.name) / "store"
    with drafting(path) as draft:
        reader.copy(draft.directory)
        draft.publish()
    return Bounded(path, limits, folder.cleanup)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _answer(result: Any, sparql: str) -> Any:
    import pyoxigraph as ox

    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples | bytes):
        from rdflib import Graph as RdflibGraph

        data = result if isinstance(result, bytes) else ox.serialize(result, format=ox.RdfFormat.N_TRIPLES) or b""
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
