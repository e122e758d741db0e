# What each command does: README.md. Everything it needs, it installs first (tools/setup.sh).
SHELL := /bin/sh
PYTHON := .venv/bin/python
export MOTCUA_DEMO ?= 1
.PHONY: help run test check bench field proof lock

help:
	@grep -E '^# |^[a-z]+:.*##' Makefile | sed 's/:.*##/  —/'

run: ## everything on this machine, for trying out; Ctrl-C stops it
	@sh tools/setup.sh run
	@exec $(PYTHON) -m motcua up

test: ## all tests, a real browser included (ARGS="-k name" for some)
	@sh tools/setup.sh test
	@$(PYTHON) -m tools.test $(ARGS)

check: ## style, types, layers, migrations, licences, stale files
	@sh tools/setup.sh test
	@$(PYTHON) -m tools.check

bench: ## benchmarks: NAME=one of them, SCALE=small|full
	@sh tools/setup.sh test
	@$(PYTHON) -m tools.bench "$(or $(SCALE),small)" $(NAME)

field: ## tests over real outside data in DATA=folder
	@if [ ! -d "$(DATA)" ]; then echo "Bỏ qua: không có thư mục DATA=$(DATA)"; exit 0; fi; \
	sh tools/setup.sh test && MOTCUA_FIELD_DATA="$(abspath $(DATA))" $(PYTHON) -m tools.test tests/field

proof: ## long runs, or NAME=one of them; writes docs/proof.md
	@sh tools/setup.sh test
	@$(PYTHON) -m tools.proof $(NAME)

lock: ## lock dependencies anew after a change of pyproject.toml or package.json
	@sh tools/setup.sh test
	@$(PYTHON) -m tools.lock
	@npm install --package-lock-only --ignore-scripts --silent
