# Everything one does with Navi(e)gator. Needs make and Python 3.11 or newer with venv; nothing else.
#
#   make run    set up on first use, then serve on http://localhost:8000 (PORT and DATA_DIR can be set)
#   make test   run the tests; parts that need more than Python are skipped by name (ARGS= goes to pytest)
#   make lint   judge style, types, layers, templates, migrations and translations
#   make fmt    repair what can be repaired by a tool
#   make bench  measure search at 1,000, 10,000 and 100,000 made-up initiatives, beside other ways to do it
#   make bench-large  the same at 1,000,000
#   make messages  bring the translation files in step with the source
#   make lock   resolve the locked dependencies anew (needs uv)

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
DATA_DIR ?= $(CURDIR)/var
ARGS ?=

python := $(VENV)/bin/python
pip_install := $(python) -m pip install --quiet --disable-pip-version-check --require-hashes
po_files := $(wildcard navigator/locale/*/LC_MESSAGES/django.po)
translations := navigator/locale/nl/LC_MESSAGES/django.mo

.PHONY: run test proof lint fmt bench bench-large messages lock
.DEFAULT_GOAL := run

run: $(VENV)/runtime-installed $(translations)
	@PORT='$(PORT)' DATA_DIR='$(DATA_DIR)' $(python) manage.py start

# The tests choose a directory of their own; an installation's DATA_DIR is none of their business.
test: $(VENV)/tools-installed $(translations)
	@env -u DATA_DIR $(python) -m pytest -n auto --durations=10 $(ARGS)

lint: $(VENV)/tools-installed
	@env -u DATA_DIR PATH='$(CURDIR)/$(VENV)/bin':"$$PATH" sh tools/lint.sh

fmt: $(VENV)/tools-installed
	@$(VENV)/bin/ruff check --fix --quiet . ; $(VENV)/bin/ruff format --quiet .
	@git ls-files --cached --others --exclude-standard -z 'templates/*.html' | xargs -0 $(VENV)/bin/djade --target-version 5.2

# Takes minutes and more memory than a test should: three search servers of which one is killed, among others.
proof: $(VENV)/tools-installed $(translations)
	@env -u DATA_DIR $(python) -m pytest -m proof -p no:randomly $(ARGS)

bench: $(VENV)/tools-installed $(translations)
	@sh tools/with_postgresql.sh $(python) -m tests.elasticsearch_node $(python) -m navigator.benchmarks $(ARGS)

bench-large: $(VENV)/tools-installed $(translations)
	@$(python) -m tests.elasticsearch_node $(python) -m navigator.benchmarks --sizes 1000000 --parts engines $(ARGS)

messages: $(VENV)/runtime-installed
	@$(python) -m navigator.translations update

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --quiet --output-file requirements.txt
	uv pip compile pyproject.toml --extra dev --constraint requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --quiet --output-file requirements-dev.txt

$(python):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Navi(e)gator needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON to another.")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing (on Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/runtime-installed: requirements.txt | $(python)
	@echo "Installing what Navi(e)gator needs into $(VENV). This takes a minute, once."
	@$(pip_install) --requirement requirements.txt
	@touch $@

$(VENV)/tools-installed: requirements-dev.txt $(VENV)/runtime-installed
	@echo "Installing the tools for tests and checks into $(VENV)."
	@$(pip_install) --requirement requirements-dev.txt
	@touch $@

$(translations): $(po_files) | $(VENV)/runtime-installed
	@DATA_DIR='$(DATA_DIR)' $(python) -m navigator.translations compile
