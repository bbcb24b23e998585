"""What goes out of the house: officials and candidates by name, citizens without, and no numbers of persons."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from kpugraph import export, quads
from kpugraph.export import package as packaging
from kpugraph.export import privacy
from kpugraph.export.lines import Line
from kpugraph.export.persons import People, folded
from kpugraph.store import Reader

NUMBERS = ("3322014107850001", "0812-3456-7890", "1234567890", "siti.r@example.org")


def texts(folder: Path) -> dict[str, str]:
    """Every file of the package as text, Parquet too: its strings stand in it as bytes."""
    return {
        name: (folder / name).read_bytes().decode("utf-8", "replace") for name in sorted(packaging.files(folder))
    }  # fmt: skip


@pytest.mark.parametrize("secret", ["Rahmawati", "rahmawati", "RAHMAWATI", "Siti", "siti-", "Joko", "joko-", *NUMBERS])
def test_no_file_names_a_citizen_or_their_numbers(citizens_package: Path, secret: str) -> None:
    """Neither names, in whatever case, nor IRIs made of them, nor numbers stand in any file."""
    assert not [name for name, text in texts(citizens_package).items() if secret in text]


def test_officials_and_candidates_are_named(citizens_package: Path) -> None:
    """The chair and the candidate keep name and IRI, also where a citizen bears the same family name."""
    core = (citizens_package / "kpugraph.ttl").read_text("utf-8")
    assert 'foaf:name "Maskup Asyadi"' in core
    assert 'foaf:name "Ngesti Nugraha"' in core
    assert "person:maskup-asyadi-33.22" in core
    statements = (citizens_package / "tables" / "statements.csv").read_text("utf-8")
    assert "Maskup Asyadi" in statements


def test_a_citizen_stays_a_node_without_a_name(citizens_package: Path) -> None:
    """Citizens are still persons of the graph, known by the article alone, and take part in what they took part in."""
    reader = Reader.of_file(citizens_package / "kpugraph.ttl")
    people = {
        row["p"].value
        for row in reader.rows('SELECT ?p { ?p a schema:Person ; rdfs:label "warga"@id }', prefixes=quads.PREFIXES)
    }
    assert people == {f"https://w3id.org/kpugraph/person/warga-kab-semarang-warga-1-{n}" for n in (1, 2)}
    spoken = list(reader.rows("SELECT ?s { ?s schema:spokenByCharacter ?p ; schema:text ?t }", prefixes=quads.PREFIXES))
    assert len(spoken) == 2
    assert reader.query("ASK { ?e schema:attendee ?p . ?p rdfs:label 'warga'@id }", prefixes=quads.PREFIXES)


def test_quotes_show_where_something_was_taken_out(citizens_package: Path) -> None:
    """A mask says what it stands for."""
    evidence = (citizens_package / "evidence.ttl").read_text("utf-8") + (citizens_package / "kpugraph.ttl").read_text(
        "utf-8"
    )
    for mask in ("[warga]", "[surel]", "[nomor rekening]"):
        assert mask in evidence


def test_the_option_names_citizens_but_never_numbers(citizens_store: Path, tmp_path: Path) -> None:
    """With --include-private the names are there; the numbers are not; and the package says so."""
    options = export.Options(include_private=True)
    export.write(Reader.open(citizens_store), tmp_path / "p", options)
    found = texts(tmp_path / "p")
    assert 'foaf:name "Siti Rahmawati"' in found["kpugraph.ttl"]
    assert not [name for name, text in found.items() if any(number in text for number in NUMBERS)]
    assert "menyebut nama semua orang" in found["index.html"]


def masked(text: str) -> str:
    gate = privacy.Gate(privacy.rules(), None)
    line = Line("<s>", quads.name("dct:subject"), f'"{quads.escape(text)}"')
    (out,) = gate.block([line])
    return privacy.unescape(out.object[1:-1])


@pytest.mark.parametrize(
    "text",
    [
        "NIK 3322014107850001", "KK: 3322 0141 0785 0001", "NIP. 198507142010121003", "NIP 19850714 201012 1 003",
        "NPWP 09.254.294.3-407.000", "telepon (024) 6921045", "HP 081234567890", "WA +62 812 3456 7890",
        "hubungi 0812.3456.789", "Telp. 6921045", "kpu_kab.semarang@kpu.go.id", "rekening BRI 0023-01-000123-30-5",
        "No. Rek. 1234567890", "nomor rekening Bank Jateng: 3-022-00012-1", "a\n0812-3456-7890", "\t3322014107850001\n",
        "paspor B1234567", "NIK:3322014107850001", "(0298) 522345 ext 1", "08123456789,", "hp:085712345678.",
        "BCA 123 456 7890", "Bank Mandiri 1360012345678", "BRI 0012-01-000123-50-4", "Bank Jateng: 3-022-00012-1",
        "wa.me/6281234567890", "https://api.whatsapp.com/send?phone=6281234567890", "+62 (812) 3456 7890", "(+62) 81234567890",
        "0812 - 3456 - 7890", "0812–3456–7890", "HP/WA 0856 4012 3456", "siti (at) gmail (dot) com", "siti[at]gmail.com",
        "siti.r @ gmail.com", "SITI@GMAIL.CO.ID", "SIM 123456789012", "KTA 12345678", "nik_3322014107850001",
        "NIK=3322014107850001", "“3322014107850001”", "3322014107850001/L", "BPJS: 0001234567890", "021-31937223",
    ],
)  # fmt: skip
def test_numbers_of_persons_are_masked(text: str) -> None:
    """Identity, phone and account numbers and e-mail addresses are replaced by what they are, in any usual writing."""
    found = masked(text)
    assert "[" in found
    assert not re.search(r"\d(?:\W?\d){5}|@|\bat\b", found)


def test_what_saves_time_changes_no_text() -> None:
    """Where a mask finds something, the text holds what the mask says that such a text must hold."""
    random = Random(7)
    signs = ["", " ", "  ", "-", ".", "/", ":", "(", ")", "[at]", " (at) ", "@", "+62", "0812", "\u212a", "İ"]
    words = [word for mask in privacy.rules().masks for word in re.findall(r"[A-Za-z]{2,}", mask.pattern.pattern)]
    found = 0
    for _ in range(40_000):
        parts = (random.choice((words, signs, ["123", "081234567", "3322014107850001"])) for _ in range(5))
        text = "".join(word if random.random() < 0.7 else word.upper() for word in map(random.choice, parts))
        for mask in privacy.rules().masks:
            plain = mask.pattern.sub(lambda match: (match.groupdict().get("keep") or "") + mask.name, text)  # noqa: B023
            assert mask.sub(text, folded(text)) == plain
            found += plain != text
    assert found > 1000


@pytest.mark.parametrize(
    "text",
    [
        "Nomor 491/PK.02.1-Und/03/2022", "periode 2017-2022", "12/04/2022", "1.234.567 pemilih", "Nomor 7 Tahun 2017",
        "Rp 1.500.000.000,00", "pukul 08.00-12.00 WIB", "TPS 001 sampai 0123", "Pemilu 2019, 2024 dan 2029",
        "120/PW.01/33/2022", "17-19 Desember 2018", "190.022.169 pemilih", "SK 0812/HK.03.1-Kpt/2022",
        "Nomor 2022/0812345678/KPU", "01-03-2022 08.00", "01.03.2022 08.00 WIB", "pukul 08.00 - 10.00 13.00",
        "suara 0 12 45 0 33 21 11", "suara 62 70 81 90 75 88 12", "Bank BRI 12-04-2022 08.00", "Program Mandiri 2019-2024",
        "DANA 1.500.000.000", "62.345.678 pemilih", "kontak 12 orang", "hadir (at) 5",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    """Numbers of documents, dates, years, counts and sums of money are what they were."""
    assert masked(text) == text


def test_quotes_are_cut_to_the_rules_length() -> None:
    """A quote, its surroundings and a statement are never longer than the rule says, and a quote's end moves with it."""
    rules = privacy.rules()
    gate = privacy.Gate(rules, None)
    long = "kata " * 400
    subject = "<https://w3id.org/kpugraph/article/a-1/span/100-2100/quote>"
    given = [Line(subject, quads.name(f"oa:{part}"), f'"{long}"') for part in ("exact", "prefix", "suffix")]
    exact, prefix, suffix = (line.object[1:-1] for line in gate.block(given))
    assert exact == long[: rules.exact]
    assert prefix.startswith("…")
    assert suffix.endswith("…")
    assert max(len(prefix), len(suffix)) <= rules.context + 1
    place = "<https://w3id.org/kpugraph/article/a-1/span/100-2100/position>"
    end = Line(place, quads.name("oa:end"), '"2100"^^<http://www.w3.org/2001/XMLSchema#integer>')
    (moved,) = gate.block([end])
    assert moved.object.startswith(f'"{100 + rules.exact}"')
    (said,) = gate.block([Line("<s>", quads.name("schema:text"), f'"{long}"@id')])
    assert len(said.object) <= rules.statement + 6


