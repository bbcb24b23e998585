"""The stages in their order: pages → articles → mentions → facts → entities → quads → store."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from kpugraph import articles, corpus, facts, language, mentions, sources
from kpugraph.article_datelines import dateline
from kpugraph.entities import decisions
from kpugraph.errors import KpugraphError, NotFoundError
from kpugraph.model import ArticleFacts, Page

Report = Callable[[KpugraphError], None]
Progress = Callable[[int], None]
Stale = Callable[[str], None]
_AT_ONCE = 16  # pages that a worker is given at a time


def extract(pages: Iterable[Page], lexicon_dir: Path | None = None) -> Iterator[ArticleFacts]:
    """The facts of every article of the pages, in order; ``lexicon_dir`` adds a user's own rows to the word lists."""
    words = language.load(lexicon_dir)
    for page in pages:
        parts = articles.split(page)
        lines = [dateline(article) for article in parts]
        for found in mentions.find(page, parts, lines, words):
            yield facts.read(found, words)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many of each a build put into the graph."""

    pages: int
    articles: int
    persons: int
    bodies: int
    posts: int
    tenures: int
    events: int
    documents: int
    statements: int
    claims: int
    triples: int

    def counts(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Difference:
    """What adding or removing pages did: pages by what became of them, and triples."""

    pages_added: int
    pages_changed: int
    pages_unchanged: int
    pages_removed: int
    triples_added: int
    triples_removed: int
    triples: int

    def counts(self) -> dict[str, int]:
        return asdict(self)


def _unheard(line: str) -> None:
    """Nobody is told of decisions that do not fit."""


def _quiet(done: int) -> None:
    """No progress is shown."""


def build(
    names: Sequence[str],
    target: Path,
    on_error: Report,
    *,
    lexicon_dir: Path | None = None,
    decisions_dir: Path | None = None,
    progress: Progress = _quiet,
    on_stale: Stale = _unheard,
    jobs: int = 1,
) -> Summary:
    """Builds the store at ``target`` from the sources, replacing an older one; the same sources give the same store.

    Records that cannot be read go to ``on_error`` and are left out; without any page, KpugraphError. ``decisions_dir``
    holds corrections by people; those that do not fit the pages go to ``on_stale``. ``jobs`` processes read pages.
    """
    decided = decisions.load(decisions_dir)
    found = packed(sources.read(names, on_error), lexicon_dir, progress, jobs)
    if not found:
        raise KpugraphError("no articles in the sources", todo="name files or directories with pages")
    filled = corpus.fill_store(target, found, lexicon_dir, decided, decisions_dir)
    for line in decisions.left_out(decided, filled.applied, found):
        on_stale(line)
    return Summary(pages=len(found), **filled.counts, claims=filled.claims, triples=filled.triples)


def add(
    names: Sequence[str],
    target: Path,
    on_error: Report,
    *,
    lexicon_dir: Path | None = None,
    decisions_dir: Path | None = None,
    progress: Progress = _quiet,
    on_stale: Stale = _unheard,
    jobs: int = 1,
) -> Difference:
    """Adds the pages of the sources to the store, in place of those that have their ids: as if built with them.

    Pages kept by other rules than today's are read again first. Corrections are read again from the folder of last
    time, or from ``decisions_dir``; with it, ``names`` may be empty.
    """
    with corpus.opened(target) as store:
        decided = store.decisions(decisions_dir)
        fresh = store.is_read_by(lexicon_dir)
        found = packed(sources.read(names, on_error), lexicon_dir, progress, jobs)
        if not found and (names or not decisions_dir):
            raise KpugraphError("no articles in the sources", todo="name files or directories with pages")
        pages = {*store.ids(), *found} if decided.rows else set()
        was = {page: data for page in found if (data := store.kept(page)) is not None}
        same = {page for page, data in was.items() if corpus.page_of(data) == corpus.page_of(found[page])}
        if fresh and store.is_drawn():
            done = store.change({page: data for page, data in found.items() if page not in same}, decided)
        else:
            kept = _kept(store, found, lexicon_dir, None if fresh else jobs)
            done = store.refill({**kept, **found}, lexicon_dir, decided)
        for line in decisions.left_out(decided, done.applied, pages):
            on_stale(line)
        return Difference(len(found) - len(was), len(was) - len(same), len(same), 0, done.came, done.went, done.triples)


def remove(names: Sequence[str], target: Path, *, lexicon_dir: Path | None = None, jobs: int = 1) -> Difference:
    """Removes pages by id or address from the store: as if built without them. NotFoundError for one that it lacks."""
    with corpus.opened(target) as store:
        gone = {page for name in names for page in _named(name, store)}
        decided = store.decisions()
        fresh = store.is_read_by(lexicon_dir)
        if fresh and store.is_drawn():
            done = store.change(dict.fromkeys(sorted(gone)), decided)
        else:
            kept = _kept(store, gone, lexicon_dir, None if fresh else jobs)
            done = store.refill(kept, lexicon_dir, decided)
        return Difference(0, 0, 0, len(gone), done.came, done.went, done.triples)


def _named(name: str, store: corpus.Opened) -> list[str]:
    """The pages that an id or an address means."""
    found = store.pages_named(name)
    if not found:
        page, _, number = name.rpartition("#")
        whole = f"; {name} is one article of the page {page}" if number.isdigit() and store.pages_named(page) else ""
        near = get_close_matches(name, store.ids(), n=3)
        hint = f"; nearest: {', '.join(near)}" if near and not whole else ""
        raise NotFoundError(
            f"no page has the id or address {name!r}{whole}{hint}", todo="give the id of a page or its URL"
        )
    return found


def _kept(
    store: corpus.Opened, without: Container[str], lexicon_dir: Path | None, jobs: int | None
) -> dict[str, bytes]:
    """The kept pages but for some; read again by ``jobs`` processes where that is a number."""
    kept = {page: data for page, data in store.every().items() if page not in without}
    if jobs is None:
        return kept
    return packed((corpus.page_of(data) for data in kept.values()), lexicon_dir, _quiet, jobs)


def packed(pages: Iterable[Page], lexicon_dir: Path | None, progress: Progress, jobs: int) -> dict[str, bytes]:
    """The facts of each page as they are kept, by the page's id."""
    found: dict[str, bytes] = {}
    articles_done = 0
    for batch in _batches(pages, lexicon_dir, jobs):
        for page, data, count in batch:
            found[page] = data
            articles_done += count
            progress(articles_done)
    return found


def _batches(pages: Iterable[Page], lexicon_dir: Path | None, jobs: int) -> Iterator[list[tuple[str, bytes, int]]]:
    every = iter(pages)
    given = iter(lambda: list(islice(every, _AT_ONCE)), [])
    if jobs == 1:
        yield from (_pack(batch, lexicon_dir) for batch in given)
        return
    with ProcessPoolExecutor(jobs) as workers:
        waiting: deque[Future[list[tuple[str, bytes, int]]]] = deque()
        for batch in given:
            waiting.append(workers.submit(_pack, batch, lexicon_dir))
            if len(waiting) > 4 * jobs:  # so that pages are not read far ahead of the workers
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _pack(pages: list[Page], lexicon_dir: Path | None) -> list[tuple[str, bytes, int]]:
    """Id, packed facts and number of articles of each page."""
    out = []
    for page in pages:
        found = list(extract([page], lexicon_dir))
        out.append((page.id, corpus.pack(page, found), len(found)))
    return out
