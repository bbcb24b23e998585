"""Names for things."""

from __future__ import annotations

import re

from kpugraph import ids


def test_parts_of_a_digest_do_not_run_together() -> None:
    """Parts that join to the same text have different digests."""
    assert ids.digest("ab", "c") != ids.digest("a", "bc")
    assert ids.digest("ab", "c") == ids.digest("ab", "c")


def test_slugs_are_plain_words() -> None:
    """A slug has lower-case ASCII letters, digits and single hyphens only."""
    for text in ("KPU Kabupaten Semarang", "Kodim 0714/Salatiga", "  Ma’ruf—Amin ", "é à"):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ids.slug(text)), text


def test_names_that_a_slug_confuses_stay_apart() -> None:
    """Where a slug loses letters, digits of the content tell the names apart."""
    assert ids.name_slug("José") != ids.name_slug("Jose")
    assert ids.name_slug("東京") != ids.name_slug("大阪")
    assert ids.name_slug("a" * 200) != ids.name_slug("a" * 201)
    assert ids.name_slug("KPU Kota Salatiga") == "kpu-kota-salatiga"


def test_page_ids_never_collide_and_never_leave_their_folder() -> None:
    """Ids of pages that differ in anything have different slugs, and none holds a slash or a dot."""
    pages = ["a/b", "a-b", "a_b", "A-b", "../../etc/passwd", "", "-rf", "a" * 300, "\u00e9", "e\u0301"]
    slugs = [ids.page_slug(page) for page in pages]
    assert len(set(slugs)) == len(pages)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)


def test_concepts_do_not_move_with_the_base() -> None:
    """A concept's IRI belongs to the vocabulary."""
    assert ids.concept("role", "Ketua Divisi") == "https://w3id.org/kpugraph/concept/role/ketua-divisi"
    assert ids.iri("person/x", "https://example.org/") == "https://example.org/person/x"
