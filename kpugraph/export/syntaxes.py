"""The RDF files of a package: Turtle, N-Quads, TriG, JSON-LD and RDF/XML, written as the lines pass by."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from kpugraph import quads
from kpugraph.export import lines, privacy
from kpugraph.export.content import Content
from kpugraph.export.lines import Line
from kpugraph.export.profile import Profile
from kpugraph.export.turtle import TYPE, Writer, prefixes, trig, turtle
from kpugraph.second import Second

CORE, EVIDENCE = "kpugraph", "evidence"


class Syntaxes:
    """Writes the files of one package. With ``packed`` each is a gzip file, the same for the same content.

    What stands in a file with the evidence is written by the second process while this one goes on; ``finish`` waits.
    """

    def __init__(
        self, content: Content, profile: Profile, comments: Mapping[str, tuple[str, ...]], packed: bool, second: Second
    ) -> None:
        self._content, self._base, self._comments, self._packed = content, profile.base, comments, packed
        self._second = second
        self._begun: list[Callable[[], Path]] = []

    def write(self, formats: Container[str], folder: Path) -> None:
        """Writes the files of these formats, or begins to."""
        if "jsonld" in formats:
            context = {"@context": jsonld_context(prefixes(self._base))}
            (folder / "context.jsonld").write_text(json.dumps(context, ensure_ascii=False, indent=2) + "\n", "utf-8")
        for name, make in _BOTH.items():
            if name in formats:
                self._begin(make, self._content, folder / f"{CORE}.{_SUFFIX[name]}", self._comments[CORE])
        parts = {CORE: self._content.core, EVIDENCE: self._content.evidence}
        chosen = [name for name in _EACH if name in formats]
        for name in chosen:
            path = folder / f"{EVIDENCE}.{_SUFFIX[name]}"
            self._begin(_EACH[name], parts[EVIDENCE], path, self._comments[EVIDENCE])
        for name in chosen:
            path = folder / f"{CORE}.{_SUFFIX[name]}"
            _EACH[name](parts[CORE], path, self._comments[CORE], self._base, self._packed)

    def finish(self) -> None:
        """Waits until every file is written."""
        for wait in self._begun:
            wait()

    def _begin(self, make: Callable[..., Path], source: Content | Path, path: Path, comments: tuple[str, ...]) -> None:
        self._begun.append(self._second.start(make, source, path, comments, self._base, self._packed))


def _turtle(part: Path, path: Path, comments: Iterable[str], base: str, packed: bool) -> Path:
    return write_text(path, turtle(lines.read(part), Writer(prefixes(base)), comments), packed=packed)


def _jsonld(part: Path, path: Path, comments: Iterable[str], base: str, packed: bool) -> Path:
    """JSON-LD, one subject a line, with the context that also stands in a file."""
    names = prefixes(base)
    context = jsonld_context(names)
    nodes = map(_Nodes(names, context), lines.blocks(lines.read(part)))
    return write_text(path, _document(context, nodes), packed=packed)


def _rdfxml(part: Path, path: Path, comments: Iterable[str], base: str, packed: bool) -> Path:
    """RDF/XML, by Oxigraph's writer."""
    import pyoxigraph as ox

    path = _packing(path, packed)
    with part.open("rb") as source, _creating(path) as out:
        triples = (quad.triple for quad in ox.parse(source, format=ox.RdfFormat.N_TRIPLES, lenient=True))
        ox.serialize(triples, out, format=ox.RdfFormat.RDF_XML, prefixes=prefixes(base))
    return path


def _nquads(content: Content, path: Path, comments: Iterable[str], base: str, packed: bool) -> Path:
    path = _packing(path, packed)
    with _creating(path) as out:
        with content.core.open("rb") as source:
            shutil.copyfileobj(source, out, 1 << 20)
        end = f" <{content.graph}> .\n".encode()
        with content.evidence.open("rb") as source:
            out.writelines(line[:-3] + end for line in source)
    return path


def _trig(content: Content, path: Path, comments: Iterable[str], base: str, packed: bool) -> Path:
    graphs = {"": lines.read(content.core), f"<{content.graph}>": lines.read(content.evidence)}
    return write_text(path, trig(graphs, Writer(prefixes(base)), comments), packed=packed)


