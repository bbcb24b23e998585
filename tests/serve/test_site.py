"""The server's pages for people: search, things with their sentences, timeline, queries as forms, reports."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from serving import Reply, Server, serving

from kpugraph import pipeline
from kpugraph.entities.decisions import read

HTML = {"Accept": "text/html"}
HOSTILE = "<img src=x onerror=alert(1)>"
PAGE = {
    "id": "uji-1", "url": "https://kab-semarang.kpu.go.id/blog/read/1", "date": "2022-04-13",
    "text": f"Apel {HOSTILE} Pagi\n\nUngaran - KPU Kabupaten Semarang menggelar apel pagi, Selasa (12/4/2022). "
    "Apel dipimpin Ketua KPU Kabupaten Semarang, Sasmita Wulandari. "
    "“Kami mulai tahapan dengan disiplin dan doa,” kata Sasmita Wulandari.",
}  # fmt: skip


@pytest.fixture(scope="module")
def proposals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proposals") / "proposals.csv"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, proposals: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "pages.jsonl").write_text(json.dumps(PAGE), "utf-8")
    pipeline.build([str(folder / "pages.jsonl")], folder / "store", _fail)
    with serving(folder / "store", "--proposals", str(proposals)) as running:
        yield running


def _fail(error: Exception) -> None:
    raise error


def page(server: Server, path: str, lang: str = "en") -> Reply:
    reply = server.ask(path, Accept="text/html", Accept_Language=lang)
    assert reply.kind == "text/html", reply.text
    return reply


def href(reply: Reply, kind: str) -> str:
    found = re.search(rf'href="(/{kind}/[^"]+)"', reply.text)
    assert found is not None
    return found.group(1)


def test_the_start_page_counts_what_there_is(server: Server) -> None:
    """The start page shows the counts, the coverage by year and the latest articles."""
    reply = page(server, "/")
    assert re.search(r"<dt>Articles</dt><dd>1</dd>", reply.text)
    assert "2022: 1" in reply.text
    assert 'href="/article/uji-1-1"' in reply.text


@pytest.mark.parametrize(
    "asked", ["Sasmita Wulandari", "sasmita", "wulandari sasmita", "Sasmita Wulandri", "SASMITA  W"]
)
def test_a_name_is_found_in_any_writing(server: Server, asked: str) -> None:
    """Case, order, parts of a name and a typing slip all lead to the person."""
    found = json.loads(server.ask(f"/search.json?q={quote(asked)}").body)
    assert found[0]["label"] == "Sasmita Wulandari"
    assert found[0]["href"].startswith("/person/")
    assert "Sasmita Wulandari" in page(server, f"/search?q={quote(asked)}").text


def test_a_search_for_nothing_known_says_so(server: Server) -> None:
    """A name that is like none in the graph gives no hits, and a kind narrows them."""
    assert json.loads(server.ask("/search.json?q=zzzzqq").body) == []
    assert json.loads(server.ask("/search.json?q=sasmita&kind=body").body) == []
    assert json.loads(server.ask("/search.json?q=%25%25%22%27*%20OR").body) == []


def test_a_person_shows_posts_events_and_the_sentences(server: Server) -> None:
    """A person's page has the post, the event led and the statement, each with its sentence, the span marked."""
    reply = page(server, href(page(server, "/search?q=sasmita"), "person"))
    for part in ("Posts", "Events", "Statements", "leader", "Ketua" if "Ketua" in reply.text else "Chair"):
        assert part in reply.text
    assert re.search(r"Apel dipimpin <mark>[^<]*Sasmita Wulandari</mark>", reply.text)
    assert 'href="https://kab-semarang.kpu.go.id/blog/read/1"' in reply.text


def test_a_body_shows_its_officers_and_what_it_did(server: Server) -> None:
    """A body's page lists officers, events and what it published."""
    reply = page(server, "/body/kpu-kabupaten-semarang")
    for part in ("Officers", "Events", "Articles it published", "Sasmita Wulandari"):
        assert part in reply.text


def test_an_article_shows_its_sentences_not_its_text(server: Server) -> None:
    """An article's page marks the spans of its facts, links to the original, and does not repeat the whole article."""
    reply = page(server, "/article/uji-1-1")
    assert "<mark>" in reply.text
    assert 'href="https://kab-semarang.kpu.go.id/blog/read/1"' in reply.text
    assert PAGE["text"] not in reply.text


