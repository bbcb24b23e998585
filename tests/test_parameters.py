"""Parameters of named queries: bound as terms, never pasted into text, and typed."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from kpugraph import names, parameters, queries
from kpugraph.errors import KpugraphError, NotFoundError, QueryError
from kpugraph.parameters import Parameter
from kpugraph.store import Reader
from kpugraph.tokens import tokens

_PIECES = (
    *(
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\\\\",
        '\\"',
        "}",
        "{",
        ")",
        "#",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\u2028",
        "\u2029",
        "\x85",
    ),
    *("<", ">", "> }", "<http://x/>", "?s", "$s", ".", ";", "^^xsd:integer", "@en", " } UNION { ?s ?p ?o } #", "🗳️"),
    *(
        "\\u0022",
        "\\U00000022",
        "%22",
        "DROP ALL",
        "SERVICE <http://127.0.0.1:9/> {}",
        "VALUES ?page { 1 }",
        "東京",
        "é",
    ),
    *(
        "e\u0301",
        "\x00",
        "\x01",
        "\x7f",
        "\u202e",
        "\ufeff",
        "",
        " ",
        "a" * 5000,
        "#+values",
        "/* */",
        "--",
        "${x}",
        "%s",
    ),
)


def hostile() -> list[str]:
    """A hundred strings that would change a query if they were pasted into it, each unlike the others."""
    made = list(dict.fromkeys(_PIECES))
    rng = random.Random(5)
    while len(made) < 100:
        made.append("".join(rng.choices(_PIECES[:-12], k=4)))
    return list(dict.fromkeys(made))[:100]


def test_a_hundred_hostile_strings_find_what_bears_them_and_nothing_else(tmp_path: Path) -> None:
    """Each of a hundred strings, stored as data, is found by its parameter alone."""
    strings = hostile()
    assert len(set(strings)) == 100
    store = ox.Store()
    page = ox.NamedNode(queries.PREFIXES["kg"] + "page")
    for number, text in enumerate(strings):
        store.add(ox.Quad(ox.NamedNode(f"http://x/{number}"), page, ox.Literal(text)))
    file = tmp_path / "page.rq"
    header = "#+ summary: x\n#+ parameters:\n#+   - name: page\n#+     type: string\n"
    file.write_text(header + "SELECT ?s WHERE {\n  #+values\n  ?s kg:page ?page .\n}\n", "utf-8")
    query, reader = queries.parse(file), Reader(store, "test")
    for number, text in enumerate(strings):
        found = [row[0].value for row in queries.run(queries.bind(query, {"page": text}, reader), reader)]
        assert found == [f"http://x/{number}"], text


@pytest.mark.parametrize("name", sorted(queries.load()))
def test_no_hostile_string_changes_what_a_shipped_query_says(published_store: Path, name: str) -> None:
    """With any of a hundred strings for any parameter a query is refused, or keeps every token but the one term."""
    reader, query = Reader.open(published_store), queries.get(name)
    for parameter in query.parameters:
        rest = [
            Parameter(p.name, "string", default="x" if p.required else p.default)
            for p in query.parameters
            if p != parameter
        ]
        usual = _shape(
            parameters.bind(query.text, [*rest, Parameter(parameter.name, "string")], {parameter.name: "x"}, reader)
        )
        for text in hostile():
            try:
                term = parameters.term(parameter, text, reader) if parameter.type not in names.KINDS else None
            except KpugraphError:
                continue  # refused: not of the parameter's type
            if term is not None:
                bound = parameters.bind(query.text, [*rest, parameter], {parameter.name: text}, reader)
                assert _shape(bound) == usual, text


def _shape(sparql: str) -> list[str]:
    """The tokens, strings and IRIs as one mark, and nothing of a literal's datatype."""
    marks = ["T" if token.text[0] in "\"'<" else token.text for token in tokens(sparql)]
    return " ".join(marks).replace(" ^ ^ T", "").split(" ")


