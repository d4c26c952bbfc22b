# Jiedui: the two commands that matter are `make demo` and `make test`; each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Compiled modules are kept: the tests start hundreds of processes, each of which would compile all libraries again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types bench clean

# Build the environment: a venv, uv inside it, the package with its extras and the tools of development.
$(BIN)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e '.[postgres,analysis]' --group dev
	touch $@

# A sample office's year, from workbooks to a checked report; ends with the pages running, until Ctrl+C.
demo: $(BIN)/.ready
	$(BIN)/jiedui demo --folder demo --serve

# Everything CI runs: style, types, room contracts, tests.
test: lint types
	$(BIN)/python -m pytest -n auto

# Style, the walls between the rooms, dead code, dependencies that nobody uses.
lint: $(BIN)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry src

# Types, strictly.
types: $(BIN)/.ready
	$(BIN)/mypy

# The benchmarks, each beside its peer in the same run; takes some minutes.
bench: $(BIN)/.ready
	for benchmark in benchmarks/*.py; do $(BIN)/python $$benchmark || exit 1; done

# Back to a clean checkout.
clean:
	rm -rf $(VENV) demo build dist
