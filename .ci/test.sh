# Sourced by ./dev. Every test in stages, each timed; the last line sums what was really run.

readonly STAGE_LOGS=test-artifacts/logs
PASSED=0
FAILED=0
STATUS=0
SUMMARY=()

# stage NAME COUNT COMMAND...: runs a command, shows its time, adds the tests that COUNT reads from its output.
# A stage that fails without a failed test counts as one. Says in STATUS how it went: to be called plainly, not in a
# condition, where bash would run on after a failed command.
stage() {
  local name=$1 count=$2 started=$SECONDS log=$STAGE_LOGS/${1// /-}.log passed failed
  shift 2
  printf '\n== %s\n' "$name"
  set +e
  (set -e; "$@") > >(tee "$log") 2>&1
  STATUS=$?
  # tee may still be writing.
  wait
  set -e
  read -r passed failed < <("$count" "$log")
  if [ $STATUS != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SUMMARY+=("$(printf '%-18s %5d s %6d passed %4d failed' "$name" $((SECONDS - started)) "$passed" "$failed")")
}

count_none() { echo 0 0; }

# `Summary [ 0.1s] 29 tests run: 28 passed, 1 failed, 2 skipped`
count_nextest() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/tests? run:/ {
    for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) passed = $(i - 1); if ($i ~ /^(failed|timed)/) failed += $(i - 1) }
  } END { print passed + 0, failed + 0 }'
}

# `test result: ok. 3 passed; 0 failed; ...`, one line a binary
count_libtest() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '/^test result:/ {
    for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) passed += $(i - 1); if ($i ~ /^failed/) failed += $(i - 1) }
  } END { print passed + 0, failed + 0 }'
}

# `3 passed, 0 failed`
count_browser() { awk '/^[0-9]+ passed, [0-9]+ failed$/ { print $1, $3; found = 1 } END { if (!found) print 0, 0 }' "$1"; }

wasm_tests() {
  WASM_BINDGEN_TEST_WEBDRIVER_JSON=$PWD/.ci/webdriver.json CHROMEDRIVER=$(command -v chromedriver) \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo test --locked --target $WASM_TARGET --no-default-features --features worker --test wasm
}

browser_tests() {
  cargo build --locked --bin botworth
  node tests/browser/run.mjs
}

# Python with DuckDB and a parser of SQL, of the versions that are pinned.
reference_python() {
  local venv=$CACHE_DIR/reference-python
  if ! "$venv/bin/python" -c 'import duckdb, sqlglot, tzdata' 2>/dev/null; then
    python_packages "$venv" tests/reference/requirements.txt
  fi
  printf '%s\n' "$venv/bin/python"
}

# The cube that DuckDB counts by the program of `botworth sql`, against the rows: the sample and random data.
warehouse_tests() {
  local python
  python=$(reference_python)
  cargo build --locked --bin botworth
  "$python" tests/warehouse/against_rows.py "${CARGO_TARGET_DIR:-target}/debug/botworth" --seeds "${WAREHOUSE_SEEDS:-2}"
}

# Cubes of months and of regions, opened together, against all rows.
warehouse_parts() {
  local python
  python=$(reference_python)
  "$python" tests/warehouse/parts.py "${CARGO_TARGET_DIR:-target}/debug/botworth" --seeds "${WAREHOUSE_SEEDS:-2}"
}

# The programs for engines that are not run here, by their grammars.
warehouse_texts() {
  local python
  python=$(reference_python)
  "$python" tests/warehouse/texts.py "${CARGO_TARGET_DIR:-target}/debug/botworth"
}

# An independent reading of METRICS, in SQL for DuckDB and Python, against the engine on random data.
reference_tests() {
  local python
  python=$(reference_python)
  cargo build --locked --bin botworth
  "$python" tests/reference/compare.py "${CARGO_TARGET_DIR:-target}/debug/botworth" --seeds "${REFERENCE_SEEDS:-1-12}"
}

run_tests() {
  mkdir -p $STAGE_LOGS
  stage 'set up' count_none setup_test
  if [ $STATUS = 0 ]; then
    # A stage cannot change PATH for the next: again, now that everything is there.
    setup_test
    stage 'native tests' count_nextest cargo nextest run --locked --no-fail-fast
    stage 'examples in docs' count_libtest cargo test --locked --doc --quiet
    stage 'reference' count_browser reference_tests
    stage 'warehouse' count_browser warehouse_tests
    stage 'warehouse parts' count_browser warehouse_parts
    stage 'warehouse texts' count_browser warehouse_texts
    stage 'release archive' count_browser python3 tests/release/same_bytes.py
    stage 'layering' count_none cargo check --locked --no-default-features --lib
    stage 'lock files' count_none lock_files
    stage 'wasm tests' count_libtest wasm_tests
    stage 'release build' count_none build_if_stale
    [ $STATUS != 0 ] || stage 'browser tests' count_browser browser_tests
  fi
  print_summary
  [ $FAILED = 0 ]
}

# The fuzzers are a crate beside this one, with a lock file of its own, which nothing else here reads.
lock_files() {
  cargo metadata --locked --format-version 1 --manifest-path fuzz/Cargo.toml >/dev/null
}

print_summary() {
  printf '\n'
  printf '%s\n' "${SUMMARY[@]}"
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
}
