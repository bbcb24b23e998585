"""``catalog.ttl``: the package as DCAT-AP 3 describes a dataset, with VoID's counts. Apart from the data, no blank nodes.

The IRIs of the vocabularies that it names get their classes here too, so that validators need nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kpugraph import ids, quads
from kpugraph.export import vocabularies
from kpugraph.export.content import Content
from kpugraph.export.lines import Line
from kpugraph.export.profile import Place, Profile
from kpugraph.export.registry import Entry
from kpugraph.export.settings import Settings
from kpugraph.export.turtle import Writer, prefixes, turtle
from kpugraph.quads import terms

PREFIXES = {
    **quads.PREFIXES,
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "frequency": "http://publications.europa.eu/resource/authority/frequency/",
    "filetype": "http://publications.europa.eu/resource/authority/file-type/",
    "language": "http://publications.europa.eu/resource/authority/language/",
    "theme": "http://publications.europa.eu/resource/authority/data-theme/",
    "availability": "http://publications.europa.eu/resource/authority/planned-availability/",
    "publishertype": "http://purl.org/adms/publishertype/",
    "licencetype": "http://purl.org/adms/licencetype/",
}
_IANA = "https://www.iana.org/assignments/media-types/"
_THEMES = "http://publications.europa.eu/resource/authority/data-theme"
_INDONESIA = "http://publications.europa.eu/resource/authority/country/IDN"
_VOCABULARIES = ("org", "schema", "prov", "oa", "skos", "foaf", "dct", "eli", "time", "cv")
_PROVENANCE = {
    "id": "Dibaca dengan aturan dari {articles} artikel berita penyelenggara pemilu ({period}); "
    "setiap fakta merujuk kutipan dan artikelnya.",
    "en": "Read by rules from {articles} news articles of election bodies ({period}); "
    "every fact points to its quote and article.",
}
RIGHTS = {
    "id": "Fakta, kutipan pendek dan tautan; bukan teks penuh artikel. "
    "Warga yang bukan pejabat atau calon tidak disebut namanya (UU 27/2022).",
    "en": "Facts, short quotes and links, not the articles' full text. "
    "People who are neither officials nor candidates are not named (UU 27/2022).",
}


@dataclass(frozen=True, slots=True)
class About:
    """What the catalogue is made from. ``rights`` is not said where private persons are named."""

    settings: Settings
    profile: Profile
    content: Content
    entries: tuple[Entry, ...]
    version: str
    named: bool


def issued(about: About) -> str:
    """First day of issue: the publisher's, else the last day of the sources, else a day before all news."""
    return about.settings.issued or modified(about)


def modified(about: About) -> str:
    """The day of the newest source: the content depends on nothing newer."""
    return about.profile.end or about.settings.issued or "1970-01-01"


def write(about: About, comments: Iterable[str]) -> str:
    """The catalogue as Turtle."""
    names = {**prefixes(about.profile.base), **PREFIXES}
    lines = sorted(set(_Catalog(about).lines()))
    return "".join(turtle(lines, Writer(dict(sorted(names.items()))), comments))