def test_a_name_at_the_edge_of_a_quote_is_not_cut_in_half(citizens_store: Path) -> None:
    """Names and numbers are taken out before a long quote is cut, so that no half of one is left."""
    rules, base = privacy.rules(), "https://w3id.org/kpugraph/"
    gate = privacy.Gate(rules, People(Reader.open(citizens_store), rules.people, base))
    subject = f"<{base}article/kab-semarang-warga-1/span/0-900/quote>"
    for secret in ("Siti Rahmawati", "3322014107850001"):
        for at in range(rules.exact - len(secret) - 2, rules.exact + 2):
            (line,) = gate.block([Line(subject, quads.name("oa:exact"), f'"{"x" * at} {secret} {"y" * 99}"')])
            assert not re.search(r"Sit|Rahm|\d", line.object)


def test_addresses_and_digests_are_no_texts() -> None:
    """A page's address and an article's digest pass as they are, whatever digits they hold."""
    gate = privacy.Gate(privacy.rules(), None)
    for name, value in (
        ("schema:url", "https://example.org/?id=3322014107850001"),
        ("kg:textSha256", "3322014107850001" * 4),
    ):
        line = Line("<s>", quads.name(name), f'"{value}"')
        assert list(gate.block([line])) == [line]


@pytest.mark.parametrize(
    "written",
    [
        "Siti Rahmawati", "SITI RAHMAWATI", "siti rahmawati", "Siti  Rahmawati", "Siti\nRahmawati", "Rahmawati",
        "RAHMAWATI", "“Siti", "SİTİ RAHMAWATI", "\"Siti Rahmawati\"", "Siti-Rahmawati", "\\Rahmawati",
    ],
)  # fmt: skip
def test_a_text_that_names_a_citizen_is_known_at_a_glance(citizens_store: Path, written: str) -> None:
    """However a name is written, the quick look that spares most texts the search for names does not pass it over."""
    from kpugraph.export.persons import People

    rules, base = privacy.rules(), "https://w3id.org/kpugraph/"
    people = People(Reader.open(citizens_store), rules.people, base)
    gate = privacy.Gate(rules, people)
    subject = f"<{base}article/kab-semarang-warga-1/span/0-90/quote>"
    block = [Line(subject, quads.name("oa:exact"), f'"{quads.escape(f"kata {written} itu")}"')]
    assert gate.whose(block) is not None
    (line,) = gate.block(block)
    assert "[warga]" in line.object
    assert gate.whose([Line(subject, quads.name("oa:exact"), '"tak seorang pun"')]) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mahasiswi Dewi Rahmawati bertanya", "Mahasiswi [warga] bertanya"),
        ("Sukirman alias Rahmawati, petani", "[warga], petani"),
        ("Rahmawati Lestari datang", "[warga] datang"),
        ("Ketua Rahmawati Desa", "Ketua [warga] Desa"),
        ("Kabupaten Semarang Rahmawati", "Kabupaten Semarang [warga]"),
        ("dan Rahmawati\nSiti", "dan [warga]\n[warga]"),
    ],
)
def test_a_name_known_in_part_goes_as_a_whole(citizens_store: Path, before: str, after: str) -> None:
    """Given names right beside a citizen's name go with it: the graph may know a part alone; other words stay."""
    rules, base = privacy.rules(), "https://w3id.org/kpugraph/"
    gate = privacy.Gate(rules, People(Reader.open(citizens_store), rules.people, base))
    subject = f"<{base}article/kab-semarang-warga-1/span/0-900/quote>"
    (line,) = gate.block([Line(subject, quads.name("oa:exact"), f'"{quads.escape(before)}"')])
    assert privacy.unescape(line.object[1:-1]) == after


def test_the_rest_of_a_name_beside_a_quote_goes_too(citizens_store: Path) -> None:
    """Where a quote is the part of a name that the graph knows, the other part goes from the text around it."""
    rules, base = privacy.rules(), "https://w3id.org/kpugraph/"
    gate = privacy.Gate(rules, People(Reader.open(citizens_store), rules.people, base))
    subject = f"<{base}article/kab-semarang-warga-1/span/0-9/quote>"
    texts = {"oa:exact": "Rahmawati", "oa:prefix": "dan Mahasiswi Undip Dewi ", "oa:suffix": " Lestari (21) bertanya"}
    lines = [Line(subject, quads.name(name), f'"{text}"') for name, text in texts.items()]
    found = [line.object for line in gate.block(lines)]
    assert found == ['"[warga]"', '"dan Mahasiswi Undip "', '" (21) bertanya"']
