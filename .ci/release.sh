# Sourced by ./dev. A release: what is served, with its licences, as one archive that anyone can build again to the same bytes.

release() {
  local metadata
  build
  metadata=$(mktemp)
  cargo metadata --locked --offline --format-version 1 --filter-platform $WASM_TARGET \
    --no-default-features --features app,worker,opener,reader,unpacker,renderer >"$metadata"
  python3 .ci/release.py dist "$metadata" target/releases
  rm "$metadata"
}
