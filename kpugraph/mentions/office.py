"""Who publishes: the office behind a page's address, and behind one article of it where its dateline says otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from kpugraph.language import Language
from kpugraph.lexicon import rules
from kpugraph.mentions.body_parts import commission_name
from kpugraph.model import Article, Dateline, Office, Region

_TYPE_BEHIND = re.compile(r"(.{3,}?)-?(kab|kota)\Z")
_TYPES = {"kab": "kabupaten", "kota": "kota", "prov": "provinsi"}
_OWN_DOTS = 2  # in "bantulkab.go.id"
# A commission as written, with the level and the words behind it.
_NAMED = re.compile(
    r"\b(?P<head>KPU|Komisi Pemilihan Umum|Bawaslu|Badan Pengawas Pemilu|Badan Pengawas Pemilihan Umum)(?: \((?:KPU|Bawaslu)\))?"
    r"(?:\s+(?P<level>Provinsi|Prov\.?|Kabupaten|Kab\.?|Kota))?\s*(?P<name>(?:[A-Z][\w'’-]+)?(?:\s[A-Z][\w'’-]+)?)"
)


@lru_cache(maxsize=4096)
def office_of_url(url: str, language: Language) -> Office | None:
    """The office whose site the address is on; None for the press and unknown hosts.

    Hosts follow a pattern (``kab-semarang.kpu.go.id``, ``jateng.kpu.go.id``, ``halmaherautara.bawaslu.go.id``); which
    domain belongs to which family is in ``data/rules/offices.toml``.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    known = language.regions.by_host.get(host)
    for family in _families():
        if host in family["national"]:
            return Office(family["national_name"], None, "office.host")
        if any(host.endswith("." + domain) for domain in family["domains"]):
            label = host.split(".")[0]
            region = known or _region_of_label(label, language) or _region_of_label(_turned(label), language)
            if region is not None:
                return Office(commission_name(family["head"], region), region.code, "office.host")
    return _office_of_own_domain(host, language)


def _office_of_own_domain(host: str, language: Language) -> Office | None:
    """The office of "kpud-sumenepkab.go.id", "kpu.bantulkab.go.id" or "kputulungagung.id", where its name is no other's."""
    words = rules("offices")["own_domain"]
    first, _, domain = host.partition(".")
    if first.rstrip("d") in words["heads"] and domain.endswith(".go.id") and domain.count(".") == _OWN_DOTS:
        first, _, domain = f"{first}-{domain}".partition(".")
    parts = re.fullmatch(words["label"], first)
    if parts is None or domain not in words["domains"]:
        return None
    kind = _TYPES.get(parts["type"] or "")
    found = [r for r in language.regions_named(parts["name"]) if kind is None or r.type == kind]
    if len(found) != 1:
        return None
    return Office(commission_name(words["heads"][parts["head"]], found[0]), found[0].code, "office.domain")


def _region_of_label(label: str, language: Language) -> Region | None:
    """ "kab-acehselatan", "jateng", "kipaceh", "kota-palu", "kabsleman" -> the region."""
    parts = re.fullmatch(r"(?:kpu|kip|kpud|bawaslu|panwaslih)?-?(?:(kab|kota)-?)?(.+)", label)
    if parts is None:
        return None
    found = language.regions_named(parts[2])
    wanted = _TYPES.get(parts[1] or "")
    matching = [region for region in found if not wanted or region.type == wanted]
    if not matching and parts[1]:  # "kotabaru" is a name of its own
        matching = list(language.regions_named(parts[1] + parts[2]))
    provinces = [region for region in matching if region.type == "provinsi"]
    chosen = matching if wanted or not provinces else provinces
    return chosen[0] if chosen else None


def _turned(label: str) -> str:
    """ "magelangkota" as "kota-magelang": the supervisors' sites have the type behind the name."""
    return _TYPE_BEHIND.sub(r"\2-\1", label)


def office_of_article(
    page_office: Office | None, dateline: Dateline | None, article: Article, language: Language
) -> Office | None:
    """The office that an article speaks for: the page's, or the national one for an item taken over from it.

    An item is the national commission's own where its dateline names the national site, or gives the capital on the
    site of another place whose name the article does not bear.
    """
    if page_office is not None and page_office.region and len(page_office.region) == 2:
        local = _regency_of_article(page_office, article, language)
        if local is not None:
            return local
    if page_office is None and dateline is not None and dateline.host is not None:
        return _of_source(article.quote(dateline.host).lower().strip("/ -"), language)
    if page_office is None or not page_office.region or dateline is None:
        return page_office
    family = _family(page_office.body)
    source = article.quote(dateline.host).lower().strip("/ -") if dateline.host else ""
    place = article.quote(dateline.place).lower() if dateline.place else ""
    region = language.regions.by_code[page_office.region]
    own = place in {name.lower() for name in (region.name, region.full_name, region.capital) if name}
    if source in family["national"] and not own:  # "Sukoharjo,kpu.go.id" is that regency's
        return Office(family["national_name"], None, "office.dateline")
    words = article.page.text[article.title.start : article.body.end]
    if place == "jakarta" and region.province != "31" and region.name.lower() not in words.lower():
        return Office(family["national_name"], None, "office.dateline")
    return page_office


def _of_source(host: str, language: Language) -> Office | None:
    """The office from whose site the press took an article over: "TULUNGAGUNG (kpu-tulungagungkab.go.id) – …"."""
    source = office_of_url(host if "://" in host else f"https://{host}", language)
    return replace(source, rule="press.dateline") if source is not None else None


def _regency_of_article(page_office: Office, article: Article, language: Language) -> Office | None:
    """The regency's commission that an item on its province's site is about: the first that the text names, by its
    level, where it never names the province's own."""
    family = _family(page_office.body)
    text = article.page.text[article.body.start : article.body.end]
    named = [match for match in _NAMED.finditer(text) if match["head"] in family.get("names", ())]
    if not named or not named[0]["level"] or any(_is_of_province(match, page_office, language) for match in named):
        return None
    wanted = "kota" if named[0]["level"] == "Kota" else "kabupaten"
    for words in (named[0]["name"].split(), named[0]["name"].split()[:1]):
        for region in language.regions_named(" ".join(words)):
            if region.type == wanted and region.province == page_office.region:
                return Office(commission_name(family["head"], region), region.code, "office.regency")
    return None


def _is_of_province(match: re.Match[str], office: Office, language: Language) -> bool:
    """Whether a name of the commission is that of the office's own province: "KPU Provinsi …", "KPU Kalteng"."""
    words = match["name"].split()
    found = [*language.regions_named(match["name"]), *language.regions_named(words[0] if words else "")]
    return match["level"] in {"Provinsi", "Prov", "Prov."} or any(region.code == office.region for region in found)


def _family(body: str) -> dict[str, Any]:
    families = _families()
    return next((family for family in families if body.startswith(family["head"])), families[0])


@lru_cache(maxsize=1)
def _families() -> list[dict[str, Any]]:
    families: list[dict[str, Any]] = rules("offices")["family"]
    return families
