"""What a publisher says of a package: the settings file, its template, and what must stand in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpugraph import assets
from kpugraph.errors import DataError, KpugraphError
from kpugraph.export import vocabularies
from kpugraph.partial import is_valid

FILE = "kpugraph-export.toml"
_DRAFT = {  # what stands in the place of a publisher's own words where there is no settings file
    "publisher": {
        "name": {"id": "Penerbit belum disebut (draf)", "en": "Publisher not named yet (draft)"},
    },
    "contact": {"name": "", "email": "", "url": ""},
}
_KNOWN = {
    "dataset": {
        "title", "description", "url", "licence", "keywords", "themes", "frequency", "issued", "version", "identifier",
    },
    "publisher": {"name", "url", "type"},
    "contact": {"name", "email", "url"},
    "satu_data": {"produsen_data", "produsen_type", "walidata", "pembina_data"},
}  # fmt: skip
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TAG = re.compile(r"[\w .-]{2,100}")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
Text = Mapping[str, str]  # by language: id, en


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, complete and valid. ``draft`` where no publisher gave them."""

    title: Text
    description: Text
    url: str
    licence: str
    keywords: Mapping[str, tuple[str, ...]]
    themes: tuple[str, ...]
    frequency: str
    issued: str
    version: str
    identifier: str
    publisher: Text
    publisher_url: str
    publisher_type: str
    contact: str
    email: str
    contact_url: str
    producer: str
    producer_type: str
    steward: str
    supervisor: str
    draft: bool = False


def template() -> str:
    """The commented settings file that a publisher fills in."""
    return assets.path("data", "export", "template.toml").read_text("utf-8")


def init(path: Path) -> None:
    """Writes the template. KpugraphError where there is such a file already: it may be filled in."""
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(template())
    except FileExistsError as error:
        raise KpugraphError("is there already", where=str(path), todo="edit it, or move it away") from error
    except OSError as error:
        raise KpugraphError(f"cannot be written: {error.strerror}", where=str(path)) from error


def load(path: Path | None, base: str) -> Settings:
    """The settings of a file; without one, those of the template as a draft below the base.

    DataError that names everything that is missing, or what is not known or not valid.
    """
    if path is None:
        table = tomllib.loads(template())
        table["publisher"] |= _DRAFT["publisher"]
        table["dataset"]["url"] = f"{base}dataset/"
        return _settings(table, "the template", draft=True)
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"not valid TOML: {error}", where=str(path), todo="mend the file") from error
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", where=str(path), todo="check the path") from error
    return _settings(table, str(path), draft=False)


def _settings(table: dict[str, Any], where: str, *, draft: bool) -> Settings:
    get = _Table(table, where)
    get.only_known()
    name = get.texts("publisher.name", required=True)
    contact = get.text("contact.name", required=not draft)
    email, page = get.text("contact.email"), get.text("contact.url")
    if not draft and not email and not page:
        get.missing.append("contact.email (or contact.url)")
    if email and not _MAIL.fullmatch(email):
        raise get.fault("contact.email", f"{email!r} is no e-mail address")
    found = Settings(
        title=get.texts("dataset.title", required=True),
        description=get.texts("dataset.description", required=True),
        url=get.address("dataset.url", required=True),
        licence=get.address("dataset.licence") or _LICENCE,
        keywords={lang: get.tags(f"dataset.keywords.{lang}") for lang in ("id", "en")},
        themes=get.codes("dataset.themes", "theme") or ("GOVE",),
        frequency=get.code("dataset.frequency", "frequency") or "IRREG",
        issued=get.text("dataset.issued"),
        version=get.text("dataset.version"),
        identifier=get.text("dataset.identifier"),
        publisher=name,
        publisher_url=get.address("publisher.url"),
        publisher_type=get.code("publisher.type", "publisher") or "NonGovernmentalOrganisation",
        contact=contact,
        email=email,
        contact_url=get.address("contact.url"),
        producer=get.text("satu_data.produsen_data") or name["id"],
        producer_type=get.code("satu_data.produsen_type", "publisher"),
        steward=get.text("satu_data.walidata") or name["id"],
        supervisor=get.text("satu_data.pembina_data"),
        draft=draft,
    )
    get.only_whole()
    if not found.url.endswith("/"):
        raise get.fault("dataset.url", "must end in /")
    if found.issued and not (is_valid(found.issued) and len(found.issued) == 10):
        raise get.fault("dataset.issued", f"{found.issued!r} is no date such as 2026-01-31")
    for lang, text in found.description.items():
        if not 50 <= len(text) <= 5000:
            raise get.fault(f"dataset.description.{lang}", f"has {len(text)} letters: 50 to 5000 are asked for")
    return found


