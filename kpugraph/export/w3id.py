"""Redirect rules for w3id.org: what an Apache there answers for the package's IRIs, with content negotiation."""

from __future__ import annotations

import re
from pathlib import Path

from kpugraph.export.profile import Profile
from kpugraph.export.settings import Settings

_RDF = r"RewriteCond %{HTTP_ACCEPT} text/turtle|application/rdf\+xml|application/ld\+json|application/n-triples"


def write(settings: Settings, profile: Profile, folder: Path) -> list[Path]:
    """``w3id/.htaccess`` and the README that w3id asks for."""
    target = folder / "w3id"
    target.mkdir()
    to = re.sub(r"([%$\\])", r"\\\1", settings.url)
    rules = [
        f"# {profile.base} → {settings.url}",
        "Options +FollowSymLinks -MultiViews",
        "AddType text/turtle .ttl",
        "AddType application/ld+json .jsonld",
        "RewriteEngine on",
        "",
        "# The ontology and its concepts: Turtle for programs, the documentation for people.",
        _RDF,
        rf"RewriteRule ^(ontology|concept)(/.*)?$ {to}ontology.ttl [R=303,L]",
        rf"RewriteRule ^ontology(/.*)?$ {to}ontology.html [R=303,L]",
        rf"RewriteRule ^concept/(.+)$ {to}ontology.html#$1 [R=303,NE,L]",
        "",
        "# The dataset and its catalogue.",
        _RDF,
        rf"RewriteRule ^(catalog|dataset)/?$ {to}catalog.ttl [R=303,L]",
        rf"RewriteRule ^dataset/distribution/(.+)$ {to}$1 [R=302,L]",
        rf"RewriteRule ^(catalog|dataset)(/.*)?$ {to}index.html [R=303,L]",
        "",
        "# Claims stand in the evidence, everything else in the core facts.",
        _RDF,
        rf"RewriteRule ^(claim/.+|article/.+/span/.+)$ {to}evidence.ttl [R=303,L]",
        _RDF,
        rf"RewriteRule ^.+$ {to}kpugraph.ttl [R=303,L]",
        rf"RewriteRule ^.*$ {to}index.html [R=303,L]",
        "",
    ]
    htaccess, readme = target / ".htaccess", target / "README.md"
    htaccess.write_text("\n".join(rules), "utf-8")
    contact = settings.email or settings.contact_url
    readme.write_text(
        f"# {profile.base}\n\nPermanent identifiers of {settings.title['en']}.\n\n"
        f"Publisher: {settings.publisher['en']}  \nContact: {settings.contact} {contact}\n",
        "utf-8",
    )
    return [htaccess, readme]
