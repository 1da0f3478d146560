# Every target works from a fresh clone on a machine with Python >= 3.11; nothing is installed outside .venv.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python

PYTEST := $(RUN) -m pytest -n auto --maxprocesses 6 --dist loadfile --no-loadscope-reorder
# The present lock's versions stay; `make lock UPGRADE=--upgrade` takes the newest that fit.
UPGRADE :=
LOCK := $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)
# A lock file names every package, so pip has nothing to resolve.
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps

.PHONY: demo test check lint style types fast quick coverage bench screenshots lock hooks clean

demo: $(VENV)/.installed
	$(RUN) -m infra_scripts demo

test: $(VENV)/.installed-dev
	$(PYTEST)

check: lint fast

lint: style types

style: $(VENV)/.installed-dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .

types: $(VENV)/.installed-dev
	$(RUN) -m mypy

fast: $(VENV)/.installed-dev
	$(PYTEST) -m "not slow and not browser"

# No engine and no browser: what the files themselves say, in seconds.
quick: $(VENV)/.installed-dev
	$(PYTEST) -m "not engine and not slow and not browser"

coverage: $(VENV)/.installed-dev
	$(PYTEST) -m "not slow and not browser" --cov --cov-report=term:skip-covered

bench: $(VENV)/.installed-dev
	$(RUN) -m tests.bench

screenshots: $(VENV)/.installed-dev
	$(RUN) -m tests.browser.screenshots

# After each change to a requirements file; a test tells when it was forgotten.
lock: $(VENV)/.installed-dev
	$(LOCK) --output-file requirements.lock.txt requirements.txt
	$(LOCK) --constraints requirements.lock.txt --output-file requirements-dev.lock.txt requirements-dev.txt

hooks: $(VENV)/.installed-dev
	$(RUN) -m pre_commit install

clean:
	rm -rf $(VENV) .lab .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python $(VENV)/Scripts/python.exe:
	$(PYTHON) -c "import sys; sys.exit('Authorizer Lab needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Run: make PYTHON=python3.11 ...' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock.txt
	@test -x $(RUN) || $(MAKE) --no-print-directory $(BIN)/python
	$(INSTALL) -r requirements.lock.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock.txt
	@test -x $(RUN) || $(MAKE) --no-print-directory $(BIN)/python
	$(INSTALL) -r requirements-dev.lock.txt
	@touch $@ $(VENV)/.installed
