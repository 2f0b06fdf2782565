# Sourced by ./dev. What keeps the code tidy: formatting, clippy for both targets, licences and advisories of dependencies.

readonly DENY_VERSION=0.20.2

run_checks() {
  local status=0
  setup_rust
  check formatting cargo fmt --check || status=1
  check 'clippy, native' cargo clippy --locked --all-targets --quiet -- -D warnings || status=1
  check 'clippy, wasm' cargo clippy --locked --quiet --target $WASM_TARGET --no-default-features --features app,worker,opener,reader,unpacker,renderer \
    --lib --bin app --bin worker --bin opener --bin reader --bin unpacker --bin renderer -- -D warnings || status=1
  if (cargo_tool cargo-deny $DENY_VERSION cargo-deny); then
    export PATH=$TOOLS_DIR/bin:$PATH
    check licences cargo deny --log-level error --config .ci/deny.toml check bans licenses sources || status=1
    # The database of advisories is a repository elsewhere, which not every machine reaches.
    if cargo deny --log-level off --config .ci/deny.toml fetch db >/dev/null 2>&1; then
      check advisories cargo deny --log-level error --config .ci/deny.toml check advisories --disable-fetch || status=1
    else
      echo "advisories: skipped, their database could not be fetched"
    fi
  else
    echo "licences: skipped, cargo-deny could not be installed"
  fi
  return $status
}

check() {
  local name=$1 started=$SECONDS
  shift
  if "$@"; then
    printf '%-16s ok      %4d s\n' "$name" $((SECONDS - started))
  else
    printf '%-16s FAILED  %4d s\n' "$name" $((SECONDS - started))
    return 1
  fi
}
