"""Tables for people."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from kpugraph import tables

LONG = "Rapat Koordinasi Persiapan Pembangunan Zona Integritas di Lingkungan KPU Kabupaten Semarang"


def test_a_table_that_fits_keeps_its_cells_whole() -> None:
    """Columns are as wide as their widest cell, three spaces apart, under a rule of the whole width."""
    shown = tables.text(["name", "n"], [["Budi", "1"], ["Siti Rahma", "12"]], width=80)
    assert shown == "name         n\n───────────────\nBudi         1\nSiti Rahma   12\n\n2 rows\n"


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Long cells are folded between words, wide characters counted as two columns, until every line fits."""
    rows = [
        [LONG, "2022-02-11", "https://kab-semarang.kpu.go.id/" + "x" * 90],
        ["東京都選挙管理委員会" * 5, "é", "🗳️ kotak suara"],
    ]
    shown = tables.text(["event", "date", "address"], rows, width=width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width or "event  " in shown
    squeezed = "".join(shown.split())
    for word in LONG.split():
        assert word in shown
    assert "2022-02-11" in squeezed


def test_short_columns_keep_their_width_beside_a_long_one() -> None:
    """Only the long column gives way."""
    shown = tables.text(["a", "b", "c"], [["12345678", LONG, "2022-02-11"]], width=60)
    first = shown.splitlines()[2]
    assert first.startswith("12345678   ")
    assert first.rstrip().endswith("2022-02-11")


def test_too_many_columns_become_blocks() -> None:
    """Where columns cannot be had, each row is a block of names and values, empty ones left out."""
    shown = tables.text([f"column{n}" for n in range(8)], [[LONG] * 7 + [""]], width=60)
    assert shown.startswith(f"column0  {LONG}\ncolumn1  ")
    assert "column7" not in shown


def test_nothing_of_a_graph_steers_the_terminal() -> None:
    """Escape sequences, and marks that turn text round, are shown as a mark, not obeyed."""
    shown = tables.text(["x"], [["\x1b[31mred\x07 \u202egnp.exe \x9b2J a\rb"]], width=80)
    assert not any(char in shown for char in "\x1b\x07\u202e\x9b\r")
    assert "red" in shown


def test_no_rows_are_a_head_and_a_count() -> None:
    """An empty table has its columns' names, and one row is no rows."""
    assert tables.text(["a", "b"], [], width=80) == "a   b\n─────\n\n0 rows\n"
    assert tables.text(["a"], [["1"]], width=80).endswith("\n1 row\n")


def test_only_a_bold_head_when_asked() -> None:
    """Style is asked for: without it there is none."""
    assert "\x1b" not in tables.text(["a"], [["1"]], width=80)
    assert tables.text(["a"], [["1"]], width=80, bold=True).startswith("\x1b[1ma\x1b[0m\n")


def test_markdown_is_one_table_whatever_its_cells_hold() -> None:
    """Bars, line breaks and markup in cells do not break the table or become HTML."""
    shown = tables.markdown(["a", "b"], [["x|y", "1\n2"], ["<b>", "\\|"]])
    lines = shown.splitlines()
    assert lines[1] == "| --- | --- |"
    assert lines[2] == "| x\\|y | 1 2 |"
    assert lines[3] == "| &lt;b> | \\\\\\| |"
    assert len(lines) == 4