class _Table:
    """Reads values out of the file by their dotted names."""

    def __init__(self, table: dict[str, Any], where: str) -> None:
        self._table, self._where = table, where
        self.missing: list[str] = []

    def fault(self, key: str, what: str) -> DataError:
        return DataError(f"{key} {what}", where=self._where, todo="kpugraph export --init writes a template")

    def only_whole(self) -> None:
        """DataError that names every mandatory value that is missing."""
        if self.missing:
            verb = "are" if len(self.missing) > 1 else "is"
            what = f"{', '.join(self.missing)} {verb} missing"
            raise DataError(what, where=self._where, todo="fill in the lines marked WAJIB")

    def only_known(self) -> None:
        for section, values in self._table.items():
            if section not in _KNOWN or not isinstance(values, dict):
                raise self.fault(section, f"is not known: there are {', '.join(_KNOWN)}")
            for key in values:
                if key not in _KNOWN[section]:
                    raise self.fault(
                        f"{section}.{key}", f"is not known: there are {', '.join(sorted(_KNOWN[section]))}"
                    )

    def _find(self, key: str) -> Any:
        value: Any = self._table
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        value = self._find(key)
        if value is not None and hasattr(value, "isoformat"):  # TOML has dates of its own
            value = value.isoformat()
        if value is not None and not isinstance(value, str):
            raise self.fault(key, "must be a text in quotes")
        text = " ".join((value or "").split())
        if required and not text:
            self.missing.append(key)
        return text

    def texts(self, key: str, *, required: bool = False) -> Text:
        return {lang: self.text(f"{key}.{lang}", required=required) for lang in ("id", "en")}

    def address(self, key: str, *, required: bool = False) -> str:
        text = self.text(key, required=required)
        if text and not _ADDRESS.fullmatch(text):
            raise self.fault(key, f"{text!r} is no http(s) address")
        return text

    def code(self, key: str, kind: str) -> str:
        """A code of a vocabulary, or "" where none is given."""
        text = self.text(key)
        return self._known(key, text, kind) if text else ""

    def codes(self, key: str, kind: str) -> tuple[str, ...]:
        return tuple(self._known(key, word, kind) for word in self._words(key))

    def _known(self, key: str, word: str, kind: str) -> str:
        known = vocabularies.codes(kind)
        if word not in known:
            raise self.fault(key, f"{word!r} is not known: there are {', '.join(known)}")
        return word

    def tags(self, key: str) -> tuple[str, ...]:
        """Keywords as CKAN takes them."""
        words = tuple(self._words(key))
        for word in words:
            if not _TAG.fullmatch(word):
                rule = "CKAN takes 2 to 100 letters, digits, spaces and - _ . only"
                raise self.fault(key, f"{word!r} is not allowed: {rule}")
        return words

    def _words(self, key: str) -> Iterator[str]:
        value = self._find(key)
        if value is not None and not isinstance(value, list):
            raise self.fault(key, "must be a list of texts")
        for word in value or []:
            if not isinstance(word, str):
                raise self.fault(key, f"{word!r} is no text")
            yield word
