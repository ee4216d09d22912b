# make serve: builds the archive and serves it. make test: passes the tests. Both set up .venv first.
PORT ?= 8001
FILES ?= ../shared/seeds
PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve test install check lock unisongate clean

serve: install
	$(BIN)/ingest build sources
	$(BIN)/ingest serve archive.db --port $(PORT)

# hundreds of processes are started: what one of them compiles is kept for the others
test: export PYTHONDONTWRITEBYTECODE =
test: install
	bin/test-tools
	$(BIN)/pytest -m alone
	$(BIN)/pytest -m "not alone" -n auto --maxprocesses 4 --dist worksteal

unisongate: install
	mkdir -p build/unisongate
	$(BIN)/ingest build examples/unisongate --files $(FILES) --db build/unisongate/archive.db
	$(BIN)/ingest serve build/unisongate/archive.db --port $(PORT)

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

install: .venv/installed

.venv/installed: requirements.lock pyproject.toml bin/venv
	bin/venv $(PYTHON)
	touch $@

# the lock file holds names, versions and hashes, and no address of a registry
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.lock

clean:
	rm -rf .venv build archive.db archive.db.building inspect-data.json