@pytest.mark.parametrize("kind", ["body", "person", "role", "event", "region", "thing"])
def test_no_hostile_name_is_taken_for_another(published_store: Path, kind: str) -> None:
    """A name that nothing bears is not found, whatever stands in it."""
    reader = Reader.open(published_store)
    for text in hostile():
        with pytest.raises(KpugraphError):
            names.lookup(text, kind, reader)


@pytest.mark.parametrize(
    "spelling",
    [
        "KPU Kabupaten Semarang", "KPU Kab. Semarang", "KPU Kab Semarang", "kpu kabupaten semarang", "KPU  KAB.SEMARANG",
        "Komisi Pemilihan Umum Kabupaten Semarang", "https://w3id.org/kpugraph/body/kpu-kabupaten-semarang",
        "<https://w3id.org/kpugraph/body/kpu-kabupaten-semarang>",
    ],
)  # fmt: skip
def test_a_body_is_found_in_any_spelling(published_store: Path, spelling: str) -> None:
    """Abbreviations, case, the full name and the IRI all mean one body."""
    found = names.lookup(spelling, "body", Reader.open(published_store))
    assert found == "https://w3id.org/kpugraph/body/kpu-kabupaten-semarang"


@pytest.mark.parametrize(
    ("kind", "spelling", "label"),
    [
        ("body", "KPU Jateng", "body/kpu-provinsi-jawa-tengah"),
        ("body", "KPU Prov. Jateng", "body/kpu-provinsi-jawa-tengah"),
        ("body", "KPU Jawa Tengah", "body/kpu-provinsi-jawa-tengah"),
        ("body", "KPU Republik Indonesia", "body/kpu-ri"),
        ("region", "Jateng", "region/33"),
        ("region", "33.22", "region/33.22"),
        ("region", "Kab. Semarang", "region/33.22"),
        ("role", "ketua", "concept/role/ketua"),
        ("role", "Chair", "concept/role/ketua"),
        ("role", "Bupati", "concept/role/bupati"),  # known to the vocabulary, though nobody holds it here
        ("capacity", "acting", "concept/capacity/acting"),
        ("event-kind", "Rapat", "concept/event-kind/rapat"),
        ("document", "491/PK.02.1-Und/03/2022", "document/"),
        ("thing", "maskup asyadi", "person/maskup-asyadi"),
    ],
)
def test_other_things_are_found_by_name_too(published_store: Path, kind: str, spelling: str, label: str) -> None:
    """Short forms of regions, roles in both languages, numbers of documents and codes of regions."""
    assert label in names.lookup(spelling, kind, Reader.open(published_store))


@pytest.mark.parametrize(
    ("kind", "name", "near"),
    [
        ("body", "KPU Semarang", "KPU Kabupaten Semarang"),
        ("person", "Maskup Asyad", "Maskup Asyadi"),
        ("role", "Ketuwa", "Ketua"),
        ("body", "https://w3id.org/kpugraph/body/nothing", "says nothing"),
        ("body", "<not an iri> ://", "says nothing"),
    ],
)
def test_an_unknown_name_gets_the_nearest_ones(published_store: Path, kind: str, name: str, near: str) -> None:
    """What nothing bears is answered with what comes nearest, never with a guess."""
    with pytest.raises(NotFoundError) as caught:
        names.lookup(name, kind, Reader.open(published_store))
    assert near in str(caught.value)


