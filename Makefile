# make install · demo · test · check · fix · clean. Each target installs first when needed.
# Needs Python 3.11 or newer with pip, and make; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
.DEFAULT_GOAL := help

.PHONY: help install demo test check fix clean

help:
	@echo "make install   everything into $(VENV)"
	@echo "make demo      Sally in the browser, in the City-Kauf demo shop"
	@echo "make test      the tests, on all cores; those of the web pages run in .ci/run"
	@echo "make check     lint, format, types, and the problems of config and content"
	@echo "make fix       what ruff can mend by itself"
	@echo "make clean     remove $(VENV) and all caches; data/ stays"

install: $(INSTALLED)

demo: install
	$(BIN)/sally demo

test: install
	$(BIN)/python -m pytest -n auto -m "not browser"

check: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/sally check

fix: install
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian keeps ensurepip in a package of its own; without it, the machine's own pip fills the environment.
$(INSTALLED): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Sally needs Python 3.11 or newer; $(PYTHON) is older. Run: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "1/3 environment: $(VENV)"
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	  else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install pip; fi
	@echo "2/3 packages: $$(grep -c == requirements.lock), as in requirements.lock"
	$(BIN)/python -m pip install --no-deps -r requirements.lock
	@echo "3/3 Sally herself"
	$(BIN)/python -m pip install --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q actions assistant retrieval
	@touch $@
