"""Web archives: whole pages are read, damaged ones reported, bombs bounded."""

from __future__ import annotations

import gzip
import io
import resource
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kpugraph.errors import KpugraphError
from kpugraph.model import Page
from kpugraph.sources import read

URL = "https://kab-semarang.kpu.go.id/blog/read/apel-pagi"
HTML = """<html><head><title>Apel Pagi</title></head><body><h1>Apel Pagi di Halaman Kantor</h1><div class="post-content">
<p>Ungaran - KPU Kabupaten Semarang menggelar apel pagi pada Senin (11/4/2022) di halaman kantor, diikuti seluruh pegawai.</p>
<p>Apel dipimpin Sekretaris KPU Kabupaten Semarang dan ditutup dengan doa bersama bagi kelancaran tahapan pemilu.</p>
</div></body></html>"""


def archive(path: Path, *bodies: tuple[str, str, bytes], status: str = "200 OK", coding: str = "") -> Path:
    """A WARC file of responses, each (address, type, body)."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for url, kind, body in bodies:
            headers = [("Content-Type", kind), ("Content-Length", str(len(body)))]
            if coding:
                headers.append(("Content-Encoding", coding))
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))
    return path


def pages_and_errors(path: Path) -> tuple[list[Page], list[str]]:
    errors: list[KpugraphError] = []
    return list(read([str(path)], errors.append)), [str(error) for error in errors]


@pytest.mark.parametrize("name", ["site.warc", "site.warc.gz"])
def test_the_html_responses_are_pages_under_their_addresses(tmp_path: Path, name: str) -> None:
    """HTML is read, pictures and style sheets are passed over, and the address is id and URL of the page."""
    made = archive(
        tmp_path / name,
        (URL, "text/html; charset=utf-8", HTML.encode()),
        ("https://x.example/a.css", "text/css", b"p {}"),
    )
    pages, errors = pages_and_errors(made)
    assert errors == []
    (page,) = pages
    assert page.id == page.url == URL
    assert page.text.startswith("Apel Pagi di Halaman Kantor")
    assert "dipimpin Sekretaris" in page.text


def test_an_answer_that_is_no_page_is_left_out(tmp_path: Path) -> None:
    """An error page of a site says nothing about the commission."""
    made = archive(tmp_path / "a.warc", (URL, "text/html", HTML.encode()), status="404 Not Found")
    assert pages_and_errors(made) == ([], [])


def test_a_page_that_changed_between_two_visits_is_kept_twice(tmp_path: Path) -> None:
    """Two captures of one address with the same text are one page; with another text they are two."""
    html = (URL, "text/html", HTML.encode())
    changed = (URL, "text/html", HTML.replace("doa bersama", "foto bersama").encode())
    assert len(pages_and_errors(archive(tmp_path / "same.warc", html, html))[0]) == 1
    pages, errors = pages_and_errors(archive(tmp_path / "changed.warc", html, changed))
    assert errors == []
    assert len({page.id for page in pages}) == 2
    assert {page.url for page in pages} == {URL}


@pytest.mark.parametrize("name", ["cut.warc", "cut.warc.gz"])
def test_an_archive_that_ends_early_is_reported_and_its_whole_pages_are_kept(tmp_path: Path, name: str) -> None:
    """A truncated file never gives half a page silently."""
    made = archive(
        tmp_path / name,
        (URL, "text/html", HTML.encode()),
        (URL + "-2", "text/html", HTML.replace("Apel", "Doa").encode()),
    )
    made.write_bytes(made.read_bytes()[:-200])
    pages, errors = pages_and_errors(made)
    assert [page.id for page in pages] == [URL]
    assert len(errors) == 1
    assert name in errors[0]


def test_a_body_shorter_than_it_promised_is_reported(tmp_path: Path) -> None:
    """A response whose Content-Length is larger than its body was cut on the way, and is not read as if it were whole."""
    made = archive(tmp_path / "short.warc", (URL, "text/html", HTML.encode()))
    size = len(HTML.encode())
    made.write_bytes(
        made.read_bytes().replace(b"Content-Length: %d\r\n\r\n" % size, b"Content-Length: %d\r\n\r\n" % (size + 50))
    )
    pages, errors = pages_and_errors(made)
    assert pages == []
    assert "shorter than its length says" in errors[0] or "ends early" in errors[0]


def test_a_compressed_bomb_stays_within_bounds(tmp_path: Path) -> None:
    """A record that unpacks to hundreds of megabytes is refused without unpacking it whole."""
    bomb = gzip.compress(b" " * 300_000_000, 9)
    made = archive(tmp_path / "bomb.warc.gz", (URL, "text/html", bomb), coding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pages, errors = pages_and_errors(made)
    assert pages == []
    assert "larger than 20 MB" in errors[0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kilobytes


def test_a_file_that_is_no_archive_is_one_line(tmp_path: Path) -> None:
    """Other bytes under the suffix are reported, not a traceback."""
    path = tmp_path / "no.warc"
    path.write_bytes(b"this is no archive\n" * 5)
    pages, errors = pages_and_errors(path)
    assert pages == []
    assert len(errors) == 1
    assert "no.warc" in errors[0]


def test_a_response_without_an_address_is_one_line(tmp_path: Path) -> None:
    """A record that lacks its address is damage of the archive, told in one line."""
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
    pages, errors = pages_and_errors(path)
    assert pages == []
    assert [str(path) in error and "damaged" in error for error in errors] == [True]
