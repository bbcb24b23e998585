# make demo: the main job, end to end.  make test: all checks and tests.  Both set up everything they need.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: demo test lint setup browser tools libmagic quality clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

# The browser for the browser tests: Debian's when root, else Playwright's own.
browser: $(STAMP)
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else $(BIN)/playwright install chromium; fi; }

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
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Precision, recall and F1 of extraction on the annotated pages beside the checkout.
quality: $(STAMP)
	$(BIN)/python tests/quality.py

test: lint browser tools
	$(BIN)/python -m pytest

demo: $(STAMP)
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

clean:
	rm -rf .venv .venv-tools demo dist build
