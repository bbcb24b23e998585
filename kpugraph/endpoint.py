"""A remote SPARQL 1.1 endpoint, asked as a store is asked.

Credentials come from the environment, never from the command line: ``KPUGRAPH_ENDPOINT_TOKEN`` (bearer), or
``KPUGRAPH_ENDPOINT_USER`` and ``KPUGRAPH_ENDPOINT_PASSWORD`` (basic, or digest where the server asks for it).
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kpugraph.errors import QueryError
from kpugraph.solutions import solutions
from kpugraph.sparql import form, with_prefixes

if TYPE_CHECKING:
    import requests

TIMEOUT = 60.0  # seconds for an answer to begin, and between two parts of it
_CONNECT = 10.0
_LONGEST_URL = 2000  # characters; longer queries go by POST, which no proxy cuts short
_LARGEST = 1 << 30  # bytes of an answer
_BACKOFF = 0.5  # seconds before the second try again; each further one waits twice as long
_RETRIED = frozenset({429, 502, 503, 504})
_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8, text/tab-separated-values;q=0.5"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"


class Endpoint:
    """A SPARQL 1.1 Protocol endpoint. Queries go by GET, or by POST where they are long."""

    remote = True

    def __init__(self, url: str, *, timeout: float | None = None) -> None:
        self.source = checked(url)
        self._timeout = timeout or TIMEOUT
        self._session = session()

    def query(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Any:
        """The result of a query, as pyoxigraph gives it. QueryError in one line where the server refuses or fails."""
        text = with_prefixes(sparql, prefixes or {})
        rows = form(text) in {"select", "ask", ""}
        headers = {"Accept": _ROWS if rows else _TRIPLES}
        if len(self.source) + len(text) > _LONGEST_URL:
            body, media = self.send("POST", self.source, data={"query": text}, headers=headers)
        else:
            body, media = self.send("GET", self.source, params={"query": text}, headers=headers)
        return _parsed(body, media, rows, self.source)

    def rows(self, sparql: str, *, prefixes: Mapping[str, str] | None = None) -> Iterator[dict[str, Any]]:
        """The solutions of a SELECT query as dictionaries of terms, unbound variables left out."""
        yield from solutions(self.query(sparql, prefixes=prefixes))

    def send(self, method: str, url: str, **options: Any) -> tuple[bytes, str]:
        """Body and media type of the answer to a request. QueryError for any answer but a good one."""
        return send(self._session, method, url, self._timeout, **options)


def checked(url: str) -> str:
    """The URL of an endpoint. QueryError where it is none, or holds a password for all to see."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise QueryError(f"{url!r} is no address of an endpoint", todo="give one like https://host/sparql")
    if parts.username or parts.password:
        raise QueryError(
            "an address must not hold a name or password",
            todo="set KPUGRAPH_ENDPOINT_USER and KPUGRAPH_ENDPOINT_PASSWORD",
        )
    return url


def session() -> requests.Session:
    """A session with the credentials of the environment, that tries again where a server is busy or away for a moment."""
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util.retry import Retry

    # Asking twice does no harm: queries read, and what is pushed is the same the second time.
    retry = Retry(
        total=5, connect=1, read=1, redirect=0, status=4, status_forcelist=_RETRIED, allowed_methods=None,
        backoff_factor=_BACKOFF, backoff_max=20, retry_after_max=60, raise_on_status=False,
    )  # fmt: skip
    made = requests.Session()
    made.max_redirects = 5
    made.headers["User-Agent"] = "kpugraph"
    made.auth = _bearer()
    for scheme in ("http://", "https://"):
        made.mount(scheme, HTTPAdapter(max_retries=retry))
    return made


def _bearer() -> Any:
    """The token of the environment as requests takes it, or None."""
    from requests.auth import AuthBase

    token = os.environ.get("KPUGRAPH_ENDPOINT_TOKEN")
    if not token:
        return None

    class Bearer(AuthBase):
        def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
            request.headers["Authorization"] = f"Bearer {token}"
            return request

    return Bearer()


def _answering(challenge: str) -> Any:
    """Name and password of the environment in the way that a server asks for them, or None."""
    from requests.auth import HTTPBasicAuth, HTTPDigestAuth

    user, password = os.environ.get("KPUGRAPH_ENDPOINT_USER"), os.environ.get("KPUGRAPH_ENDPOINT_PASSWORD", "")
    if not user:
        return None
    return HTTPDigestAuth(user, password) if "digest" in challenge.lower() else HTTPBasicAuth(user, password)


