"""Pages that come, go and change: the graph is that of a rebuild of what is left, byte for byte."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kpugraph import entities, pipeline, quads
from kpugraph.cli import cli
from kpugraph.entities.decisions import COLUMNS, Decision, Decisions
from kpugraph.errors import KpugraphError, NotFoundError, StoreError
from kpugraph.model import ArticleFacts
from kpugraph.regions import load_regions
from kpugraph.sources.records import page
from kpugraph.store import MARK, Reader

ROOT = Path(__file__).parent.parent.parent
Record = dict[str, Any]


def fail(error: KpugraphError) -> None:
    raise error


def records(*paths: Path) -> list[Record]:
    found: list[Record] = []
    for path in paths:
        if path.suffix == ".jsonl":
            found += [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        else:
            page = json.loads(path.read_text("utf-8"))
            found.append({key: page[key] for key in ("id", "url", "text", "title", "date") if page.get(key)})
    return found


@pytest.fixture(scope="module")
def pages(gold: Path) -> list[Record]:
    """The linked articles, excerpts and copies of some, and composed pages of one or more articles each."""
    composed = sorted((ROOT / "tests" / "gold" / "written-on").glob("*.json"))
    linked = records(gold / "linked" / "articles.jsonl")
    return [*linked, *(cut(record, n) for n, record in enumerate(linked[::4])), *records(*composed)]


def cut(record: Record, how: int) -> Record:
    """The page under another id and address: all of it, the first half of it, or less."""
    sentences = record["text"].split(". ")
    some = sentences[: len(sentences) * (4 - how % 4) // 4] if how % 4 else sentences
    return {**record, "id": f"cut-{record['id']}", "url": f"{record['url']}-cut", "text": ". ".join(some)}


def save(path: Path, found: list[Record]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in found), "utf-8")
    return str(path)


@cache
def facts_of(record: str) -> list[ArticleFacts]:
    return list(pipeline.extract([page(json.loads(record), "")]))


def rebuilt(held: Iterable[Record], rows: Sequence[Decision] = ()) -> list[str]:
    """The lines of the graph of these pages, resolved at once, under these decisions of people."""
    facts = [each for record in held for each in facts_of(json.dumps(record))]
    graph = entities.resolve(facts, load_regions(), Decisions(tuple(rows)))
    return sorted(set(quads.lines(graph)))


WHO = {"by": "Redaksi", "on": "2026-01-05", "why": "a test"}
DECISIONS = (
    Decision("same", "bna-03", "Anggota KPU Banjarnegara, Siti,", "Siti", other_page="bna-02", **WHO,
             other_quote="Siti Maryamah, memandu", other_form="Siti Maryamah"),
    Decision("not-same", "wsb-02", "Mohamad Fauzi", "Mohamad Fauzi", other_page="wsb-01", **WHO,
             other_quote="Muhammad Fauzi Hidayat", other_form="Muhammad Fauzi Hidayat"),
    Decision("rename", "mgl-05", "Pak Mardi", "Mardi", value="Sumardi Hadiwijaya", **WHO),
    Decision("link", "jtg-01", "Purwanto Hadi Saputra", "Purwanto Hadi Saputra", value="Q42", **WHO),
    Decision("link", "jtg-01", "KPU Provinsi Jawa Tengah", "KPU Provinsi Jawa Tengah", "body", "Q43", **WHO),
    Decision("reject", "kmg-05", "staf Fikri Ramadhan", "Fikri Ramadhan", "person", **WHO),
    Decision("edit", "bna-06", "Selasa (31/10)", "", "article.date", "2023-10-30", **WHO),
)  # fmt: skip


def save_decisions(folder: Path, rows: Iterable[Decision]) -> Path:
    folder.mkdir(exist_ok=True)
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    return folder


def changed(record: Record, how: int) -> Record:
    """The page with a sentence less, another year, another role, the next page's office, or without its day."""
    text = record["text"]
    other = {
        0: {"text": text.rpartition(". ")[0] + "."},
        1: {"text": text.replace("2023", "2024").replace("2018", "2019")},
        2: {"text": text.replace("Ketua", "Anggota")},
        3: {"url": "https://kab-pati.kpu.go.id/index.php/blog/read/1#composed"},
        4: {"date": "2020-01-01"},
    }[how]
    return {**record, **other}


