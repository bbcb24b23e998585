"""The vocabulary as tables: which property of a claim is which predicate, and which kind of thing which class."""

from __future__ import annotations

# Property of a claim: its predicate, and what its value is: a path, a text (Indonesian), a code (a plain string),
# a date, or the name of a concept of a scheme.
PROPERTIES: dict[str, tuple[str, str]] = {
    "label": ("skos:prefLabel", "text"),
    "parent": ("org:subOrganizationOf", "path"),
    "name": ("foaf:name", "code"),
    "alias": ("skos:altLabel", "code"),
    "member": ("org:member", "path"),
    "organization": ("org:organization", "path"),
    "role": ("org:role", "role"),
    "capacity": ("kg:capacity", "capacity"),
    "division": ("kg:division", "path"),
    "term": ("kg:term", "path"),
    "first_evidenced": ("kg:firstEvidenced", "date"),
    "last_evidenced": ("kg:lastEvidenced", "date"),
    "start": ("kg:start", "date"),
    "end": ("kg:end", "date"),
    "replaces": ("kg:replaces", "path"),
    "of_body": ("kg:ofBody", "path"),
    "event_name": ("schema:name", "text"),
    "event_kind": ("kg:eventKind", "event-kind"),
    "realisation": ("kg:realisation", "realisation"),
    "event_start": ("schema:startDate", "date"),
    "event_end": ("schema:endDate", "date"),
    "event_place": ("schema:location", "text"),
    "organizer": ("schema:organizer", "path"),
    "leader": ("kg:leader", "path"),
    "participant": ("schema:attendee", "path"),
    "within": ("schema:superEvent", "path"),
    "basis": ("kg:basedOn", "path"),
    "number": ("dct:identifier", "code"),
    "document_kind": ("kg:documentKind", "document-kind"),
    "issued": ("dct:issued", "date"),
    "issuer": ("dct:publisher", "path"),
    "issuer_text": ("kg:issuerText", "text"),
    "subject": ("dct:subject", "text"),
    "text": ("schema:text", "text"),
    "speaker": ("schema:spokenByCharacter", "path"),
    "about": ("schema:about", "path"),
    "stage": ("kg:stage", "stage"),
    "article_date": ("kg:reportedDate", "date"),
    "article_place": ("schema:dateline", "text"),
    "repost_of": ("kg:repostOf", "path"),
}

# The schemes of the concepts above.
SCHEMES = ("role", "capacity", "event-kind", "realisation", "document-kind", "stage")

# Classes of bodies by kind; every body is an org:FormalOrganization and, where public, a cv:PublicOrganisation besides.
BODY_CLASSES = {
    "commission": "kg:ElectionCommission",
    "supervisor": "kg:ElectionSupervisor",
    "ethics": "kg:EthicsCouncil",
    "adhoc": "kg:AdHocElectionBody",
    "government": "kg:TerritorialGovernment",
    "parliament": "kg:Parliament",
    "party": "kg:PoliticalParty",
    "court": "kg:Court",
    "police": "kg:Police",
    "army": "kg:ArmedForces",
    "prosecution": "kg:Prosecution",
    "ministry": "kg:Ministry",
    "agency": "kg:Agency",
    "education": "kg:EducationalBody",
    "school": "kg:EducationalBody",
    "media": "kg:MediaBody",
}
PUBLIC_KINDS = frozenset(
    {
        *("commission", "supervisor", "ethics", "adhoc", "government", "parliament", "police", "army", "prosecution"),
        *("court", "ministry", "agency", "prison"),
    }
)

# Kinds of documents that are law or decisions; others are letters, minutes and the like.
LEGAL_KINDS = frozenset({"Keputusan", "Peraturan", "Undang-Undang", "Putusan", "Instruksi", "Peraturan Pemerintah"})
