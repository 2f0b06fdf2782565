# Sourced by ./dev. Times what a person waits for: the native command on the generated sample.

readonly BENCH_RUNS=5

run_bench() {
  cargo build --locked --quiet --profile fast --bin botworth
  local command=${CARGO_TARGET_DIR:-target}/fast/botworth folder run started
  folder=$(mktemp -d)
  "$command" sample --seed 7 --out "$folder"
  printf 'sample: %s files, %s bytes\n' "$(find "$folder" -type f | wc -l)" "$(cat "$folder"/* | wc -c)"
  for run in $(seq $BENCH_RUNS); do
    started=$(date +%s%N)
    "$command" score "$folder"/* >/dev/null
    printf 'score, run %d: %d ms\n' "$run" $((($(date +%s%N) - started) / 1000000))
  done
  rm -rf "$folder"
}
