# Every task, one line each. Needs Python 3.11-3.13, git and make; the rest is installed into .venv.
SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/ready
SITE ?= data/local/site
WORKERS ?= 2

# Where this is set, and uv has installed without compiling, each process that a test starts would
# compile pandas, Bokeh and Panel again: more than half of what starting a server costs.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test golden check serve bench notebooks wheel screens sample docs lock clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1  \t/p' Makefile

demo: $(READY)  ## an invented emergency on a live board
	$(BIN)/sitroom demo $(ARGS)

test: $(READY)  ## every test, browser tests included
	@$(BIN)/python tests/chromium.py
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

golden: $(READY)  ## write the answers in tests/golden again; read the difference before you commit
	$(BIN)/python -m pytest -q tests/test_golden.py --write-golden

check: $(READY)  ## style, types and the direction rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/basedpyright
	$(BIN)/python -m pytest -q tests/test_architecture.py

serve: $(READY)  ## your own site: make serve SITE=folder
	$(BIN)/sitroom serve --site $(SITE) $(ARGS)

bench: $(READY)  ## measurements as ratios, written to bench/README.md
	$(BIN)/python bench/run.py $(ARGS)

notebooks: $(READY)  ## the notebooks run on the sample, as HTML for the docs
	$(BIN)/python docs/notebooks.py

wheel: $(READY)  ## dist/*.whl
	$(BIN)/python -m build --wheel --no-isolation

screens: $(READY)  ## screenshots of every page in every situation, into screens/
	$(BIN)/python tests/browser/screens.py $(ARGS)

sample: $(READY)  ## write data/sample again from its generator
	$(BIN)/python data/sample/make $(ARGS)

docs: $(READY)  ## write docs/reference again and build docs/_build/html
	$(BIN)/python docs/generate.py
	mkdir -p docs/_build/notebooks
	$(BIN)/python -m sphinx -q -b html docs docs/_build/html

lock:  ## resolve requirements.lock again; needs uv
	uv pip compile pyproject.toml --all-extras --group dev --group docs --universal --python-version 3.11 \
	  --generate-hashes --no-header --quiet --output-file requirements.lock

clean:  ## remove what make made
	rm -rf .venv dist build .pytest_cache .ruff_cache .hypothesis screens bench/out

# uv, where it is installed, does in seconds what pip does in minutes.
$(READY): requirements.lock pyproject.toml
	@PY=$$(sh .ci/python) && echo "Making .venv with $$PY; the first time takes some minutes." && \
	  $$PY -m venv .venv
	@PIP="$(BIN)/python -m pip --disable-pip-version-check"; \
	  if uv --version >/dev/null 2>&1; then PIP="uv pip"; export VIRTUAL_ENV=$(abspath .venv); fi; \
	  $$PIP install --quiet --require-hashes -r requirements.lock && \
	  $$PIP install --quiet --no-deps --no-build-isolation -e .
	@touch $@
