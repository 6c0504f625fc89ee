# `make help` lists the targets. Packages go into .venv and nowhere else; only `make test`, as
# root on Debian, adds a browser and a Chinese font to the machine when it has none.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

# The stamps bear a sum of both locks: packages are installed when a lock has changed, be it by
# an edit or by another branch, and only then.
LOCKS := requirements.lock requirements-dev.lock
SUM := $(shell cat $(LOCKS) 2> /dev/null | cksum | cut -d ' ' -f 1)
RUN := $(VENV)/run-$(SUM).stamp
DEV := $(VENV)/dev-$(SUM).stamp

DEMO_OPTIONS = $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)') \
    $(if $(DATA),--data '$(DATA)')

.PHONY: help run test check lint format messages bench soak lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN) ## Start the demonstration; HOST=, PORT= and DATA= are passed on
	@$(BIN)/python -m minyi demo $(DEMO_OPTIONS)

test: $(DEV) ## Run the tests; PYTEST_ARGS='-k roster' chooses some
	@browser=$$(PYTHON=$(BIN)/python tests/browser/ensure_chromium.sh) && \
	    MINYI_CHROMIUM="$$browser" $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(PYTEST_ARGS)

check: lint test ## All that a change must pass: format, lint, types, tests

lint: $(DEV) ## Format, lint and types, without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(DEV) ## Rewrite the code in the house format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

messages: $(DEV) ## Collect the sentences of the screens into web/locale
	mkdir -p build
	$(BIN)/pybabel --quiet extract -F babel.cfg -k _ -k ngettext:1,2 --project Minyi \
	    --add-location=file -o build/messages.pot .
	$(BIN)/pybabel --quiet update -i build/messages.pot -d web/locale -l zh_CN --width=96 \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

bench: $(DEV) ## Measure speed; ARGS= is passed on
	$(BIN)/python -m tests.load.bench $(ARGS)
	$(BIN)/python -m tests.load.bench_followup
	@browser=$$(PYTHON=$(BIN)/python tests/browser/ensure_chromium.sh) && MINYI_PAPERS=120 \
	    MINYI_CHROMIUM="$$browser" $(BIN)/python -m pytest -q -s -k attack_29 tests/browser/secret

soak: $(DEV) ## Ask new questions of every rule, run for long and watch what grows; ARGS= is passed on
	$(BIN)/python -m pytest -q -n auto -m hypothesis --hypothesis-profile=explore
	$(BIN)/python -m tests.load.soak $(ARGS)

clean: ## Remove .venv, build and the caches; data stays
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Packages

$(BIN)/pip:
	@command -v $(PYTHON) > /dev/null || \
	    { echo "There is no $(PYTHON) here. Python 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version 2>&1)." \
	    "Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || \
	    { echo "$(PYTHON) cannot make a virtual environment: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(RUN): | $(BIN)/pip
	@echo "Installing the locked packages into $(VENV)"
	@rm -f $(VENV)/*.stamp
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(DEV): | $(BIN)/pip
	@echo "Installing the locked packages into $(VENV)"
	@rm -f $(VENV)/*.stamp
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $(RUN) $@

# Locks are made with the oldest Python, which needs the most packages, and from the index
# alone: a wheel that lies about on one machine has a hash that no other finds.
COMPILE := env -u PIP_FIND_LINKS CUSTOM_COMPILE_COMMAND='make lock' \
    build/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: build/lock/bin/pip-compile ## Write both locks anew; ARGS=--upgrade takes the newest versions
	$(COMPILE) $(ARGS) -o requirements.lock pyproject.toml
	$(COMPILE) $(ARGS) --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

build/lock/bin/pip-compile:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	    { echo "Locks are made with Python 3.11: make lock PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check pip-tools==7.6.2
