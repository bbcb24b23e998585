# make demo: the main job, end to end.  make test: all checks and tests.  Both set up everything they need.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: demo test lint setup browser servers tools libmagic web quality conformance clean

setup: $(STAMP) web

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@needs=$$($(BIN)/python kpugraph/web/bundle.py needs); [ -z "$$needs" ] || $(BIN)/python -m pip install --quiet "$$needs"
	touch $@

# The front end, bundled anew where its sources have changed. Without Node on the PATH, `setup` has brought one.
web: $(STAMP)
	@$(BIN)/python kpugraph/web/bundle.py

# The browser for the browser tests: Debian's when root, else Playwright's own.
browser: $(STAMP)
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else $(BIN)/playwright install chromium; fi; }

# A SPARQL server that others wrote, for the tests of remote stores: Debian's when root, else those tests are skipped.
servers: $(STAMP)
	@command -v virtuoso-t >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin >/dev/null \
	      || echo "no Virtuoso to be had: its tests are skipped"; fi; }

# Tools by others that read exported packages back, each family in an environment of its own.
TOOLS := .venv-tools/readers/.ready .venv-tools/ckan/.ready

tools: libmagic $(TOOLS)

# CKAN reads file types by libmagic.
libmagic:
	@ldconfig -p | grep -q libmagic.so.1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libmagic1 >/dev/null; \
	  else echo "install libmagic (Debian: libmagic1) for the test with CKAN's reader"; fi; }

.venv-tools/%/.ready: tests/export/readers/%.txt
	$(PYTHON) -m venv .venv-tools/$*
	.venv-tools/$*/bin/python -m pip install --quiet --upgrade pip
	.venv-tools/$*/bin/python -m pip install --quiet --requirement $<
	touch $@

lint: $(STAMP)
	$(BIN)/python kpugraph/web/bundle.py lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Precision, recall and F1 of extraction on the annotated pages beside the checkout.
quality: $(STAMP)
	$(BIN)/python tests/quality.py

test: lint browser servers tools web
	$(BIN)/python -m pytest

demo: $(STAMP) web
	@mkdir -p demo
	@$(BIN)/kpugraph build data/articles --store demo/kpugraph.store
	@echo; echo "Who holds which post:"
	@$(BIN)/kpugraph query officeholders --store demo/kpugraph.store
	@echo; echo "Events:"
	@$(BIN)/kpugraph query events --store demo/kpugraph.store
	@echo; echo "Why Maskup Asyadi:"
	@$(BIN)/kpugraph why "Maskup Asyadi" --store demo/kpugraph.store
	@echo
	@$(BIN)/kpugraph view -o demo/network.html --store demo/kpugraph.store
	@$(BIN)/kpugraph export demo/package --store demo/kpugraph.store

# W3C's SPARQL 1.1 tests, whose archive lies beside the checkout.
conformance: $(STAMP)
	@$(BIN)/python tests/conformance/run.py

clean:
	rm -rf .venv .venv-tools demo dist build kpugraph/_assets kpugraph/web/node_modules
