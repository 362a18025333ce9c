# make run      everything, then the server on 127.0.0.1:8000 (PORT=8001 for another port)
# make setup    what comes before the database
# make test     the whole suite (ARGS="-k matrix" for a part); DATABASE_URL chooses the database, SQLite by default
# make hostile  10,000 generated posts, mutated packs and mutated uploads (the suite makes 400 of each)
# make thorough what the suite tries a few times (races, the time of signing in), at full count: ROUNDS=50 TRIES=200
# make case     a whole case played in a browser, from an open round to issued reports: pictures, PDFs and data in FOLDER
# make lint     the style of the Python code
# make bench    the measurements of bench/
# make faults   kill -9, full disk, locks, power cuts, on both databases; ARGS="kills --on sqlite" for a part
# make backups  backups while people save, destroy, restore (BACKUPS=25 of them); DATABASE_URL chooses the database
# make lock     requirements*.txt anew from requirements*.in

PORT ?= 8000
ARGS ?=
ROUNDS ?= 50
TRIES ?= 200
BACKUPS ?= 25
FOLDER ?= played
LANGUAGE ?= fr
PYTHON := .venv/bin/python
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(PYTHON) -m piptools compile --quiet --no-config --generate-hashes \
	--strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade

.PHONY: run setup test hostile thorough case lint bench faults backups lock
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

hostile: export LEVIER_HOSTILE := 10000
hostile:
	bin/setup test
	$(PYTHON) -m pytest tests/hostile

thorough: export LEVIER_ROUNDS := $(ROUNDS)
thorough: export LEVIER_TRIES := $(TRIES)
thorough:
	bin/setup test
	$(PYTHON) -m pytest -n 1 -rA tests/access tests/sign_in $(ARGS)

case:
	bin/setup test
	$(PYTHON) -m tests.case $(FOLDER) $(LANGUAGE)

lint:
	bin/setup test
	$(PYTHON) -m ruff check .

bench:
	bin/setup test
	$(PYTHON) -m bench

faults:
	bin/setup test
	$(PYTHON) -m faults $(ARGS)

backups: export BACKUPS := $(BACKUPS)
backups:
	bin/setup test
	$(PYTHON) -m pytest -n 0 tests/backup/test_under_load.py $(ARGS)

lock:
	bin/setup test
	$(COMPILE) --output-file requirements.txt requirements.in
	$(COMPILE) --output-file requirements-dev.txt requirements-dev.in
