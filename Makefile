# The commands that people and CI type. Nothing is needed beforehand but python3 (3.11 or later), git and make.

PYTHON ?= python3
WAREHOUSE ?= warehouse
RUN := .venv/bin/python -m
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header -c requirements/pins.txt

# The engine that builds: duckdb, or another one whose client is installed besides.
SETUP := $(if $(filter-out duckdb,$(TARGET)),setup-$(TARGET),setup)
ON_TARGET := $(if $(TARGET),--target $(TARGET))

export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-postgres setup-spark setup-spark-cluster setup-spark-iceberg setup-peers demo refresh verify rollback docs methods lineage screenshots test fuzz mutants sequences kills readers bench parity cluster lint lock

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-19s %s\n", $$1, $$2 }' Makefile

setup: ## make the environment in .venv from requirements/runtime.lock
	@$(PYTHON) scripts/bootstrap.py runtime

setup-postgres: ## make the environment, with what PostgreSQL needs
	@$(PYTHON) scripts/bootstrap.py postgres

setup-spark: ## add Spark's client to .venv
	@$(PYTHON) scripts/bootstrap.py spark

setup-spark-cluster: setup-spark ## make a Spark to try it on in .venv-spark: 1 GB, and Java 17 has to be there
	@test -x .venv-spark/bin/python || $(PYTHON) -m venv .venv-spark
	@.venv-spark/bin/python -m pip install --quiet --require-hashes -r requirements/spark-cluster.lock

setup-spark-iceberg: setup-spark ## make a Spark 3.5 with Iceberg in .venv-iceberg, to try its merge on: 1 GB, and Java 17
	@test -x .venv-iceberg/bin/python || $(PYTHON) -m venv .venv-iceberg
	@.venv-iceberg/bin/python -m pip install --quiet --require-hashes -r requirements/spark-iceberg.lock

setup-peers: ## make an environment of the libraries that `make bench` compares with, in .venv-peers
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --require-hashes -r requirements/peers.lock

setup-dev: ## make the environment, with what tests and lint need
	@$(PYTHON) scripts/bootstrap.py dev

demo: ## run the whole job on a real shop's orders and show what it found
	@$(PYTHON) scripts/bootstrap.py demo
	@$(RUN) scripts.demo

refresh: $(SETUP) ## run the job on your orders: make refresh INPUT=folder [WAREHOUSE=folder] [AS_OF=YYYY-MM-DD] [TARGET=postgres]
	@test -n "$(INPUT)" || { echo "Which orders? make refresh INPUT=folder [WAREHOUSE=folder] [AS_OF=YYYY-MM-DD] [TARGET=postgres]" >&2; exit 2; }
	@$(RUN) scripts.refresh "$(INPUT)" "$(WAREHOUSE)" $(if $(AS_OF),--as-of "$(AS_OF)") $(ON_TARGET)

verify: setup ## build all anew beside a warehouse and compare every mart: make verify INPUT=folder [WAREHOUSE=folder]
	@test -n "$(INPUT)" || { echo "Built from what? make verify INPUT=folder [WAREHOUSE=folder]" >&2; exit 2; }
	@$(RUN) scripts.verify "$(INPUT)" "$(WAREHOUSE)"

rollback: $(SETUP) ## publish the version before the current one again: make rollback [WAREHOUSE=folder] [TARGET=postgres]
	@$(RUN) scripts.publish "$(WAREHOUSE)" --rollback $(ON_TARGET)

docs: setup ## write the dbt documentation of a warehouse as one file: make docs [WAREHOUSE=folder]
	@$(RUN) scripts.docs "$(WAREHOUSE)"

methods: setup ## put docs/methods.md together from the glossary, the macros and the unit tests
	@$(RUN) scripts.methods

lineage: setup ## draw the lineage picture in the README from the models
	@$(RUN) scripts.lineage

screenshots: setup-dev ## photograph the dashboard for the README and time its loading (needs Chromium): make screenshots [WAREHOUSE=folder]
	@$(RUN) scripts.screenshots "$(WAREHOUSE)"

test: lint ## run every check: lint, then pytest, which builds the project on fixtures
	@$(RUN) pytest -n 2 --dist loadfile

# Attempts that take too long for every day; FOLDERS, SEQUENCES, KILLS, PUBLICATIONS, REFRESHES and
# SEED say how many and which.
DISTURBED := .venv/bin/python -m pytest -q -n0

fuzz: setup-dev ## a thousand dirty folders: each ends in a clear error or a ledger that balances [FOLDERS=1000]
	@FOLDERS=$(or $(FOLDERS),1000) $(DISTURBED) tests/python/test_fuzz.py

mutants: setup-dev ## plant faults in formulas: each is caught by a test
	@MUTANTS=1 $(DISTURBED) tests/python/test_mutants.py

sequences: setup-dev ## play random events on a shop's files: after each, a partial refresh equals a rebuild [SEQUENCES=20]
	@SEQUENCES=$(or $(SEQUENCES),20) $(DISTURBED) -s tests/python/test_partial_refresh.py tests/python/test_verify.py

kills: setup-dev ## kill runs at random moments, and let disks run full: what is published stays whole [KILLS=100]
	@KILLS=$(or $(KILLS),100) $(DISTURBED) tests/python/test_kills.py tests/python/test_full_disk.py

readers: setup-dev ## read through a hundred publications: no error, no mixture of two versions [PUBLICATIONS=100]
	@PUBLICATIONS=$(or $(PUBLICATIONS),100) REFRESHES=$(or $(REFRESHES),3) $(DISTURBED) tests/python/test_readers.py

bench: setup-dev ## measure against a hand-written script: make bench [SIZES="1000000 10000000"]
	@cd tests && $(CURDIR)/$(RUN) benchmarks.bench $(or $(SIZES),1000000 10000000)

parity: setup-dev ## build some inputs on every engine at hand and compare all marts: make parity [INPUTS=cdnow,...] [ENGINES=postgres,spark]
	@PYTHONPATH=.:tests/python $(RUN) parity $(if $(INPUTS),--inputs "$(INPUTS)") $(if $(ENGINES),--engines "$(ENGINES)")

cluster: setup-dev ## run the whole job on a Spark cluster on this machine, two workers, and compare all marts with DuckDB's
	@SPARK=1 $(DISTURBED) -v tests/python/test_engine_spark.py tests/python/test_spark_merge.py

lint: setup-dev ## check the style of Python and SQL, and the types of Python
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy scripts tests/python
	@bash .ci/sqlfluff

lock: setup-dev ## remake requirements/*.lock from pyproject.toml
	@command -v uv > /dev/null || $(RUN) pip install --quiet uv
	@$(COMPILE) pyproject.toml -o requirements/runtime.lock
	@$(COMPILE) --extra dev --extra metrics --extra postgres pyproject.toml -o requirements/dev.lock
	@$(COMPILE) --extra postgres pyproject.toml -o requirements/postgres.lock
	@$(COMPILE) --extra spark pyproject.toml -o requirements/spark.lock
	@echo pyspark | $(COMPILE) - -o requirements/spark-cluster.lock
	@printf 'pyspark==3.5.*\nsnowpark-connect-deps-iceberg==1.0.2\n' | $(COMPILE) - -o requirements/spark-iceberg.lock
	@printf 'lifetimes\npolars\npyarrow\npymc-marketing\n' | uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header - -o requirements/peers.lock
	@$(COMPILE) --extra demo pyproject.toml -o requirements/demo.lock