def test_a_store_follows_its_pages(pages: list[Record], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Any sequence of pages added, removed and changed, and of decisions made and taken back, gives a rebuild's sorted
    N-Quads, byte for byte."""

    class Corpus(RuleBasedStateMachine):
        @initialize(first=st.sets(st.sampled_from(range(len(pages))), min_size=1, max_size=6))
        def build(self, first: set[int]) -> None:
            self.folder = tmp_path_factory.mktemp("corpus")
            self.store, self.file = self.folder / "store", self.folder / "pages.jsonl"
            self.held = {pages[n]["id"]: pages[n] for n in first}
            self.decided: list[Decision] = []
            pipeline.build([save(self.file, [*self.held.values()])], self.store, fail)

        @rule(chosen=st.dictionaries(st.sampled_from(range(len(pages))), st.integers(-4, 4), min_size=1, max_size=5))
        def add(self, chosen: dict[int, int]) -> None:
            come = [pages[n] if how < 0 else changed(pages[n], how) for n, how in chosen.items()]
            pipeline.add([save(self.file, come)], self.store, fail)
            self.held |= {record["id"]: record for record in come}

        @precondition(lambda self: len(self.held) > 1)
        @rule(data=st.data())
        def remove(self, data: st.DataObject) -> None:
            some = st.sets(st.sampled_from(sorted(self.held)), min_size=1, max_size=min(4, len(self.held) - 1))
            gone = sorted(data.draw(some))
            pipeline.remove(gone, self.store)
            for name in gone:
                del self.held[name]

        @rule(chosen=st.sets(st.sampled_from(DECISIONS), max_size=3))
        def decide(self, chosen: set[Decision]) -> None:
            self.decided = sorted(chosen, key=lambda row: row.id)
            pipeline.add([], self.store, fail, decisions_dir=save_decisions(self.folder / "decisions", self.decided))

        @invariant()
        def is_a_rebuild(self) -> None:
            assert Reader.open(self.store).nquads() == rebuilt(self.held.values(), self.decided)

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Corpus,
        settings=settings(
            max_examples=int(os.environ.get("KPUGRAPH_EXAMPLES", "12")),
            stateful_step_count=6,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # without shrinking, which takes minutes
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def test_all_pages_in_any_pieces_are_the_whole(pages: list[Record], tmp_path: Path) -> None:
    """Built at once, added one after the other, or taken away again: always the same lines."""
    file, at_once, in_steps = tmp_path / "p.jsonl", tmp_path / "a", tmp_path / "b"
    pipeline.build([save(file, pages)], at_once, fail)
    whole = Reader.open(at_once).nquads()
    assert whole == rebuilt(pages)
    pipeline.build([save(file, pages[20:22])], in_steps, fail)
    for start in range(0, len(pages), 9):
        pipeline.add([save(file, pages[start : start + 9])], in_steps, fail)
    assert Reader.open(in_steps).nquads() == whole
    pipeline.remove([page["id"] for page in pages[9:]], at_once)
    pipeline.build([save(file, pages[:9])], in_steps, fail)
    assert Reader.open(at_once).nquads() == Reader.open(in_steps).nquads()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of three pages."""
    found = [
        {"id": name, "url": f"https://kab-{name}.kpu.go.id/{name}", "text": f"Apel {name}\n\nKetua KPU Kabupaten {name.title()}, "
         "Sri Lestari, memimpin apel, 3 Mei 2023.", "date": "2023-05-04"}
        for name in ("pati", "kudus", "rembang")
    ]  # fmt: skip
    pipeline.build([save(tmp_path / "three.jsonl", found)], tmp_path / "store", fail)
    return tmp_path / "store"


def test_adding_what_is_there_changes_nothing(store: Path, tmp_path: Path) -> None:
    """The same pages again, from another file, make no new version."""
    before = (store / MARK).read_text()
    again = tmp_path / "again.jsonl"
    again.write_text((tmp_path / "three.jsonl").read_text())
    done = pipeline.add([str(again)], store, fail)
    assert (done.pages_unchanged, done.triples_added, done.triples_removed) == (3, 0, 0)
    assert (store / MARK).read_text() == before


def test_a_page_goes_by_its_address(store: Path) -> None:
    """The address of a page removes it; the whole store may go, and an empty one can be added to."""
    assert pipeline.remove(["https://kab-pati.kpu.go.id/pati"], store).pages_removed == 1
    assert pipeline.remove(["kudus", "rembang"], store).triples == 0
    assert len(Reader.open(store)) == 0


@pytest.mark.parametrize(
    ("name", "hint"),
    [("patu", "nearest: pati"), ("pati#1", "one article of the page pati"), ("", "no page has the id")],
)
def test_a_page_that_is_not_there_is_an_error(store: Path, name: str, hint: str) -> None:
    """An unknown id names the nearest, an article its page; nothing changes."""
    before = Reader.open(store).nquads()
    with pytest.raises(NotFoundError, match=hint):
        pipeline.remove(["kudus", name], store)
    assert Reader.open(store).nquads() == before


def test_what_is_no_store_of_pages_is_an_error(store: Path, tmp_path: Path) -> None:
    """Adding to nothing, to a store without kept pages, or to damaged ones is one clear error."""
    from kpugraph.store import write

    write(tmp_path / "bare", ["<https://e.org/a> <https://e.org/b> <https://e.org/c> .\n"])
    (kept,) = store.glob("pages-*")
    source = str(tmp_path / "three.jsonl")
    for path, words in ((tmp_path / "none", "no kpugraph store here"), (tmp_path / "bare", "keeps no pages")):
        with pytest.raises(StoreError, match=words):
            pipeline.add([source], path, fail)
    kept.write_bytes(b"no database, but long enough to be one" * 99)
    with pytest.raises(StoreError, match="build the store again"):
        pipeline.remove(["pati"], store)
    assert len(Reader.open(store)) > 0


def test_decisions_stay_with_the_store(pages: list[Record], tmp_path: Path) -> None:
    """Corrections hold for pages that come later; the folder is read again, and where it is gone they stay; stale ones
    are told."""
    store, told = tmp_path / "store", []
    folder = save_decisions(tmp_path / "d", DECISIONS[:3])
    found = {record["id"]: record for record in pages}
    pipeline.build(
        [save(tmp_path / "p.jsonl", [found["bna-02"]])], store, fail, decisions_dir=folder, on_stale=told.append
    )
    assert len(told) == 3
    pipeline.add([save(tmp_path / "p.jsonl", [found["bna-03"]])], store, fail)
    assert Reader.open(store).nquads() == rebuilt([found["bna-02"], found["bna-03"]], DECISIONS[:3])
    save_decisions(folder, DECISIONS[:1])
    pipeline.add([str(tmp_path / "p.jsonl")], store, fail)
    assert Reader.open(store).nquads() == rebuilt([found["bna-02"], found["bna-03"]], DECISIONS[:1])
    (folder / "rows.csv").unlink()
    folder.rmdir()
    pipeline.remove(["bna-03"], store)
    assert Reader.open(store).nquads() == rebuilt([found["bna-02"]], DECISIONS[:1])
    pipeline.add([], store, fail, decisions_dir=save_decisions(folder, ()))
    assert Reader.open(store).nquads() == rebuilt([found["bna-02"]])


def test_other_rules_read_the_kept_pages_again(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that other rules read, or a graph that other code drew, are made anew by the next change: as a rebuild would."""
    from kpugraph.corpus import keeping

    whole = Reader.open(store).nquads()
    folder = save_decisions(tmp_path / "d", [Decision("reject", "gone", "a page", "", "post", **WHO)])
    pipeline.add([], store, fail, decisions_dir=folder)  # of a page that is not there: told after each change
    for name in ("read_by", "drawn_by"):
        monkeypatch.setattr(keeping, name, lambda *_: "others")
        pipeline.add([str(tmp_path / "three.jsonl")], store, fail)
        monkeypatch.undo()
        assert pipeline.remove(["pati"], store).pages_removed == 1
        pipeline.add([str(tmp_path / "three.jsonl")], store, fail)
        assert Reader.open(store).nquads() == whole


def test_word_lists_of_ones_own_stay_with_the_store(store: Path, tmp_path: Path) -> None:
    """A store built with --lexicon is not added to without it."""
    rows = tmp_path / "lexicon"
    rows.mkdir()
    source = str(tmp_path / "three.jsonl")
    pipeline.build([source], store, fail, lexicon_dir=rows)
    with pytest.raises(StoreError, match="--lexicon"):
        pipeline.add([source], store, fail)
    assert pipeline.add([source], store, fail, lexicon_dir=rows).pages_unchanged == 3


def test_several_processes_read_the_same(pages: list[Record], tmp_path: Path) -> None:
    """--jobs changes how fast pages are read and nothing else."""
    source = save(tmp_path / "p.jsonl", pages[:40])
    found = []
    for jobs in (1, 3):
        pipeline.build([source], tmp_path / str(jobs), fail, jobs=jobs)
        found.append(Reader.open(tmp_path / str(jobs)).nquads())
    assert found[0] == found[1]


def test_a_reader_keeps_its_version_while_pages_come(store: Path, tmp_path: Path) -> None:
    """An open reader goes on answering from the version that it opened."""
    reader = Reader.open(store)
    before = reader.nquads()
    pipeline.remove(["pati"], store)
    assert reader.nquads() == before
    assert len(Reader.open(store)) < len(before)


def test_a_killed_change_is_as_if_never_begun_or_done(store: Path, tmp_path: Path) -> None:
    """Killed at any moment the store is the old graph or the new one, and the next change works."""
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from kpugraph import pipeline
        print("ready", flush=True)
        pipeline.remove(["pati"], Path(sys.argv[1]))
    """)
    source = str(tmp_path / "three.jsonl")
    old = Reader.open(store).nquads()
    pipeline.remove(["pati"], store)
    new = Reader.open(store).nquads()
    for wait in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3):
        pipeline.add([source], store, fail)
        assert Reader.open(store).nquads() == old
        child = subprocess.Popen([sys.executable, "-c", script, str(store)], stdout=subprocess.PIPE, cwd=ROOT)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert Reader.open(store).nquads() in (old, new)


