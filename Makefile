# Needs Python 3.11 and make, nothing else. `make` alone lists what there is.
# PORTAL_VAR, PORTAL_PORT, DATABASE_URL and the others: docs/settings.md.

VENV   := .venv
PY     := $(VENV)/bin/python
# Inside .venv if it stands, else the first interpreter that is new enough; if none is, any, which
# then says so in a sentence.
FINDS  := for p in python3.11 python3.12 python3.13 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; \
  done; echo python3
PYTHON ?= $(if $(wildcard $(PY)),$(PY),$(shell $(FINDS)))
LAUNCH := $(PY) -m portal.launch
LOCK   := env -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null \
  $(PY) -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# Production as `check --deploy` wants to see it; the key is thrown away.
DEPLOYED := PORTAL_HTTPS=1 PORTAL_HOSTS=portal.example \
  PORTAL_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')

.DEFAULT_GOAL := help
.PHONY: help run stop demo test pictures bench check fix backup restore lock clean runtime tools

help: ## 列出全部命令
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

runtime:
	@$(PYTHON) portal/launch/bootstrap.py requirements.txt

tools:
	@$(PYTHON) portal/launch/bootstrap.py requirements-dev.txt

run: runtime ## 启动门户（首次会自动安装、建库并生成演示数据）
	@$(LAUNCH) --until-parent-dies run

stop: runtime ## 停止在别处启动的门户
	@$(LAUNCH) stop

demo: runtime ## 在内置数据库里补齐全部演示数据
	@$(LAUNCH) demo

test: tools ## 全部测试，含浏览器中的办事过程
	@$(PY) -m pytest -n auto --maxprocesses=4 $(ARGS)

pictures: tools ## 逐页截图：make pictures [ARGS=账号]（门户须已启动，存入 var/contact-sheet）
	@$(PY) -m tests.pictures $(ARGS)

bench: runtime ## 量一量有多快：ROWS=100000 件事项，结果在 var/bench.json
	@$(PY) -m tests.bench

# djlint lints only: its formatter loses the indent of block tags of our own ({% card %} …).
check: tools ## 格式、类型、分层、迁移与部署检查
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m djlint templates --lint --quiet
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(LAUNCH) test-server $(PY) manage.py makemigrations --check --dry-run
	@$(DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING

fix: tools ## 自动整理格式
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

backup: runtime ## 备份到 var/backups（保留最近七份）
	@$(LAUNCH) backup

restore: runtime ## 恢复：make restore FILE=备份文件（只写入空的数据库）
	@$(LAUNCH) restore "$(FILE)"

lock: tools ## 由 pyproject.toml 重新锁定依赖
	@$(LOCK) --output-file requirements.txt pyproject.toml
	@$(LOCK) --extra dev --constraint requirements.txt \
	  --output-file requirements-dev.txt pyproject.toml
	@$(PY) -m portal.launch.requirements requirements.txt requirements-dev.txt

clean: ## 删除运行环境与工具缓存（不碰 var 中的数据）
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
