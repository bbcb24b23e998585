"""Error reports of readers: each becomes a row of a file of proposed decisions, which a curator accepts or deletes.

The file has the columns of a decision file but lies elsewhere: nothing in it counts before a person has accepted it
(``kpugraph review --proposals``).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpugraph import quads
from kpugraph.entities.decisions import EDITABLE, Decision, checked, write_behind
from kpugraph.errors import DataError, KpugraphError
from kpugraph.serve import protocol, reading, render, replies

MAX_BYTES = 2_000_000  # a file of proposals larger than this takes no more
_LONGEST = 500  # characters of a field
# The kind of fact that a claim is about, by the class of its subject.
_KINDS = {
    "schema:Person": "person", "org:Membership": "post", "schema:Event": "event", "kg:Document": "document",
    "schema:Quotation": "statement", "kg:TermOfOffice": "term", "org:FormalOrganization": "body",
    "kg:Election": "election", "schema:NewsArticle": "article",
}  # fmt: skip
_CLAIM = """
SELECT ?label ?class ?exact ?prefix ?suffix ?page ?article ?member WHERE {
  ?this rdf:subject ?subject ; oa:hasTarget ?target . ?target oa:hasSource ?article ; oa:hasSelector ?quote .
  ?quote oa:exact ?exact . ?article kg:page ?page . ?subject a ?class
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
  OPTIONAL { ?subject rdfs:label ?label } OPTIONAL { ?subject org:member/rdfs:label ?member }
}
"""
_writing = asyncio.Lock()


@dataclass(frozen=True, slots=True)
class Doubted:
    """The claim that a report is about."""

    kind: str
    label: str
    form: str
    page: str
    before: str
    exact: str
    after: str
    article: str


def routes() -> list[Route]:
    """The form and what it sends."""
    return [Route("/report", form, methods=["GET"]), Route("/report", send, methods=["POST"])]


async def form(request: Request) -> Response:
    """The form for one claim."""
    return await _page(request, {})


async def send(request: Request) -> Response:
    """Writes the proposal, or shows the form again with what is wrong."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return replies.problem(403, "send the form from this site")
    if request.app.state.settings.proposals is None:
        return replies.problem(404, "this server takes no reports (start it with --proposals FILE)")
    try:
        sent = dict(protocol.fields(request, await protocol.body_of(request)))
    except protocol.ProtocolError as error:
        return replies.problem(error.status, str(error))
    return await _page(request, {name: value.strip()[:_LONGEST] for name, value in sent.items()})


async def _page(request: Request, given: dict[str, str]) -> Response:
    settings = request.app.state.settings
    try:
        doubted = await _doubted(request, given.get("claim") or request.query_params.get("claim", ""))
    except KpugraphError as error:
        return replies.refused(error)
    if doubted is None or settings.proposals is None:
        return render.page(request, "missing.html", 404)
    problem, done = "", False
    if given:
        try:
            await _append(settings.proposals, _decision(doubted, given))
            done = True
        except KpugraphError as error:
            problem = str(error)
    values = [f"{doubted.kind}.{name}" for name in EDITABLE.get(doubted.kind, ())]
    return render.page(
        request, "report.html", 400 if problem else 200, doubted=doubted, values=values, given=given, problem=problem,
        done=done, claim=given.get("claim") or request.query_params.get("claim", ""),
    )  # fmt: skip


async def _doubted(request: Request, claim: str) -> Doubted | None:
    base = request.app.state.settings.base
    if not claim.startswith(f"{base}claim/") or not claim.removeprefix(f"{base}claim/").isalnum():
        return None
    rows = await reading.rows(request, _CLAIM, claim)
    known = {quads.PREFIXES[name.partition(":")[0]] + name.partition(":")[2]: kind for name, kind in _KINDS.items()}
    row = next((row for row in rows if row["class"].iri in known), None)
    if row is None:
        return None

    def text(name: str) -> str:
        return row[name].text if row is not None and name in row else ""

    kind = known[row["class"].iri]
    form = text("member") or (text("label") if kind == "person" else "")
    return Doubted(
        kind, text("label"), form, text("page"), text("prefix"), text("exact"), text("suffix"), row["article"].href
    )


def _decision(doubted: Doubted, given: dict[str, str]) -> Decision:
    """The proposed decision. DataError where a field makes no sense."""
    field = given.get("field", "")
    return checked(
        Decision(
            action="edit" if field else "reject", page=doubted.page, quote=doubted.exact, form=doubted.form,
            field=field or doubted.kind, value=_plain(given.get("value", "")), by=_plain(given.get("by", "")),
            on=datetime.now(UTC).date().isoformat(), why=_plain(given.get("why", "")),
        )
    )  # fmt: skip


def _plain(text: str) -> str:
    """A reader's words as a spreadsheet shows them: never as a formula."""
    return f"'{text}" if text[:1] in set("=+-@\t\r") else text


async def _append(path: Path, decision: Decision) -> None:
    """Adds a row; the file is made with its header where there is none. DataError where it is full or cannot be written."""
    async with _writing:
        if path.exists() and path.stat().st_size > MAX_BYTES:
            raise DataError(
                "takes no more proposals",
                where=path.name,
                todo="judge those that it holds (kpugraph review --proposals) and start another file",
            )
        await asyncio.to_thread(write_behind, path, [decision])
