"""Several roles of several people in one order: "Ketua, Anggota dan Staf X masing-masing A, B dan C"."""

from __future__ import annotations

from collections.abc import Sequence

from kpugraph.facts.holders import Holders
from kpugraph.facts.post_words import words
from kpugraph.model import BodyMention, RolePhrase

_JOINS = {"dan", "serta", "beserta", "&"}
_EACH = "masing-masing"
_AS = {"sebagai", "selaku"}
_MOST_GLUE = 5

Pairs = list[tuple[int, int]]  # the items of a role and of who holds it


def in_order(holders: Holders, i: int) -> Pairs:
    """The people of the roles that are listed from the item ``i`` on, behind them or before; none where it is unclear."""
    roles, end = _roles(holders, i)
    if len(roles) < 2:
        return []
    return _behind(holders, roles, end) or _before(holders, roles)


def of_each(holders: Holders, i: int) -> list[tuple[BodyMention, int]]:
    """ "Ketua KPU Kabupaten A, B dan C masing-masing P, Q dan R": (body, item of the person) of each."""
    items = holders.items
    phrase = items[i].value
    bodies = (
        [phrase.body] if isinstance(phrase, RolePhrase) and phrase.body is not None and phrase.body.specific else []
    )
    j = i + 1
    while bodies and j + 1 < len(items) and items[j].text in {",", *_JOINS}:
        at = j + 2 if items[j + 1].text in _JOINS else j + 1
        body = items[at].value if at < len(items) else None
        if not isinstance(body, BodyMention) or body.kind != bodies[0].kind or not body.specific:
            break
        bodies.append(body)
        j = at + 1
    while len(bodies) > 1 and j < len(items) and items[j].text.lower() in {_EACH, "yakni", "yaitu", ":", ","}:
        j += 1
    people = holders.run(j) if len(bodies) > 1 else []
    if (
        len(bodies) > 1 and not people and i and items[i - 1].text.lower() == _EACH
    ):  # "P dan Q masing-masing Ketua KPU A dan B"
        people = holders.run_before(i - 3 if items[i - 2].text == "," else i - 2)
    return list(zip(bodies, people, strict=True)) if len(people) == len(bodies) else []


def in_brackets(holders: Holders, i: int) -> list[tuple[BodyMention, int]]:
    """ "Ketua KPU Kabupaten A (P), Kabupaten B (Q) dan Kota C (R)": (body, item of the person) of each."""
    items = holders.items
    phrase = items[i].value
    body = phrase.body if isinstance(phrase, RolePhrase) else None
    found: list[tuple[BodyMention, int]] = []
    k = i + 1
    while body is not None and [item.text if item.kind == "punct" else item.kind for item in items[k : k + 3]] == [
        "(",
        "person",
        ")",
    ]:
        found.append((body, k + 1))
        at = k + 3
        while at < len(items) and items[at].text in {",", *_JOINS}:
            at += 1
        following = items[at].value if k + 3 < at < len(items) else None
        body = following if isinstance(following, BodyMention) else None
        k = at + 1
    return found if len(found) > 1 else []


def replaced_in_order(holders: Holders, i: int) -> list[tuple[int, int]]:
    """ "A dan B, masing-masing menggantikan C dan D sebagai ROLE": items of (who comes, who leaves) before the role at ``i``."""
    leaves = sorted(holders.run_before(i - 2))
    if len(leaves) < 2 or holders.items[leaves[0] - 1].text.lower() != "menggantikan":
        return []
    k = leaves[0] - 2
    while k > 0 and holders.items[k].text.lower() in {",", "yang", "masing-masing", "akan", "resmi"}:
        k -= 1
    comes = sorted(holders.run_before(k))
    return list(zip(comes, leaves, strict=True)) if len(comes) == len(leaves) else []


