# Sourced by ./dev after test.sh. Every engine that can run on this machine, its cube held against the rows, number by number.

# Python with the engines and their drivers, of the versions that are pinned.
warehouse_python() {
  local venv=$CACHE_DIR/warehouse-python
  if ! "$venv/bin/python" -c 'import dbt.adapters.duckdb, dbt.adapters.postgres, duckdb, pyspark, sqlglot, tzdata' 2>/dev/null; then
    say "installing DuckDB, dbt and Spark for Python (once)"
    python_packages "$venv" tests/warehouse/requirements.txt
  fi
  printf '%s\n' "$venv/bin/python"
}

# Spark 4 wants 17 or later.
has_java() {
  java -version 2>&1 | awk -F'"' '/version/ { split($2, version, "."); found = version[1] >= 17 } END { exit !found }'
}

setup_warehouse() {
  setup_rust
  debian_packages postgresql
  has_java || debian_packages default-jre-headless
  warehouse_python >/dev/null
  cargo build --locked --bin botworth
}

# against_rows DIALECT SEEDS
against_rows() {
  "$(warehouse_python)" tests/warehouse/against_rows.py "${CARGO_TARGET_DIR:-target}/debug/botworth" --dialect "$1" --seeds "$2"
}

dbt_project() {
  "$(warehouse_python)" tests/warehouse/dbt_project.py "${CARGO_TARGET_DIR:-target}/debug/botworth"
}

# warehouse_parts DIALECT SEEDS [--only SETS]
warehouse_parts() {
  "$(warehouse_python)" tests/warehouse/parts.py "${CARGO_TARGET_DIR:-target}/debug/botworth" --dialect "$1" --seeds "$2" "${@:3}"
}

warehouse_texts() {
  "$(warehouse_python)" tests/warehouse/texts.py "${CARGO_TARGET_DIR:-target}/debug/botworth"
}

# Spark's time by the number of events.
spark_growth() {
  # shellcheck disable=SC2086
  "$(warehouse_python)" tests/warehouse/growth.py "${CARGO_TARGET_DIR:-target}/debug/botworth" --events ${SPARK_EVENTS:-1000000 3000000 10000000 30000000}
}

run_warehouse() {
  mkdir -p $STAGE_LOGS
  stage 'set up' count_none setup_warehouse
  if [ $STATUS = 0 ]; then
    # A stage cannot change PATH for the next.
    setup_rust
    stage 'DuckDB' count_browser against_rows duckdb "${WAREHOUSE_SEEDS:-1-6}"
    stage 'DuckDB, parts' count_browser warehouse_parts duckdb "${WAREHOUSE_SEEDS:-1-6}"
    stage 'dbt' count_browser dbt_project
    stage 'PostgreSQL' count_browser against_rows postgres "${WAREHOUSE_SEEDS:-1-6}"
    stage 'PostgreSQL, parts' count_browser warehouse_parts postgres 1
    stage 'Spark' count_browser against_rows spark "${SPARK_SEEDS:-1-2}"
    stage 'Spark, parts' count_browser warehouse_parts spark 1 --only regions
    stage 'texts' count_browser warehouse_texts
    stage 'Spark growth' count_browser spark_growth
  fi
  print_summary
  [ $FAILED = 0 ]
}
