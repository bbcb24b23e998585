"""Redirect rules for w3id.org: what an Apache there answers for the package's IRIs, with content negotiation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kpugraph.export.profile import Profile
from kpugraph.export.settings import Settings
from kpugraph.export.syntaxes import CORE, EVIDENCE

_ANY = r"text/turtle|application/rdf\+xml|application/ld\+json|application/n-triples"
_WANTED = (  # what a program asks for, and the kind of file that it is given where the package has one
    ("text/turtle", "ttl"), (r"application/ld\+json", "jsonld"), (r"application/rdf\+xml", "rdf"), (_ANY, "ttl"),
)  # fmt: skip
_EVIDENCE = "(claim|identity|decision)/.+|article/.+/span/.+"


def write(settings: Settings, profile: Profile, folder: Path) -> list[Path]:
    """``w3id/.htaccess`` and the README that w3id asks for.

    Nothing where the package's own address is below the base, as a draft's is: the rules would lead to themselves.
    """
    if settings.url.startswith(profile.base):
        return []
    target = folder / "w3id"
    target.mkdir()
    htaccess, readme = target / ".htaccess", target / "README.md"
    htaccess.write_text("\n".join(_rules(settings, profile, folder)), "utf-8")
    contact = " ".join(filter(None, (settings.contact, settings.email or settings.contact_url)))
    readme.write_text(
        f"# {profile.base}\n\nPermanent identifiers of {settings.title['en']}.\n\n"
        f"Publisher: {settings.publisher['en']}  \nContact: {contact}\n",
        "utf-8",
    )
    return [htaccess, readme]


def _rules(settings: Settings, profile: Profile, folder: Path) -> Iterator[str]:
    to = re.sub(r"([%$\\])", r"\\\1", settings.url)
    yield f"# {profile.base} → {settings.url}"
    yield "Options +FollowSymLinks -MultiViews"
    yield "AddType text/turtle .ttl"
    yield "AddType application/ld+json .jsonld"
    yield "RewriteEngine on"
    yield "\n# The ontology and its concepts: Turtle for programs, the documentation for people."
    for what, file in (("ontology(/.*)?", "ontology.ttl"), ("concept(/.*)?", "concepts.ttl")):
        yield f"RewriteCond %{{HTTP_ACCEPT}} {_ANY}"
        yield f"RewriteRule ^{what}$ {to}{file} [R=303,L]"
    yield f"RewriteRule ^ontology(/.*)?$ {to}ontology.html [R=303,L]"
    yield f"RewriteRule ^concept/(.+)$ {to}ontology.html#$1 [R=303,NE,L]"
    yield "\n# The dataset and its catalogue."
    yield f"RewriteCond %{{HTTP_ACCEPT}} {_ANY}"
    yield f"RewriteRule ^(catalog|dataset)/?$ {to}catalog.ttl [R=303,L]"
    yield f"RewriteRule ^dataset/distribution/(.+)$ {to}$1 [R=302,L]"
    yield f"RewriteRule ^(catalog|dataset)(/.*)?$ {to}index.html [R=303,L]"
    yield "\n# Claims, verdicts and decisions stand in the evidence, everything else in the core facts."
    for what, part in ((_EVIDENCE, EVIDENCE), (".+", CORE)):
        for wanted, suffix in _WANTED:
            names = (f"{part}.{suffix}", f"{part}.{suffix}.gz")
            for name in (name for name in names if (folder / name).is_file()):
                yield f"RewriteCond %{{HTTP_ACCEPT}} {wanted}"
                yield f"RewriteRule ^({what})$ {to}{name} [R=303,L]"
    yield f"RewriteRule ^.*$ {to}index.html [R=303,L]"
    yield ""
