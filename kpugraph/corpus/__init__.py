"""The corpus behind a store: what each page says, kept so that pages can come and go without reading the others again."""

from kpugraph.corpus.keeping import Changed, Filled, Opened, fill_store, opened, page_of
from kpugraph.corpus.records import pack

__all__ = ["Changed", "Filled", "Opened", "fill_store", "opened", "pack", "page_of"]
