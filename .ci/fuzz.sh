# Sourced by ./dev. Fuzzing with libFuzzer on the compiler at hand: coverage comes from flags of its own, no nightly and no
# cargo-fuzz are needed. Bytes that end a target stay in test-artifacts/fuzz.

readonly FUZZ_TARGETS=${FUZZ_TARGETS:-$(sed -n 's/^name = "\([a-z]*\)"$/\1/p' fuzz/Cargo.toml)}

# The host's triple: flags for it do not reach build scripts, which hold no coverage to link.
fuzz_host() { "${RUSTC:-rustc}" -vV | sed -n 's/^host: //p'; }

fuzz_flags() {
  echo "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters" \
    "-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
}

build_fuzzers() {
  RUSTFLAGS=$(fuzz_flags) CARGO_TARGET_DIR=$1 \
    "${CARGO:-cargo}" build --locked --release --quiet --manifest-path fuzz/Cargo.toml --target "$(fuzz_host)"
}

# run_fuzz: each target for FUZZ_SECONDS, one line each; fails if one of them crashed, hung or broke a law.
run_fuzz() {
  local seconds=${FUZZ_SECONDS:-60} folder=test-artifacts/fuzz build=${CARGO_TARGET_DIR:-target}/fuzz status=0 target
  setup_rust
  command -v c++ >/dev/null || debian_packages g++
  build_fuzzers "$build"
  for target in $FUZZ_TARGETS; do
    fuzz_one "$build/$(fuzz_host)/release/$target" "$target" "$seconds" "$folder/$target" || status=1
  done
  return $status
}

# fuzz_one PROGRAM TARGET SECONDS FOLDER: what is found goes to FOLDER, the kept corpus stays as it is.
fuzz_one() {
  local program=$1 target=$2 seconds=$3 folder=$4 seeds=(fuzz/corpus/$2) status=0 used TIMEFORMAT=%U
  if [ "$target" = vendors ]; then seeds+=(tests/fixtures); fi
  mkdir -p "$folder/found"
  used=$({ time "$program" "$folder/found" "${seeds[@]}" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 \
    -max_len=16384 -artifact_prefix="$folder/" -print_final_stats=1 >"$folder/log" 2>&1; } 2>&1) || status=1
  printf '%-10s %-6s %9d inputs in %s s of processor time%s\n' "$target" "$([ $status = 0 ] && echo ok || echo FAILED)" \
    "$(fuzz_stat "$folder/log" number_of_executed_units)" "$used" "$([ $status = 0 ] || echo "; see $folder/log")"
  return $status
}

fuzz_stat() { sed -n "s/^stat::$2: *//p" "$1" | tail -n 1; }