@pytest.mark.parametrize(("name", "found"), [("KPU Ende", True), ("KPU Semarang", False), ("KPU Kota Ende", False)])
def test_a_place_without_its_level_is_understood_where_there_is_one_of_the_name(name: str, found: bool) -> None:
    """Ende is a regency only; Semarang is a regency and a city, whichever of them the graph happens to have."""
    store = ox.Store()
    data = "<http://x/1> a <http://www.w3.org/ns/org#FormalOrganization> ; <{}label> 'KPU Kabupaten Ende'@id .".format(
        queries.PREFIXES["rdfs"]
    )
    store.load((data + data.replace("Ende", "Semarang").replace("x/1", "x/2")).encode(), format=ox.RdfFormat.TURTLE)
    reader = Reader(store, "test")
    if found:
        assert names.lookup(name, "body", reader) == "http://x/1"
    else:
        with pytest.raises(
            NotFoundError, match=r"nearest: KPU Kabupaten|may be KPU Kabupaten Semarang or KPU Kota Semarang"
        ):
            names.lookup(name, "body", reader)


def test_a_name_that_two_bear_is_not_chosen_between() -> None:
    """Two of one name are named by their IRIs."""
    store = ox.Store()
    data = "\n".join(f"<http://x/{n}> a <https://schema.org/Person> ; rdfs:label 'Agus Setiawan' ." for n in (1, 2))
    store.load(f"@prefix rdfs: <{queries.PREFIXES['rdfs']}> . {data}".encode(), format=ox.RdfFormat.TURTLE)
    with pytest.raises(NotFoundError, match="http://x/1, http://x/2"):
        names.lookup("agus setiawan", "person", Reader(store, "test"))


@pytest.mark.parametrize(
    ("kind", "name", "value", "term"),
    [
        ("integer", "n", "007", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "n", "0.80", '"0.80"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "from", "2022", '"2022-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "to", "2022-02", '"2022-02-28"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", "on", "2022-02-11", '"2022-02-11"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("language", "l", "ID", '"id"'),
        ("iri", "i", "kg:Claim", "<https://w3id.org/kpugraph/ontology#Claim>"),
        ("iri", "i", "<http://x/y>", "<http://x/y>"),
        ("string", "s", 'a"b', '"a\\"b"'),
    ],
)
def test_a_value_becomes_a_term_of_its_type(kind: str, name: str, value: str, term: str) -> None:
    """Numbers, partial dates by the edge that their name asks for, IRIs by prefix, and plain strings."""
    assert str(parameters.term(Parameter(name, kind), value, Reader(ox.Store(), "x"))) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "3.5"), ("integer", "١x"), ("decimal", "NaN"), ("decimal", "1e400"), ("date", "2022-13"),
        ("date", "yesterday"), ("date", "--02-11"), ("iri", "not an iri"), ("iri", "x y:z"), ("language", "bahasa indonesia"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(kind: str, value: str) -> None:
    """A wrong value is named with the type that it should have."""
    with pytest.raises(QueryError, match=f"is no {kind}"):
        parameters.term(Parameter("x", kind), value, Reader(ox.Store(), "x"))


def test_lines_keep_their_numbers() -> None:
    """Binding moves no line of the text, so that a message about line 4 is about line 4 of the file."""
    text = "SELECT *\nWHERE {\n  #+values\n  ?s ?p ?a , ?b }\n"
    both = [Parameter("a", "integer"), Parameter("b", "integer")]
    bound = parameters.bind(text, both, {"a": "1", "b": "2"}, Reader(ox.Store(), "x"))
    assert bound.splitlines()[3] == "  ?s ?p ?a , ?b }"
    assert parameters.bind(text, both, {}, Reader(ox.Store(), "x")).splitlines()[3] == "  ?s ?p ?a , ?b }"


def test_choices_and_needed_parameters_are_held_to() -> None:
    """A value outside of the choices is refused, and so is a query without a parameter that it needs."""
    reader, query = Reader(ox.Store(), "x"), "SELECT * {\n#+values\n}"
    with pytest.raises(QueryError, match="not known"):
        parameters.bind(query, [Parameter("k", "string", choices=("a", "b"))], {"k": "c"}, reader)
    with pytest.raises(QueryError, match="needs k"):
        parameters.bind(query, [Parameter("k", "string", required=True)], {}, reader)
