# Sourced by ./dev. Builds dist/ and knows whether it is of these sources.

# A short hash of the files given, names included.
hash_of() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-12
}

sources() { hash_of src public style index.html Trunk.toml Cargo.toml Cargo.lock .ci/finish.mjs .ci/policy.mjs .ci/single-file.mjs .ci/embed.mjs .ci/package-lock.json; }

build() {
  # Trunk is told to stay offline, and so are the compilers that it calls.
  cargo fetch --locked --quiet
  # No folder of this machine stands in what is shipped, so that every machine builds the same.
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=$PWD=botworth --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
  # The build id covers what is compiled: a changed style compiles nothing again.
  BOTWORTH_BUILD=$(hash_of src Cargo.toml Cargo.lock) BOTWORTH_SOURCES=$(sources) trunk build --offline --color never
}

build_if_stale() {
  if grep -qsF "content=\"Botworth $(sources)\"" dist/index.html; then
    echo "dist/ is of these sources: not built again"
  else
    build
  fi
}