def _roles(holders: Holders, i: int) -> tuple[list[int], int]:
    """The listed roles and the item behind the last of them; their list ends with "dan"."""
    items = holders.items
    roles, end, j = [i], i + 1, i + 1
    found = [i]
    while j < len(items) and items[j].text.lower() in {",", *_JOINS}:
        joined = items[j].text != ","
        j += 1
        if not joined and j < len(items) and items[j].text.lower() in _JOINS:
            joined, j = True, j + 1
        while j < len(items) and (items[j].text.lower() in words().numbers or items[j].kind == "num"):
            j += 1
        if j >= len(items) or items[j].kind != "post":
            break
        roles.append(j)
        j += 1
        if joined:
            found, end = list(roles), j
            break
    return found, end


def _phrases(holders: Holders, roles: Sequence[int]) -> list[RolePhrase]:
    return [value for k in roles if isinstance(value := holders.items[k].value, RolePhrase)]


def _behind(holders: Holders, roles: Sequence[int], end: int) -> Pairs:
    items = holders.items
    phrases = _phrases(holders, roles)
    glue: list[str] = []
    k = end
    while k < len(items) and len(glue) < _MOST_GLUE and (items[k].text.lower() in words().forward):
        glue.append(items[k].text.lower())
        k += 1
    if "." in glue or ("(" in glue and not _chair(phrases)):
        return []
    numbered = bool(glue) and k < len(items) and items[k].kind == "num"
    while numbered and k < len(items) and (items[k].kind in {"num", "break"} or items[k].text in {".", ")"}):
        k += 1
    people = holders.run(k, numbered=numbered)
    behind = people[-1] + 1 if people else k
    leads = behind < len(items) and items[behind].kind == "post"  # "A, Ketua X": the last name has a role of its own
    if _chair(phrases) and not leads:
        return _chaired(roles, people)
    if not glue or leads or behind - k < 2 * len(roles) - 1:
        return []
    closed = len(people) > 1 and any(items[n].text.lower() in _JOINS for n in range(people[-2] + 1, people[-1]))
    return _zipped(phrases, roles, people) if _EACH in glue or (closed and _singular(phrases)) else []


def _before(holders: Holders, roles: Sequence[int]) -> Pairs:
    """ "A, B, C, masing-masing sebagai Ketua dan Anggota X", "A dan B (masing-masing Ketua dan Sekretaris X)"."""
    items = holders.items
    phrases = _phrases(holders, roles)
    k = roles[0] - 1
    seen: set[str] = set()
    while k > 0 and (items[k].text.lower() in {_EACH, "(", ",", *_AS}):
        seen.add(items[k].text.lower())
        k -= 1
    people = holders.run_before(k)
    if _chair(phrases):
        ended = roles[-1] + 1 >= len(items) or items[roles[-1] + 1].text in {".", ";"}
        whole = (
            seen == {","}
            and ended
            and len(people) > 2
            and any(i.text.lower() in _JOINS for i in items[people[-2] : people[-1]])
        )
        return _chaired(roles, people) if whole or seen & {_EACH, "(", *_AS} else []
    return _zipped(phrases, roles, people) if _EACH in seen else []


def _chair(phrases: Sequence[RolePhrase]) -> bool:
    """Whether these are the chair and the members of one body."""
    first, last = phrases[0], phrases[-1]
    return len(phrases) == 2 and first.role == "Ketua" and last.role == "Anggota" and not first.division


def _chaired(roles: Sequence[int], people: Sequence[int]) -> Pairs:
    """The first name is the chair's, the others are members."""
    if len(people) < 2:
        return []
    return [(roles[0], people[0]), *((roles[1], person) for person in people[1:])]


def _singular(phrases: Sequence[RolePhrase]) -> bool:
    return all(phrase.role not in words().plural for phrase in phrases)


def _zipped(phrases: Sequence[RolePhrase], roles: Sequence[int], people: Sequence[int]) -> Pairs:
    """One to one; more people than roles only where the last role alone is one of several people."""
    if len(people) == len(roles):
        return list(zip(roles, people, strict=True))
    if len(people) > len(roles) and _singular(phrases[:-1]) and not _singular(phrases[-1:]):
        first = list(zip(roles[:-1], people, strict=False))
        return [*first, *((roles[-1], person) for person in people[len(roles) - 1 :])]
    return []
