# Sourced by ./dev. Every test in stages, each timed; the last line sums what was really run.

readonly STAGE_LOGS=test-artifacts/logs
PASSED=0
FAILED=0
SUMMARY=()

# stage NAME COUNT COMMAND...: runs a command, shows its time, adds the tests that COUNT reads from its output.
# A stage that fails without a failed test counts as one.
stage() {
  local name=$1 count=$2 started=$SECONDS status=0 log=$STAGE_LOGS/${1// /-}.log passed failed
  shift 2
  printf '\n== %s\n' "$name"
  "$@" > >(tee "$log") 2>&1 || status=$?
  # tee may still be writing.
  wait
  read -r passed failed < <("$count" "$log")
  if [ $status != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SUMMARY+=("$(printf '%-22s %4d s   %4d passed  %d failed' "$name" $((SECONDS - started)) "$passed" "$failed")")
  [ $status = 0 ]
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

cargo_quiet() { "${CARGO:-cargo}" "$@"; }

wasm_tests() {
  WASM_BINDGEN_TEST_WEBDRIVER_JSON=$PWD/.ci/webdriver.json CHROMEDRIVER=$(command -v chromedriver) \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo_quiet test --locked --target $WASM_TARGET --no-default-features --features worker --test wasm
}

browser_tests() { node tests/browser/run.mjs; }

run_tests() {
  mkdir -p $STAGE_LOGS
  stage 'set up' count_none setup_test || { print_summary; return 1; }
  # The stage ran in this shell's child: what it put on PATH is put again, quickly.
  setup_test >/dev/null
  local status=0
  stage 'native tests' count_nextest cargo_quiet nextest run --locked --no-fail-fast --no-tests pass || status=1
  stage 'examples in docs' count_libtest cargo_quiet test --locked --doc --quiet || status=1
  stage 'layering' count_none cargo_quiet check --locked --no-default-features --lib || status=1
  stage 'wasm tests' count_libtest wasm_tests || status=1
  if stage 'release build' count_none build_if_stale && stage 'command' count_none cargo_quiet build --locked --bin botworth; then
    stage 'browser tests' count_browser browser_tests || status=1
  else
    status=1
  fi
  print_summary
  return $status
}

print_summary() {
  printf '\n'
  printf '%s\n' "${SUMMARY[@]}"
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
}