class _Catalog:
    def __init__(self, about: About) -> None:
        self.about, self.s, self.p = about, about.settings, about.profile
        self.dataset = f"{self.p.base}dataset"
        self.publisher = f"{self.dataset}/publisher"
        self.found: list[Line] = []

    def lines(self) -> Iterator[Line]:
        """Every line of the catalogue."""
        self._catalogue()
        self._dataset()
        self._agents()
        self._spatial()
        for entry in self.about.entries:
            self._distribution(entry)
        self._void()
        yield from self.found

    # ------------------------------------------------------------ terms

    def add(self, subject: str, predicate: str, *values: str) -> None:
        self.found += [Line(f"<{subject}>", _name(predicate), value) for value in values]

    def a(self, subject: str, *classes: str) -> None:
        self.add(subject, "rdf:type", *map(_name, classes))

    def texts(self, subject: str, predicate: str, text: dict[str, str]) -> None:
        self.add(subject, predicate, *(f'"{quads.escape(value)}"@{lang}' for lang, value in text.items() if value))

    def concept(self, iri: str, kind: str = "skos:Concept", label: Mapping[str, str] | None = None) -> str:
        """A term of another vocabulary, with its class and, where it is a concept, its label."""
        self.a(iri, kind)
        if kind == "skos:Concept":
            self.texts(iri, "skos:prefLabel", dict(label or {"en": iri.rsplit("/", 1)[-1]}))
        return f"<{iri}>"

    def code(self, vocabulary: str, kind: str, code: str) -> str:
        """A code of a publisher's settings as a concept with its label."""
        return self.concept(f"{PREFIXES[vocabulary]}{code}", label=vocabularies.codes(kind)[code])

    # ------------------------------------------------------------ parts

    def _catalogue(self) -> None:
        catalog = f"{self.p.base}catalog"
        self.a(catalog, "dcat:Catalog")
        self.texts(
            catalog, "dct:title", {"id": f"Katalog: {self.s.title['id']}", "en": f"Catalogue: {self.s.title['en']}"}
        )
        self.texts(catalog, "dct:description", dict(self.s.description))
        self._common(catalog)
        self.add(catalog, "foaf:homepage", self.concept(f"{self.s.url}index.html", "foaf:Document"))
        self.add(catalog, "dcat:themeTaxonomy", self.concept(_THEMES, "skos:ConceptScheme"))
        self.texts(_THEMES, "dct:title", {"id": "Tema data", "en": "Data theme"})
        self.add(catalog, "dcat:dataset", f"<{self.dataset}>")

    def _common(self, subject: str) -> None:
        """What the catalogue and the dataset both say."""
        self.add(subject, "dct:publisher", f"<{self.publisher}>")
        self.add(subject, "dct:issued", terms.date(issued(self.about)))
        self.add(subject, "dct:modified", terms.date(modified(self.about)))
        for code in ("IND", "ENG"):
            self.add(subject, "dct:language", self.concept(f"{PREFIXES['language']}{code}", "dct:LinguisticSystem"))
        self.add(subject, "dct:license", self._licence())

    def _licence(self) -> str:
        iri = self.s.licence
        for kind in vocabularies.licence(iri).types:
            self.add(iri, "dct:type", self.concept(f"{PREFIXES['licencetype']}{kind}"))
        return self.concept(iri, "dct:LicenseDocument")

    def _dataset(self) -> None:
        d, s = self.dataset, self.s
        self.a(d, "dcat:Dataset", "void:Dataset")
        self.texts(d, "dct:title", dict(s.title))
        self.texts(d, "dct:description", dict(s.description))
        self._common(d)
        self.add(d, "dct:identifier", terms.plain(s.identifier or d))
        self.add(d, "dcat:version", terms.plain(self.about.version))
        self.add(d, "dct:creator", f"<{self._creator()}>")
        self.add(d, "dcat:landingPage", self.concept(f"{s.url}index.html", "foaf:Document"))
        for lang, words in s.keywords.items():
            self.add(d, "dcat:keyword", *(f'"{quads.escape(word)}"@{lang}' for word in words))
        for theme in s.themes:
            self.add(d, "dcat:theme", self.code("theme", "theme", theme))
        self.add(d, "dct:accrualPeriodicity", self.concept(f"{PREFIXES['frequency']}{s.frequency}", "dct:Frequency"))
        self._standard(d, ids.ONTOLOGY.rstrip("#"), "kpugraph ontology")
        self._standard(d, "http://data.europa.eu/r5r/", "DCAT-AP 3.0")
        provenance = f"{d}/provenance"
        told = {"articles": self.p.articles, "period": self.p.period or "-"}
        self.texts(provenance, "rdfs:label", {lang: text.format(**told) for lang, text in _PROVENANCE.items()})
        self.add(d, "dct:provenance", self.concept(provenance, "dct:ProvenanceStatement"))
        if self.p.start:
            period = f"{d}/period"
            self.a(period, "dct:PeriodOfTime")
            self.add(period, "dcat:startDate", terms.date(self.p.start))
            self.add(period, "dcat:endDate", terms.date(self.p.end))
            self.add(d, "dct:temporal", f"<{period}>")

    def _standard(self, subject: str, iri: str, title: str) -> None:
        self.add(subject, "dct:conformsTo", self.concept(iri, "dct:Standard"))
        self.texts(iri, "dct:title", {"en": title})

    def _agents(self) -> None:
        s = self.s
        self.a(self.publisher, "foaf:Agent")
        self.texts(self.publisher, "foaf:name", dict(s.publisher))
        self.add(self.publisher, "dct:type", self.code("publishertype", "publisher", s.publisher_type))
        if s.publisher_url:
            self.add(self.publisher, "foaf:homepage", self.concept(s.publisher_url, "foaf:Document"))
        if s.contact:
            contact = f"{self.dataset}/contact"
            self.a(contact, "vcard:Organization", "vcard:Kind")
            self.add(contact, "vcard:fn", terms.plain(s.contact))
            if s.email:
                self.add(contact, "vcard:hasEmail", f"<mailto:{s.email}>")
            if s.contact_url:
                self.add(contact, "vcard:hasURL", f"<{s.contact_url}>")
            self.add(self.dataset, "dcat:contactPoint", f"<{contact}>")

    def _creator(self) -> str:
        """The producer of the data (produsen data), who may be another than the publisher (walidata)."""
        s = self.s
        if s.producer == s.publisher["id"]:
            return self.publisher
        producer = f"{self.dataset}/producer"
        self.a(producer, "foaf:Agent")
        self.texts(producer, "foaf:name", {"id": s.producer})
        if s.producer_type:
            self.add(producer, "dct:type", self.code("publishertype", "publisher", s.producer_type))
        return producer

    def _spatial(self) -> None:
        catalog = f"{self.p.base}catalog"
        self.a(_INDONESIA, "dct:Location")
        self.texts(_INDONESIA, "rdfs:label", {"id": "Indonesia", "en": "Indonesia"})
        self.add(_INDONESIA, "skos:exactMatch", "<https://sws.geonames.org/1643084/>")
        for subject in (catalog, self.dataset):
            self.add(subject, "dct:spatial", f"<{_INDONESIA}>")
        for place in self.p.places:
            self.add(self.dataset, "dct:spatial", f"<{self._place(place)}>")

    def _place(self, place: Place) -> str:
        iri = f"{self.p.base}region/{place.code}"
        self.a(iri, "dct:Location")
        self.texts(iri, "rdfs:label", {"id": place.name})
        self.add(iri, "skos:notation", terms.plain(place.code))
        if place.bps:
            self.add(iri, "dct:identifier", terms.plain(f"BPS {place.bps}"))
        if place.geonames:
            self.add(iri, "skos:exactMatch", f"<https://sws.geonames.org/{place.geonames}/>")
        if place.wikidata:
            self.add(iri, "owl:sameAs", f"<http://www.wikidata.org/entity/{place.wikidata}>")
        return iri

    def _distribution(self, entry: Entry) -> None:
        iri = f"{self.dataset}/distribution/{entry.name}"
        self.a(iri, "dcat:Distribution")
        self.add(self.dataset, "dcat:distribution", f"<{iri}>")
        self.texts(iri, "dct:title", dict(entry.title))
        self.texts(iri, "dct:description", dict(entry.description))
        address = f"<{self.s.url}{entry.name}>"
        self.add(iri, "dcat:accessURL", address)
        self.add(iri, "dcat:downloadURL", address)
        self.add(iri, "dcat:mediaType", self.concept(f"{_IANA}{entry.media}", "dct:MediaType"))
        if entry.packed:
            self.add(iri, "dcat:compressFormat", self.concept(f"{_IANA}application/gzip", "dct:MediaType"))
        self.add(iri, "dct:format", self.concept(f"{PREFIXES['filetype']}{entry.file_type}", "dct:MediaTypeOrExtent"))
        self.add(iri, "dcat:byteSize", f'"{entry.size}"^^{_name("xsd:nonNegativeInteger")}')
        self.add(iri, "dct:license", self._licence())
        self.add(iri, "dct:issued", terms.date(issued(self.about)))
        self.add(iri, "dct:modified", terms.date(modified(self.about)))
        self.add(iri, "dcatap:availability", self.concept(f"{PREFIXES['availability']}STABLE"))
        if entry.standard:
            self._standard(iri, *entry.standard)
        if not self.about.named:
            rights = f"{self.dataset}/rights"
            self.add(iri, "dct:rights", self.concept(rights, "dct:RightsStatement"))
            self.texts(rights, "rdfs:label", RIGHTS)
        checksum = f"{iri}/checksum"
        self.a(checksum, "spdx:Checksum")
        self.add(
            checksum,
            "spdx:algorithm",
            self.concept(f"{PREFIXES['spdx']}checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm"),
        )
        self.add(checksum, "spdx:checksumValue", f'"{entry.sha256}"^^{_name("xsd:hexBinary")}')
        self.add(iri, "spdx:checksum", f"<{checksum}>")

    def _void(self) -> None:
        core, evidence = self.about.content.core_counts, self.about.content.evidence_counts
        d = self.dataset
        self.add(d, "void:triples", terms.integer(core.triples + evidence.triples))
        self.add(d, "void:uriSpace", terms.plain(self.p.base))
        self.add(
            d,
            "void:vocabulary",
            *(f"<{quads.PREFIXES[prefix]}>" for prefix in _VOCABULARIES),
            f"<{quads.PREFIXES['kg'].rstrip('#')}>",
        )
        for entry in self.about.entries:
            if entry.media in {"text/turtle", "application/n-quads"} and entry.name.split(".")[0] in {
                "kpugraph",
                "evidence",
            }:
                self.add(d, "void:dataDump", f"<{self.s.url}{entry.name}>")
        for part, counts in (("core", core), ("evidence", evidence)):
            iri = f"{d}/void/{part}"
            self.a(iri, "void:Dataset")
            self.add(d, "void:subset", f"<{iri}>")
            self.add(iri, "void:triples", terms.integer(counts.triples))
            self.add(iri, "void:distinctSubjects", terms.integer(counts.subjects))
            self.add(iri, "void:properties", terms.integer(len(counts.predicates)))
            self.add(iri, "void:classes", terms.integer(len(counts.classes)))
            for number, (kind, count) in enumerate(sorted(counts.classes.items()), 1):
                partition = f"{iri}/class/{number}"
                self.add(iri, "void:classPartition", f"<{partition}>")
                self.add(partition, "void:class", kind)
                self.add(partition, "void:entities", terms.integer(count))
            for number, (predicate, count) in enumerate(sorted(counts.predicates.items()), 1):
                partition = f"{iri}/property/{number}"
                self.add(iri, "void:propertyPartition", f"<{partition}>")
                self.add(partition, "void:property", predicate)
                self.add(partition, "void:triples", terms.integer(count))


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"