def send(made: requests.Session, method: str, url: str, timeout: float, **options: Any) -> tuple[bytes, str]:
    """Body and media type of the answer. QueryError in one line for any answer but a good one."""
    import requests

    try:
        answer = _asked(made, method, url, timeout=(_CONNECT, timeout), **options)
        body = _body(answer)
    except requests.exceptions.RequestException as error:
        raise QueryError(
            f"no answer: {_cause(error, timeout)}", where=url, todo="check the address, or try later"
        ) from error
    if answer.is_redirect:
        raise QueryError(f"the address has moved to {answer.headers['Location']}", where=url, todo="give that one")
    if not answer.ok:
        raise QueryError(
            f"{answer.status_code} {answer.reason}: {_line(body)}", where=url, todo=_hint(answer.status_code)
        )
    return body, answer.headers.get("Content-Type", "").split(";")[0].strip().lower()


def _asked(made: requests.Session, method: str, url: str, **options: Any) -> requests.Response:
    """The answer; with name and password where the server asked for them, never before.

    Only GET follows redirects: the usual one turns a POST into a GET, whose answer would pass for that to the POST.
    """
    options |= {"stream": True, "allow_redirects": method == "GET"}
    answer = made.request(method, url, **options)
    same_host = urlsplit(answer.url).netloc == urlsplit(url).netloc
    if made.auth is None and same_host and answer.status_code in {401, 403}:
        made.auth = _answering(answer.headers.get("WWW-Authenticate", ""))
        if made.auth is not None:
            answer.close()
            answer = made.request(method, url, **options)
    return answer


def _body(answer: requests.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_content(1 << 16):
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            answer.close()
            raise QueryError("the answer is larger than 1 GiB", where=answer.url, todo="use --limit")
    return b"".join(parts)


def _cause(error: Exception, timeout: float) -> str:
    """What lies at the bottom of an HTTP library's error, without its wrapping."""
    import requests

    if isinstance(error, requests.exceptions.Timeout) or "timed out" in str(error):
        return f"the server took longer than {timeout:g} s"
    text = str(error)
    match = re.search(r"\[Errno -?\d+\] ([^'\")]+)", text)
    if match:
        return match[1]
    return text.rsplit(": ", 1)[-1].strip("'\")( ")[:200] or type(error).__name__


def _line(body: bytes) -> str:
    """The message of an error's body in one line, markup left out."""
    text = body[:20_000].decode("utf-8", "replace")
    if "<html" in text.lower():
        text = re.sub(r"(?is)<(script|style|head).*?</\1>|<[^>]*>", " ", text)
    words = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
    return words[:300] or "no message"


def _hint(status: int) -> str:
    if status in {401, 403}:
        return "set KPUGRAPH_ENDPOINT_TOKEN, or KPUGRAPH_ENDPOINT_USER and KPUGRAPH_ENDPOINT_PASSWORD"
    if status in _RETRIED:
        return "try later"
    return "check the address" if status in {404, 405} else ""


def _parsed(body: bytes, media: str, rows: bool, url: str) -> Any:
    """The body as pyoxigraph's own results, so that remote answers are written as local ones are."""
    import pyoxigraph as ox

    try:
        if rows:
            kind = ox.QueryResultsFormat.from_media_type(media) or ox.QueryResultsFormat.JSON
            found = ox.parse_query_results(body, format=kind)
            if isinstance(found, ox.QuerySolutions):  # read to its end first, so that half an answer is never shown
                deque(found, maxlen=0)
                found = ox.parse_query_results(body, format=kind)
            return _true_or_false(found)
        store = ox.Store()
        store.load(body, format=ox.RdfFormat.from_media_type(media) or ox.RdfFormat.N_TRIPLES, base_iri=url)
        return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", use_default_graph_as_union=True)
    except (SyntaxError, ValueError) as error:
        what = f"the answer is no {'result' if rows else 'graph'} ({media or 'no media type'}): {str(error)[:120]}"
        raise QueryError(what, where=url, todo="is this the address of a SPARQL endpoint?") from error


def _true_or_false(result: Any) -> Any:
    """The result itself; what Virtuoso 7 gives to ASK, one row with a number, as the boolean that it means."""
    import pyoxigraph as ox

    if not isinstance(result, ox.QuerySolutions) or [v.value for v in result.variables] != ["__ASK_RETVAL"]:
        return result
    truth = any(solution[0] is not None and solution[0].value not in {"0", "false"} for solution in result)
    return ox.parse_query_results(f'{{"head":{{}},"boolean":{str(truth).lower()}}}', ox.QueryResultsFormat.JSON)
