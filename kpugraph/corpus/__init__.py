"""The corpus behind a store: what each page says, kept so that pages can come and go without reading the others again."""
