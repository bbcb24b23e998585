# make demo: the main job, end to end.  make test: all checks and tests.  Both set up everything they need.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: conformance demo test lint setup browser web clean

setup: $(STAMP) web

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@needs=$$($(BIN)/python hatch_build.py needs); [ -z "$$needs" ] || $(BIN)/python -m pip install --quiet "$$needs"
	touch $@

# The front end, bundled anew where its sources have changed. Without Node on the PATH, `setup` has brought one.
web: $(STAMP)
	@$(BIN)/python hatch_build.py

# The browser for the browser tests: Debian's when root, else Playwright's own.
browser: $(STAMP)
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else $(BIN)/playwright install chromium; fi; }

lint: $(STAMP)
	$(BIN)/python hatch_build.py lint
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint browser web
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
	rm -rf .venv demo dist build kpugraph/_assets kpugraph/web/node_modules
