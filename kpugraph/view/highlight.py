"""A page that shows what extraction found where: each article's text with its spans marked and titled by rule."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from kpugraph.errors import KpugraphError
from kpugraph.model import ArticleFacts, Evidence

_KINDS = ("persons", "bodies", "posts", "events", "documents", "statements", "elections", "terms")
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.6 Helvetica Neue, Arial, Liberation Sans, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.15rem; }
.legend span, mark { border-radius: .2em; padding: 0 .15em; color: #111; }
.legend span { margin-right: .5em; font-size: .85rem; }
p { white-space: pre-wrap; }
.persons { background: #56b4e9; } .bodies { background: #e69f00; } .posts { background: #f0e442; }
.events { background: #2fbf8f; } .documents { background: #cc79a7; } .statements { background: #d9d9d9; }
.elections { background: #f2a26b; } .terms { background: #9db7e8; } .article { background: #c9e265; }
"""


def write(found: Sequence[ArticleFacts], out: Path) -> None:
    """Writes the page for these articles to ``out``, whole or not at all. KpugraphError where it cannot be written."""
    page = "".join(_page(found)).encode("utf-8", "backslashreplace")
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}-", delete=False) as handle:
            handle.write(page)
        os.chmod(handle.name, 0o644)
        os.replace(handle.name, out)
    except OSError as error:
        raise KpugraphError(
            f"cannot be written: {error.strerror or error}", where=str(out), todo="choose another file"
        ) from error


def _page(found: Sequence[ArticleFacts]) -> Iterator[str]:
    yield '<!doctype html><html lang="id"><head><meta charset="utf-8"><title>kpugraph extract --explain</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<style>{_STYLE}</style></head><body><p class=legend>"
    yield "".join(f"<span class={kind}>{kind}</span>" for kind in ("article", *_KINDS))
    yield "</p>"
    for facts in found:
        yield f"<h2>{escape(facts.article.headline or facts.article.id)}</h2><p>{''.join(_marked(facts))}</p>"
    yield "</body></html>\n"


def _marked(facts: ArticleFacts) -> Iterator[str]:
    """The body with marks: where spans overlap, the shortest names the colour and all stand in the title."""
    text, body = facts.article.page.text, facts.article.body
    spans = [span for span in _spans(facts) if body.start <= span[1].start and span[1].end <= body.end]
    edges = sorted({body.start, body.end, *(e.start for _, e in spans), *(e.end for _, e in spans)})
    for start, end in pairwise(edges):
        over = sorted(
            (s for s in spans if s[1].start <= start and end <= s[1].end), key=lambda s: s[1].end - s[1].start
        )
        if not over:
            yield escape(text[start:end])
            continue
        titles = dict.fromkeys(
            f"{kind}{'.' + e.field if e.field else ''}: {e.rule} ({e.confidence:.2f})" for kind, e in over
        )
        yield f'<mark class={over[0][0]} title="{escape(chr(10).join(titles))}">{escape(text[start:end])}</mark>'


def _spans(facts: ArticleFacts) -> Iterator[tuple[str, Evidence]]:
    for evidence in facts.evidence:
        yield "article", evidence
    for kind in _KINDS:
        for fact in getattr(facts, kind):
            for evidence in fact.evidence:
                yield kind, evidence
