# Every target works from a fresh clone on a machine with Python >= 3.11; nothing is installed outside .venv.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python

.PHONY: demo test check fast lint bench screenshots clean

demo: $(VENV)/.installed
	$(RUN) -m infra_scripts demo

test: $(VENV)/.installed-dev
	$(RUN) -m pytest -n auto --maxprocesses 4 --dist loadfile

check: lint fast

lint: $(VENV)/.installed-dev
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy

fast: $(VENV)/.installed-dev
	$(RUN) -m pytest -n auto --maxprocesses 4 --dist loadfile -m "not slow and not browser"

bench: $(VENV)/.installed-dev
	$(RUN) -m tests.bench

screenshots: $(VENV)/.installed-dev
	$(RUN) -m tests.browser.screenshots

clean:
	rm -rf $(VENV) .lab .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python $(VENV)/Scripts/python.exe:
	$(PYTHON) -c "import sys; sys.exit('Authorizer Lab needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Run: make PYTHON=python3.11 ...' if sys.version_info < (3, 11) else 0)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt
	@test -x $(RUN) || $(MAKE) --no-print-directory $(BIN)/python
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt
	@test -x $(RUN) || $(MAKE) --no-print-directory $(BIN)/python
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.installed
