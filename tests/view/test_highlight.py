"""The page of ``extract --explain --html``."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from kpugraph.model import Page
from kpugraph.pipeline import extract
from kpugraph.view.highlight import write

TEXT = 'Apel\n\nKetua KPU Pati, Budi Santoso, memimpin apel <img src=x onerror="alert(1)">, 3 Mei 2023.'


def test_spans_are_marked_and_the_text_stays_whole(tmp_path: Path) -> None:
    """Every character of the article stands on the page, names marked, nothing of it as HTML."""
    out = tmp_path / "page.html"
    write(list(extract([Page("x", "https://kab-pati.kpu.go.id/", TEXT)])), out)
    page = out.read_text("utf-8")
    assert "<img" not in page
    body = re.search(r"<h2>Apel</h2><p>(.*)</p></body>", page, re.DOTALL)
    assert body is not None
    assert unescape(re.sub(r"<[^>]+>", "", body[1])) == TEXT.split("\n\n")[1]
    assert re.search(r'<mark class=persons title="[^"]*people\.role[^"]*">Budi Santoso</mark>', page)
