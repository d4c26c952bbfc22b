# Jiedui: the two commands that matter are `make demo` and `make test`; each does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types bench clean

# Build the environment: a venv, uv inside it, the package with its extras and the tools of development.
$(BIN)/jiedui: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -e '.[postgres,analysis]' --group dev
	touch $(BIN)/jiedui

# A sample office's year, from workbooks to a checked report, in about a minute.
demo: $(BIN)/jiedui
	$(BIN)/jiedui demo --folder demo

# Everything CI runs: style, types, room contracts, tests.
test: lint types
	$(BIN)/python -m pytest -n auto

# Style and the walls between the rooms.
lint: $(BIN)/jiedui
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

# Types, strictly.
types: $(BIN)/jiedui
	$(BIN)/mypy

clean:
	rm -rf $(VENV) demo build dist
