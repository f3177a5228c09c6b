# The commands of the project; `make help` lists them.  Everything is installed into .venv, nothing into the system.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help assets demo test lint format accuracy train cross-validate fuzz bench messages lock fonts clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## ?/  make \1\t/' | expand -t 24

# The package is installed in place; the stamps say for which requirements.
$(VENV)/base.stamp: requirements/build.txt requirements/base.txt pyproject.toml tools/venv.sh
	tools/venv.sh $(VENV) requirements/base.txt
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	tools/venv.sh $(VENV) requirements/dev.txt
	@touch $@

# What the pages need from npm, copied into the application, which serves it itself.
UI     := src/luoshi/duban/ui
ASSETS := .assets
assets: $(ASSETS)/stamp  ## fetch the pages' styles, scripts and icons by npm, into the application
$(ASSETS)/stamp: $(UI)/package.json $(UI)/package-lock.json $(UI)/icons.txt tools/assets.py tools/node.sh tools/system.sh
	@tools/node.sh
	$(PYTHON) tools/assets.py $(ASSETS)
	@touch $@

# Free fonts by npm; where npm cannot be had the stamp stays away and all else works.
$(VENV)/fonts.stamp: assets/fonts/package.json assets/fonts/package-lock.json tools/free_fonts.py tools/fonts.sh tools/node.sh | $(VENV)/base.stamp
	tools/fonts.sh $@

fonts: $(VENV)/fonts.stamp  ## fetch the free fonts that stand in for licensed ones in PDF files

DEMO ?=
demo: $(VENV)/base.stamp $(ASSETS)/stamp  ## the application with a fictional county: set up, served on loopback; DEMO=--fresh starts over
	-@$(MAKE) --no-print-directory fonts
	@LUOSHI_DATA=$${LUOSHI_DATA:-out/demo} $(BIN)/luoshi demo $(DEMO)

# What is missing of the system is told in a sentence; the tests that need it are skipped with the reason.
test: $(VENV)/dev.stamp  ## run the tests on all cores, in a browser too, and the application's again on PostgreSQL
	-@$(MAKE) --no-print-directory assets
	-@tools/system.sh "浏览器测试 Tests in a browser" chromium fonts-noto-cjk
	$(BIN)/python -m pytest -n auto
	@if tools/system.sh "PostgreSQL" postgresql; then \
		tools/postgres.sh run -- $(BIN)/python -m pytest -n auto tests/duban; fi

lint: $(VENV)/dev.stamp  ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp  ## put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/dev.stamp  ## collect the sentences of the pages into the English catalogue, and compile it
	@tools/system.sh "收集译文 Collecting the sentences" gettext
	$(BIN)/python -m tools.messages

accuracy: $(VENV)/dev.stamp  ## score the annotated documents and compare with the floors
	$(BIN)/luoshi evaluate $(sort $(wildcard tests/gongwen/documents/*.gold.tsv tests/gongwen/documents/held-out/*.gold.tsv samples/*.gold.tsv))
	@if [ -d ../shared/eval ]; then $(BIN)/luoshi evaluate ../shared/eval/*.gold.tsv --texts ../shared/corpus; fi
	$(BIN)/python -m pytest --quiet tests/gongwen/documents/test_accuracy.py

train: $(VENV)/dev.stamp  ## learn the statement model anew from the annotated documents (docs/model-card.md)
	$(BIN)/python tools/train_statements.py

cross-validate: $(VENV)/dev.stamp  ## measure the statement model on documents left out of training
	$(BIN)/python tools/train_statements.py --cross-validate

fuzz: $(VENV)/dev.stamp  ## feed random and damaged input through reading and extraction, for a minute
	$(BIN)/python tools/fuzz.py

bench: $(VENV)/base.stamp  ## speed and memory, beside peers where they can be installed
	-@tools/venv.sh .venv-bench requirements/bench.txt || echo "peers could not be installed: n/a below" >&2
	$(BIN)/python -m bench.run --peers .venv-bench/bin/python
	$(BIN)/python -m bench.record 2000
	$(BIN)/python -m bench.intake
	$(BIN)/python -m bench.application
	-tools/postgres.sh run -- $(BIN)/python -m bench.application

lock: $(VENV)/dev.stamp  ## pin the newest allowed versions with their hashes
	tools/lock.sh $(BIN)/uv
	$(PYTHON) tools/assets.py $(ASSETS) --lock

clean:  ## remove what the commands made
	rm -rf $(VENV) .venv-bench $(ASSETS) $(UI)/static/vendor assets/fonts/free out build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