def test_markup_in_the_news_is_shown_as_text(server: Server) -> None:
    """A headline with markup is escaped on every page that shows it."""
    for path in ("/", "/article/uji-1-1", "/search?q=apel", "/body/kpu-kabupaten-semarang"):
        reply = page(server, path)
        assert HOSTILE not in reply.text
        assert "&lt;img" in reply.text


def test_the_language_that_was_chosen_stays(server: Server) -> None:
    """Pages come in the browser's language, and in the chosen one once there is a choice."""
    assert '<html lang="id">' in page(server, "/timeline", "id").text
    chosen = server.ask("/timeline?lang=en", Accept="text/html", Accept_Language="id")
    cookie = chosen.headers["set-cookie"].partition(";")[0]
    assert '<html lang="en">' in chosen.text
    assert '<html lang="en">' in server.ask("/", Accept="text/html", Accept_Language="id", Cookie=cookie).text


def test_the_timeline_chooses_by_time_kind_and_body(server: Server) -> None:
    """The event stands in its month; another year, kind or an unknown body leaves it out or is named as unread."""
    assert "2022-04" in page(server, "/timeline?from=2022&to=2022-04").text
    assert "apel" in page(server, "/timeline?kind=apel&body=KPU+Kabupaten+Semarang").text.lower()
    assert ">0 events" in page(server, "/timeline?from=2023").text
    for wrong in ("from=besok", "kind=%3Cx%3E", "body=zzzz"):
        assert "Could not be read" in page(server, f"/timeline?{wrong}").text


def test_a_named_query_is_a_form_with_results(server: Server) -> None:
    """A form's answer is a table with links and the same as CSV; a name nobody bears is said in the page."""
    assert "/queries/officeholders" in page(server, "/queries").text
    assert "Sasmita Wulandari" in page(server, "/queries/officeholders?run=1").text
    rows = list(csv.DictReader(server.ask("/queries/officeholders.csv").text.splitlines()))
    assert [row["name"] for row in rows] == ["Sasmita Wulandari"]
    assert "no body is named" in page(server, "/queries/officeholders?run=1&body=Zzzz").text
    assert server.ask("/queries/nosuch", **HTML).status == 404


def test_a_report_becomes_a_proposed_decision(server: Server, proposals: Path) -> None:
    """What a reader sends is a valid decision row about the quote, and a formula in it is no formula any more."""
    person = page(server, href(page(server, "/search?q=sasmita"), "person"))
    claim = re.search(r'href="/report\?claim=([^"]+)"', person.text)
    assert claim is not None
    form = page(server, f"/report?claim={claim.group(1)}")
    assert "<mark>" in form.text
    body = f"claim={claim.group(1)}&field=&why={quote('=1+1')}&by=Rina".encode()
    kind = "application/x-www-form-urlencoded"
    assert server.ask("/report", "POST", body, Content_Type=kind, Sec_Fetch_Site="same-origin").status == 200
    (decision,) = read(proposals)
    assert (decision.action, decision.field, decision.page, decision.by) == ("reject", "post", "uji-1", "Rina")
    assert decision.why == "'=1+1"
    assert decision.quote in PAGE["text"]


def test_a_report_that_makes_no_sense_is_not_kept(server: Server, proposals: Path) -> None:
    """A value of the wrong kind, an unknown claim and a form sent by another site add no row."""
    person = page(server, href(page(server, "/search?q=sasmita"), "person"))
    claim = re.search(r'href="/report\?claim=([^"]+)"', person.text)
    assert claim is not None
    before = proposals.read_bytes() if proposals.exists() else b""
    kind = "application/x-www-form-urlencoded"
    bad = f"claim={claim.group(1)}&field=post.start&value=besok&why=x&by=y".encode()
    assert server.ask("/report", "POST", bad, Content_Type=kind).status == 400
    assert server.ask("/report", "POST", b"claim=https://x.example/&why=x&by=y", Content_Type=kind).status == 404
    good = f"claim={claim.group(1)}&why=x&by=y".encode()
    assert server.ask("/report", "POST", good, Content_Type=kind, Sec_Fetch_Site="cross-site").status == 403
    assert (proposals.read_bytes() if proposals.exists() else b"") == before