_SUFFIX = {"turtle": "ttl", "jsonld": "jsonld", "rdfxml": "rdf", "nquads": "nq", "trig": "trig"}
_EACH = {"turtle": _turtle, "jsonld": _jsonld, "rdfxml": _rdfxml}  # a file of the core and one of the evidence
_BOTH = {"nquads": _nquads, "trig": _trig}  # one file


def write_text(path: Path, pieces: Iterable[str], *, packed: bool) -> Path:
    """Writes the pieces, into a gzip file with ``packed``, and gives the file's path."""
    path = _packing(path, packed)
    with _creating(path) as out:
        text = TextIOWrapper(out, "utf-8", newline="\n", write_through=False)
        text.writelines(pieces)
        text.flush()
        text.detach()
    return path


def _packing(path: Path, packed: bool) -> Path:
    return path.with_name(f"{path.name}.gz") if packed else path


@contextmanager
def _creating(path: Path) -> Iterator[IO[bytes]]:
    """The file for writing; a gzip file bears no name and no time, so that its bytes depend on the content alone."""
    with path.open("wb") as out:
        if path.suffix != ".gz":
            yield out
            return
        with gzip.GzipFile("", "wb", 6, out, mtime=0) as packed:
            yield packed  # type: ignore[misc]


def jsonld_context(names: Mapping[str, str]) -> dict[str, Any]:
    """The context: the prefixes, and which predicates lead to things or are texts in Indonesian."""
    terms: dict[str, Any] = {}
    for predicate, kind in quads.PROPERTIES.values():
        if kind == "text":
            terms[predicate] = {"@id": predicate, "@language": "id"}
        elif kind not in {"date", "code"}:
            terms[predicate] = {"@id": predicate, "@type": "@id"}
    for predicate in ("prov:wasDerivedFrom", "kg:mentionedIn", "schema:publisher", "schema:isPartOf", "oa:hasSource",
                      "oa:hasTarget", "oa:hasSelector", "rdf:subject", "rdf:predicate", "org:memberDuring",
                      "org:postIn", "org:unitOf", "kg:post", "skos:inScheme", "dct:spatial", "owl:sameAs"):  # fmt: skip
        terms[predicate] = {"@id": predicate, "@type": "@id"}
    for predicate in ("rdfs:label", "schema:headline"):
        terms[predicate] = {"@id": predicate, "@language": "id"}
    for predicate in ("earliest", "latest"):
        terms[f"kg:{predicate}"] = {"@id": f"kg:{predicate}", "@type": "xsd:date"}
    return {**names, **dict(sorted(terms.items()))}


def _document(context: Mapping[str, Any], nodes: Iterable[str]) -> Iterator[str]:
    yield '{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": [\n'
    joint = ""
    for node in nodes:
        yield joint + node
        joint = ",\n"
    yield "\n]}\n"


class _Nodes:
    """A subject's lines as a JSON-LD node object in one line."""

    def __init__(self, names: Mapping[str, str], context: Mapping[str, Any]) -> None:
        self._context = context
        writer = Writer(names)
        self._compact: Callable[[str], str] = writer.term

    def __call__(self, block: list[Line]) -> str:
        node: dict[str, Any] = {"@id": self._iri(block[0].subject)}
        for line in block:
            if line.predicate == TYPE:
                node.setdefault("@type", []).append(self._iri(line.object))
            else:
                key = self._iri(line.predicate)
                node.setdefault(key, []).append(self._value(line.object, self._context.get(key)))
        values = {
            key: found[0] if isinstance(found, list) and len(found) == 1 else found for key, found in node.items()
        }
        return json.dumps(values, ensure_ascii=False)

    def _iri(self, term: str) -> str:
        short = self._compact(term)
        return short[1:-1] if short.startswith("<") else short

    def _value(self, term: str, coercion: Any) -> Any:
        kind = coercion if isinstance(coercion, dict) else {}
        if not term.startswith('"'):
            return self._iri(term) if kind.get("@type") == "@id" else {"@id": self._iri(term)}
        at = term.rindex('"')
        text, tail = privacy.unescape(term[1:at]), term[at + 1 :]
        if tail.startswith("@"):
            return text if kind.get("@language") == tail[1:] else {"@value": text, "@language": tail[1:]}
        if tail:
            datatype = self._iri(tail[2:])
            return text if kind.get("@type") == datatype else {"@value": text, "@type": datatype}
        return {"@value": text} if kind else text


def opened(path: Path) -> BinaryIO:
    """A file of a package for reading, unpacked where it is packed."""
    return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")
