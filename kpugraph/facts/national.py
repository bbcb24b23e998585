"""Members of the national commission, whom local news call by a bare "KPU": their post is not the local office's."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from kpugraph.errors import DataError
from kpugraph.lexicon import rules
from kpugraph.model import BodyMention, Office, RolePhrase
from kpugraph.text import fold

_UNDERSTOOD = {"bodies.office", "bodies.again", "posts.office"}  # the text names no place
_NATIONAL = "KPU RI"


def of_the_nation(body: BodyMention, phrase: RolePhrase, person: str, office: Office | None) -> BodyMention | None:
    """KPU RI where a local commission was only understood and the person is known to sit in the national one."""
    local = body.rule in _UNDERSTOOD and body.name.startswith(("KPU ", "KIP ")) and body.name != _NATIONAL
    if not local or phrase.role not in {"Ketua", "Anggota"} or fold(person) not in _members():
        return None
    region = body.region or (office.region if office is not None else None) or ""
    if region in _members()[fold(person)]:
        return None
    step = f"{person} -> of {_NATIONAL}, a known member"
    return replace(body, name=_NATIONAL, level="national", region=None, confidence=0.85, steps=(step,))


@lru_cache(maxsize=1)
def _members() -> dict[str, tuple[str, ...]]:
    """Each member's name in folded form with the regions in whose commissions they served before."""
    try:
        return {fold(row["name"]): tuple(row.get("before", ())) for row in rules("national")["member"]}
    except KeyError as error:
        raise DataError(f"has no {error}", where="national.toml", todo="give each member a name") from error
