# `make chat` and `make test` are all that a new user needs; both set up what is missing.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup chat test lint evaluate weights catalogs bench lock format clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
PURE := bot/facts/*,bot/i18n/*,bot/dialogue/*,bot/understanding/*,bot/answers/*
BENCH := bench/.venv
BENCH_READY := $(BENCH)/.installed
ARGS ?=
FULL ?=

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv and install the locked packages

# Everything goes to stderr, so that the stdout of `make chat` is the transcript and nothing else.
$(READY): requirements.txt requirements-dev.txt
	@set -e; exec >&2; \
	if ! $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    python=; bare=; \
	    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	        if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	            if $$candidate -c 'import ensurepip, venv' 2>/dev/null; then \
	                python=$$candidate; break; \
	            fi; \
	            bare=$${bare:-$$candidate}; \
	        fi; \
	    done; \
	    if [ -z "$$python" ] && [ -n "$$bare" ]; then \
	        echo "setup: $$bare lacks its venv module; please install it (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; \
	    fi; \
	    if [ -z "$$python" ]; then \
	        echo 'setup: no Python 3.11 or newer found; please install one'; exit 1; \
	    fi; \
	    rm -rf $(VENV); \
	    echo "setup: making $(VENV) with $$python"; \
	    $$python -m venv $(VENV); \
	fi; \
	echo 'setup: installing the packages of requirements-dev.txt'; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes \
	    -r requirements-dev.txt; \
	touch $(READY)

chat: $(READY) ## Talk to the bot in the terminal, for example: make chat ARGS="--locale nl"
	@$(BIN)/python -m bot chat $(ARGS)

lint: $(READY) ## Check style, types and the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: lint ## Run every check and every test; the pure rooms need full branch coverage
	$(BIN)/coverage erase
	$(BIN)/python -m pytest --cov --cov-report= $(ARGS)
	@echo 'Branch coverage of the pure rooms, which must be 100 %:'
	@$(BIN)/coverage report --include='$(PURE)' --fail-under=100

evaluate: $(READY) ## Measure the understanding, for example: make evaluate ARGS=--mistakes
	@$(BIN)/python -m tests.evaluation.evaluate $(ARGS)

weights: $(READY) ## Learn anew from the examples of every language
	@$(BIN)/python -m tests.evaluation.train

catalogs: $(READY) ## Extract the texts and bring every catalog up to date
	$(BIN)/python -m bot.i18n.extraction

$(BENCH_READY): requirements-bench.txt $(READY)
	@set -e; exec >&2; rm -rf $(BENCH); $(BIN)/python -m venv $(BENCH); \
	echo 'bench: installing the packages of requirements-bench.txt'; \
	$(BENCH)/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
	    -r requirements-bench.txt; \
	touch $(BENCH_READY)

bench: $(BENCH_READY) ## Measure the bot beside its peers, some 6 minutes; FULL=1: with a million chats
	@$(BENCH)/bin/python -m bench $(if $(FULL),--full) $(ARGS)

# pip-tools lives in an environment of its own: nobody else needs it. Python 3.11 is the oldest
# that is supported and the one that needs most packages, so its lock serves the newer ones too.
lock: ## Make the hashed locks anew from the .in files
	@set -e; tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	python3.11 -m venv "$$tools"; \
	"$$tools/bin/python" -m pip install --quiet --disable-pip-version-check 'pip-tools>=7.5'; \
	for name in requirements requirements-dev requirements-bench; do \
	    "$$tools/bin/pip-compile" --quiet --upgrade --generate-hashes --strip-extras \
	        --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host \
	        --no-emit-find-links --output-file=$$name.txt $$name.in; \
	done

format: $(READY) ## Format the code and repair what can be repaired by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## Remove everything that a checkout made by itself
	rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov
	rm -f .coverage .coverage.*
	find bot bench tests -name __pycache__ -type d -prune -exec rm -rf {} +
