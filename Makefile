# make run      everything, then the server on 127.0.0.1:8000 (PORT=8001 for another port)
# make setup    what comes before the database
# make test     the whole suite (ARGS="-k matrix" for a part); DATABASE_URL chooses the database, SQLite by default
# make lint     the style of the Python code
# make bench    the measurements of bench/
# make lock     requirements*.txt anew from requirements*.in

PORT ?= 8000
ARGS ?=
PYTHON := .venv/bin/python
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(PYTHON) -m piptools compile --quiet --no-config --generate-hashes \
	--strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade

.PHONY: run setup test lint bench lock
.SILENT:

run: export LEVIER_PROFILE := loopback
run: setup
	$(PYTHON) manage.py migrate --verbosity 0
	$(PYTHON) manage.py demo
	exec $(PYTHON) manage.py serve --bind 127.0.0.1:$(PORT)

setup:
	bin/setup

test:
	bin/setup test
	$(PYTHON) -m pytest $(ARGS)

lint:
	bin/setup test
	$(PYTHON) -m ruff check .

bench:
	bin/setup test
	$(PYTHON) -m bench

lock:
	bin/setup test
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
