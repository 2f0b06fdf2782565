# Sourced by ./dev. Two benches, each with its rivals in the same run: scoring alone beside DuckDB, natively; and in Chromium,
# from the drop to the scorecard, beside DuckDB-WASM, PapaParse, uDSV and the bare reading of the file.

readonly BENCH_ROWS=${BENCH_ROWS:-1000000}

bench_python() {
  local venv=$CACHE_DIR/bench-python
  if [ ! -x "$venv/bin/python" ]; then
    python_packages "$venv" tests/reference/requirements.txt
  fi
  TZ=UTC "$venv/bin/python" "$@"
}

bench_scoring() {
  printf '%s conversations, a twentieth as many leads and orders\n' "$BENCH_ROWS"
  BOTWORTH_ROWS=$BENCH_ROWS BOTWORTH_OUT=$1 cargo bench --locked --quiet --bench score | tee "$1/botworth.txt"
  bench_python benches/duckdb_score.py "$1" | tee "$1/duckdb.txt"
  awk '/^score_seconds/ { if (!ours || $2 < ours) ours = $2 } /^duckdb_seconds/ { if (!theirs || $2 < theirs) theirs = $2 }
    END { printf "scoring / DuckDB, best of three each: %.2f\n", ours / theirs }' "$1/botworth.txt" "$1/duckdb.txt"
}

bench_browser() {
  local folder=$1 rows
  local stamp=benches/browser/node_modules/.installed
  if [ ! -f $stamp ] || [ benches/browser/package-lock.json -nt $stamp ]; then
    (cd benches/browser && npm ci --silent --no-audit --no-fund)
    touch $stamp
  fi
  bench_python benches/duckdb_score.py --sql >"$folder/statements.json"
  for rows in ${BENCH_SIZES:-10000 100000 $BENCH_ROWS $((BENCH_ROWS * 10))}; do
    mkdir -p "$folder/$rows"
    BOTWORTH_WRITE_ONLY=1 BOTWORTH_ROWS=$rows BOTWORTH_OUT=$folder/$rows cargo bench --locked --quiet --bench score
    printf '\n%s conversations in Chromium\n' "$rows"
    # Of ten million, once: a run takes minutes.
    if [ "$rows" -gt 1000000 ]; then export RUNS=1 FILTER_CHANGES=3; fi
    node benches/browser/bench.mjs "$folder/$rows" "$folder/statements.json"
    rm -rf "${folder:?}/$rows"
  done
  mkdir -p "$folder/events"
  BOTWORTH_WRITE_ONLY=1 BOTWORTH_EVENTS=1 BOTWORTH_ROWS=$BENCH_ROWS BOTWORTH_OUT=$folder/events \
    cargo bench --locked --quiet --bench score
  printf '\n%s events in Chromium\n' "$BENCH_ROWS"
  node benches/browser/bench.mjs "$folder/events" "$folder/statements.json"
  rm -rf "$folder/events"
}

# Grouping 50,000 questions, beside scikit-learn.
bench_gaps() {
  local folder=$1 venv=$CACHE_DIR/bench-gaps
  local known=${BOTWORTH_SAMPLES:-../shared/samples}/corpora_banking77/test.csv
  if [ ! -x "$venv/bin/python" ]; then
    python_packages "$venv" benches/requirements.txt
  fi
  printf '\n50,000 questions\n'
  if [ -f "$known" ]; then
    "$venv/bin/python" benches/gaps.py "$folder/questions.csv" "$known" | tee "$folder/peer.txt"
  else
    "$venv/bin/python" benches/gaps.py "$folder/questions.csv" | tee "$folder/peer.txt"
  fi
  node benches/browser/gaps.mjs "$folder/questions.csv" | tee "$folder/ours.txt"
  awk '/seconds/ { if (FNR == NR) theirs = $2; else ours = $2 } END { printf "grouping / scikit-learn: %.2f\n", ours / theirs }' \
    "$folder/peer.txt" "$folder/ours.txt"
}

run_bench() {
  local folder
  folder=$(mktemp -d)
  cargo bench --locked --quiet --bench score --bench parts --no-run
  bench_scoring "$folder"
  cargo bench --locked --quiet --bench parts
  build_if_stale
  printf '\nsizes of what is fetched\n'
  (cd dist && for name in *; do printf '%9d bytes %8d gzipped  %s\n' "$(stat -c %s "$name")" "$(gzip -9c "$name" | wc -c)" "$name"; done)
  bench_browser "$folder"
  bench_gaps "$folder"
  printf '\nmuch at once, in Chromium\n'
  node benches/browser/load.mjs "$folder/load"
  rm -rf "$folder"
}