def test_a_change_cut_off_before_its_last_step_is_completed(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the pages are kept but the pointer still names the old version, the next change goes on from the new one."""
    from kpugraph.store import Draft

    old = Reader.open(store).nquads()

    def broken(self: Draft, kept: str | None = None) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Draft, "publish", broken)
    with pytest.raises(StoreError, match="cannot be written"):
        pipeline.remove(["pati"], store)
    monkeypatch.undo()
    assert Reader.open(store).nquads() == old
    assert pipeline.remove(["kudus"], store).pages_removed == 1
    left = pipeline.build(
        [save(tmp_path / "one.jsonl", [r for r in records(tmp_path / "three.jsonl") if r["id"] == "rembang"])],
        tmp_path / "x",
        fail,
    )
    assert left.pages == 1
    assert Reader.open(store).nquads() == Reader.open(tmp_path / "x").nquads()
    assert sorted(p.name.split("-")[0] for p in store.iterdir()) == ["kpugraph", "lock", "pages", "version"]


def test_two_changes_at_once_are_refused(store: Path) -> None:
    """While one change is under way another is told so."""
    from kpugraph import corpus

    with corpus.opened(store), pytest.raises(StoreError, match="in use"):
        pipeline.remove(["pati"], store)
    assert os.path.isdir(store)


def test_a_text_published_twice_is_one_source_with_two_addresses(pages: list[Record], tmp_path: Path) -> None:
    """A repost is named and counted; both addresses stay; a post that original and copy state has one source, also after
    the original has gone."""
    from kpugraph import check

    found = {record["id"]: record for record in pages}
    pair = [found["jtg-04"], found["kmg-06"]]
    store = tmp_path / "store"
    pipeline.build([save(tmp_path / "p.jsonl", pair)], store, fail)
    reader = Reader.open(store)
    sparql = "SELECT ?page ?first { ?a kg:repostOf/kg:page ?first ; kg:page ?page ; schema:url ?u }"
    rows = [(row["page"].value, row["first"].value) for row in reader.rows(sparql, prefixes=quads.PREFIXES)]
    assert rows == [("kmg-06", "jtg-04")]
    urls = {row["u"].value for row in reader.rows("SELECT ?u { ?a schema:url ?u }", prefixes=quads.PREFIXES)}
    assert urls == {record["url"] for record in pair}
    single = {one.label: one.article for one in check.check_graph(reader).single_source}
    assert single["Ikhsan Maulana, Ketua, KPU Provinsi Jawa Tengah"].endswith("/jtg-04-1")
    done = CliRunner().invoke(cli, ["stats", "--json", "--store", str(store)])
    assert {row["what"]: row["count"] for row in json.loads(done.stdout)}["reposts"] == "1"
    pipeline.remove(["jtg-04"], store)
    assert not list(Reader.open(store).rows(sparql, prefixes=quads.PREFIXES))


def test_the_commands_say_what_changed(store: Path, tmp_path: Path) -> None:
    """``add`` and ``remove`` print counts, as JSON too; bad input ends with 2 and one line."""
    run = CliRunner().invoke
    gone = run(cli, ["remove", "pati", "--store", str(store), "--json"])
    assert json.loads(gone.stdout)["pages_removed"] == 1
    come = run(cli, ["add", str(tmp_path / "three.jsonl"), "--store", str(store)])
    assert "pages added" in come.stdout
    nothing = run(cli, ["add", "--store", str(store)])
    assert nothing.exit_code == 2
    assert "SOURCE" in nothing.stderr
