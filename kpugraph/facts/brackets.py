"""What stands in brackets behind a person: a division, a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpugraph.model import TextItem


@dataclass(frozen=True, slots=True)
class Brackets:
    """Reads the brackets of one article's items."""

    items: Sequence[TextItem]
    text: str

    def is_division(self, k: int) -> bool:
        """Whether the phrase at ``k`` is a bare "Divisi X"."""
        item = self.items[k]
        return item.text == "Anggota" and self.text[item.start : item.start + 6].lower() == "divisi"

    def bracketed_division(self, k: int) -> str | None:
        """ "Lilis Suryani (Hukum)", "A (Keuangan, Umum dan Logistik)": a division in brackets behind the person."""
        if k + 2 >= len(self.items) or self.items[k + 1].text != "(":
            return None
        for end in range(k + 2, min(k + 12, len(self.items))):
            item = self.items[end]
            if item.text == ")":
                if end == k + 2:
                    return None
                return " ".join(self.text[self.items[k + 2].start : self.items[end - 1].end].split())
            listed = any(getattr(entry, "cls", "") == "divisions" for entry in getattr(item, "entries", ()))
            if not (listed or item.text.lower() in {",", "dan", "&"}):
                return None
        return None

    def bracketed_term(self, k: int) -> str | None:
        """ "Tiga mantan ketua, yakni A (2003-2008)": a term in brackets behind the person."""
        texts = [item.text for item in self.items[k + 1 : k + 6]]
        if len(texts) < 5 or (texts[0], texts[4]) != ("(", ")") or texts[2] not in {"-", "–"}:
            return None
        years = [texts[1], texts[3]]
        return "-".join(years) if all(len(year) == 4 and year.isdigit() for year in years) else None
