# Sourced by ./dev. Times scoring, parsing apart, beside DuckDB's equivalent on the same rows in the same run.

readonly BENCH_ROWS=${BENCH_ROWS:-1000000}

run_bench() {
  local folder venv=$CACHE_DIR/bench-python
  folder=$(mktemp -d)
  if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet -r tests/reference/requirements.txt
  fi
  cargo bench --locked --quiet --bench score --no-run
  printf '%s conversations, a twentieth as many leads and orders\n' "$BENCH_ROWS"
  BOTWORTH_ROWS=$BENCH_ROWS BOTWORTH_OUT=$folder cargo bench --locked --quiet --bench score | tee "$folder/botworth.txt"
  TZ=UTC "$venv/bin/python" benches/duckdb_score.py "$folder" | tee "$folder/duckdb.txt"
  awk '/^score_seconds/ { if (!ours || $2 < ours) ours = $2 } /^duckdb_seconds/ { if (!theirs || $2 < theirs) theirs = $2 }
    END { printf "scoring / DuckDB, best of three each: %.2f\n", ours / theirs }' "$folder/botworth.txt" "$folder/duckdb.txt"
  rm -rf "$folder"
}
