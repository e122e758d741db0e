# What each command does: README.md. Everything it needs, it installs first (tools/setup.sh).
SHELL := /bin/sh
PYTHON := .venv/bin/python
export PORT SANDBOX_PORT SANDBOX_SMTP_PORT DATABASE_URL PUBLIC_URL
export MOTCUA_DEMO ?= 1
.PHONY: help run test check bench field proof lock

help:
	@grep -E '^# |^[a-z]+:.*##' Makefile | sed 's/:.*##/  —/'

run: ## everything on this machine, for trying out; Ctrl-C stops it
	@sh tools/setup.sh run
	@exec $(PYTHON) -m motcua up

test: ## all tests, a real browser included (ARGS="-k name" for some)
	@sh tools/setup.sh test
	@$(PYTHON) tools/test.py $(ARGS)

check: ## style, types, layers, migrations, licences, stale files
	@sh tools/setup.sh test
	@$(PYTHON) tools/check.py

bench: ## benchmarks: NAME=one of them, SCALE=small|full
	@sh tools/setup.sh test
	@$(PYTHON) tools/bench.py "$(or $(SCALE),small)" $(NAME)

field: ## tests over real outside data in DATA=folder
	@sh tools/setup.sh test
	@MOTCUA_FIELD_DATA="$(abspath $(DATA))" $(PYTHON) tools/test.py tests/field

proof: ## long runs; writes docs/proof.md
	@sh tools/setup.sh test
	@$(PYTHON) tools/proof.py

lock: ## lock dependencies anew after a change of pyproject.toml or package.json
	@sh tools/setup.sh test
	@$(PYTHON) tools/lock.py
	@npm install --package-lock-only --ignore-scripts --silent
