# Every command of this repository; plain `make` lists them.

PYTHON ?= python3
PORT ?= 8000
TODAY ?= 2022-09-15
VAR_DIR ?= var
ARGS ?=
T ?=
DATABASE ?= sqlite

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
FOR_RUNNING := .venv/.requirements
STATIC := $(VAR_DIR)/static/staticfiles.json
FOR_DEVELOPING := .venv/.requirements-dev
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
SOURCES := chodon_thidua units targets reports tests
SCRIPTS := static/js tests/js

.DEFAULT_GOAL := help
.PHONY: help run dev test test-one coverage check fix bench lighthouse screenshots pictures vendor demo-reset

help:
	@echo "make TARGET, where TARGET is one of:"
	@awk -F ' *## ' '/^[a-z-]+:.* ## / { split($$1, name, ":"); printf "  %-12s %s\n", name[1], $$2 }' $(firstword $(MAKEFILE_LIST))

# A demo on this machine: made-up accounts, the clock of the 2022 plan, plain http on loopback.
run dev demo-reset: export DEMO := true
run dev demo-reset: export HTTPS := false
run dev demo-reset: export TODAY := $(TODAY)
run dev demo-reset: export VAR_DIR := $(VAR_DIR)

# Before a server starts: its port is free, the demo is loaded.
define PREPARE
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null \
		|| { echo "Port $(PORT) of 127.0.0.1 is taken or not allowed: choose another, for example make $@ PORT=8001."; exit 1; }
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo
endef

run: $(STATIC) ## Serve the 2022 plan with demo accounts on http://127.0.0.1:8000 (PORT= for another)
	$(PREPARE)
	@echo "Serving on http://127.0.0.1:$(PORT)/ (Ctrl-C stops)."
	@exec $(BIN)/gunicorn chodon_thidua.wsgi:application --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--graceful-timeout 1 --log-level warning --no-control-socket

# DEBUG serves static files from their folders and shows errors with their place in the code.
dev: export DEBUG := true
dev: $(FOR_RUNNING) ## Serve the same demo while you change it: code, templates and static files take effect at once
	$(PREPARE)
	@exec $(MANAGE) runserver 127.0.0.1:$(PORT)

demo-reset: $(FOR_RUNNING) ## Delete the demo's database and load it again (SURE=yes for the database of DATABASE_URL)
	@if [ -z "$$DATABASE_URL" ]; then rm -rf $(VAR_DIR)/db.sqlite3 $(VAR_DIR)/db.sqlite3-wal $(VAR_DIR)/db.sqlite3-shm $(VAR_DIR)/uploads; \
		elif [ "$(SURE)" != yes ]; then echo "This empties the database of DATABASE_URL: make demo-reset SURE=yes."; exit 1; fi
	@$(MANAGE) migrate --verbosity 0
	@if [ -n "$$DATABASE_URL" ]; then $(MANAGE) flush --no-input --verbosity 0; fi
	@$(MANAGE) load_demo

test: $(FOR_DEVELOPING) ## Run every test on SQLite and PostgreSQL (ARGS="tests/lib -k x" for some)
	@$(BIN)/python -m tests.tools.run_tests $(ARGS)

# On SQLite straight away; for PostgreSQL a server is started unless TEST_DATABASE_URL names one, which is quicker.
test-one: $(FOR_DEVELOPING) ## Run some tests on a database kept migrated (T="tests/units -k scope", DATABASE=postgresql)
	@env -u DATABASE_URL -u TODAY -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m \
		$(if $(filter postgresql,$(DATABASE)),tests.tools.run_tests --postgresql,pytest) $(T)

# Tests with a time limit may fail while every line is traced: whether tests pass is for `make test`.
coverage: $(FOR_DEVELOPING) ## Hold the share of branches that tests reach on SQLite, without Chromium (twice as slow)
	@rm -f .coverage .coverage.*
	@env -u DATABASE_URL -u TODAY -u PYTHONDONTWRITEBYTECODE $(BIN)/coverage run -m pytest \
		-n 2 --dist worksteal --ignore=tests/browser -m "not postgresql" || echo "Tests failed; the coverage is measured all the same."
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
	@$(BIN)/coverage json --quiet -o - | $(BIN)/python tests/tools/branch_gate.py

# Settings as in production: what --deploy warns about, the type checker's plugin and the migrations see the real ones.
check: export SECRET_KEY := only-for-make-check-0123456789-abcdefghijklmnopqrstuvwxyz
check: export ALLOWED_HOSTS := thidua.example
check: export DATABASE_URL := sqlite://:memory:
check: export VAR_DIR := var/check
check: export DEBUG := false
check: export DEMO := false
check: $(FOR_DEVELOPING) ## Check style, types, templates, scripts, imports, migrations and deployment settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(SOURCES)
	$(BIN)/djlint --lint --check --quiet templates
	$(BIN)/oxlint --deny-warnings --report-unused-disable-directives $(SCRIPTS)
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tests/tools/check_repository.py
	$(BIN)/python tests/tools/vendor.py --check
	$(BIN)/python -m tests.tools.pictures --check
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --deploy --fail-level WARNING

fix: $(FOR_DEVELOPING) ## Repair what make check can repair by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/djlint --reformat --quiet templates
	$(BIN)/oxlint --fix $(SCRIPTS)

bench: $(FOR_DEVELOPING) ## Measure the budgets as ratios into README.md (ARGS="--nation var/nation" for a simulated one too)
	@$(BIN)/python -m tests.tools.bench $(ARGS)

lighthouse: $(FOR_DEVELOPING) ## Score the dashboard with Lighthouse (needs npm and Chromium)
	@$(BIN)/python -m tests.tools.lighthouse

screenshots: $(FOR_DEVELOPING) ## Photograph every page into var/screenshots and static/help (ARGS=--full for whole pages)
	@$(BIN)/python -m tests.tools.screenshots $(ARGS)

pictures: $(FOR_DEVELOPING) ## Draw the layers and the life of a report from the code into PICTURES.md
	@$(BIN)/python -m tests.tools.pictures

vendor: $(FOR_DEVELOPING) ## Fetch static/vendor again and check its sums
	@$(BIN)/python tests/tools/vendor.py

$(STATIC): $(FOR_RUNNING) chodon_thidua/settings.py $(shell find static)
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: name one with make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { echo "This Python cannot make virtual environments: install the package python3-venv and run make again."; exit 1; }
	@$(PYTHON) -m venv .venv

$(FOR_RUNNING): requirements.lock | $(BIN)/pip
	@echo "Installing what requirements.lock names…"
	@$(INSTALL) requirements.lock
	@touch $@

# The development lock holds everything of the other one.
$(FOR_DEVELOPING): requirements-dev.lock requirements.lock | $(BIN)/pip
	@echo "Installing what requirements-dev.lock names…"
	@$(INSTALL) requirements-dev.lock
	@touch $(FOR_RUNNING) $@
