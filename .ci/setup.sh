# Sourced by ./dev. Installs what building and testing Botworth needs, and keeps what is there already.
# After `setup_rust` the variables CARGO and RUSTC name a compiler that can build for wasm32.

readonly TRUNK_VERSION=0.21.14
readonly WASM_BINDGEN_VERSION=0.2.126
readonly NEXTEST_VERSION=0.9.143
readonly WASM_TARGET=wasm32-unknown-unknown

CACHE_DIR=${BOTWORTH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/botworth}
TOOLS_DIR=$CACHE_DIR/tools

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
fail() { printf 'dev: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Debian packages, asked for only when one is missing.
debian_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return
  command -v apt-get >/dev/null || fail "please install: ${missing[*]}"
  say "installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

has_wasm_std() {
  local libdir
  libdir=$("$1" --print target-libdir --target $WASM_TARGET 2>/dev/null) || return 1
  compgen -G "$libdir/libcore-*.rlib" >/dev/null
}

# Puts one compiler's commands before everything else on PATH, without moving other programs of its folder.
use_compiler_of() {
  local shims=$CACHE_DIR/toolchain name
  mkdir -p "$shims"
  for name in cargo rustc rustdoc cargo-clippy clippy-driver cargo-fmt rustfmt; do
    if [ -x "$1/$name" ]; then ln -sf "$1/$name" "$shims/$name"; else rm -f "$shims/$name"; fi
  done
  export PATH=$shims:$PATH RUSTC=$shims/rustc CARGO=$shims/cargo
}

setup_rust() {
  if command -v rustc >/dev/null && rustc --version >/dev/null 2>&1; then
    if has_wasm_std rustc; then return; fi
    if command -v rustup >/dev/null && rustup target add $WASM_TARGET >/dev/null 2>&1 && has_wasm_std rustc; then return; fi
  fi
  # No target to be had for this compiler: Debian ships a compiler with its sources, from which
  # the standard library is built once.
  debian_packages rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web gcc libc6-dev
  use_compiler_of /usr/bin
  has_wasm_std "$RUSTC" || build_wasm_std
}

build_wasm_std() {
  say "building the standard library for $WASM_TARGET (once)"
  local dir libdir
  dir=$(mktemp -d)
  libdir=$("$RUSTC" --print sysroot)/lib/rustlib/$WASM_TARGET/lib
  mkdir -p "$dir/src"
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n' >"$dir/Cargo.toml"
  printf '#![no_std]\n' >"$dir/src/lib.rs"
  (
    cd "$dir"
    # embed-bitcode: without it `lto = true` has no bitcode to link.
    RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR=$dir/target "$CARGO" build --release --quiet \
      -Z build-std=core,alloc,std,panic_abort,panic_unwind,proc_macro,test --target $WASM_TARGET
  )
  as_root mkdir -p "$libdir"
  find "$dir/target/$WASM_TARGET/release/deps" -name 'lib*.rlib' ! -name 'libempty*' -exec "$(command -v cp)" {} "$dir" \;
  as_root cp "$dir"/lib*.rlib "$libdir/"
  rm -rf "$dir"
}

# cargo_tool NAME VERSION CRATE: a command-line tool at one exact version, kept in the cache.
cargo_tool() {
  local name=$1 version=$2 crate=$3
  [ -x "$TOOLS_DIR/bin/$name" ] && "$TOOLS_DIR/bin/$name" --version 2>/dev/null | grep -qF "$version" && return
  command -v "$name" >/dev/null && "$name" --version 2>/dev/null | grep -qF "$version" && return
  say "installing $crate $version (once)"
  CARGO_TARGET_DIR=$CACHE_DIR/tool-build cargo install --locked --quiet --root "$TOOLS_DIR" "$crate@$version"
  rm -rf "$CACHE_DIR/tool-build"
}

# python_packages FOLDER LIST: a virtual environment of Python with the packages of a list, of the versions that it pins.
python_packages() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || debian_packages python3 python3-venv
  python3 -m venv "$1"
  "$1/bin/pip" install --quiet -r "$2"
}

# npm packages of .ci/package.json, at the versions of its lock file.
node_tools() {
  command -v npm >/dev/null || debian_packages nodejs npm
  local stamp=.ci/node_modules/.installed
  if [ ! -f $stamp ] || [ .ci/package-lock.json -nt $stamp ]; then
    say "installing npm packages (once)"
    (cd .ci && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --silent --no-audit --no-fund)
    touch $stamp
  fi
  export PATH=$PWD/.ci/node_modules/.bin:$PATH
}

setup_build() {
  setup_rust
  export PATH=$TOOLS_DIR/bin:$PATH
  cargo_tool wasm-bindgen $WASM_BINDGEN_VERSION wasm-bindgen-cli
  cargo_tool trunk $TRUNK_VERSION trunk
  node_tools
  command -v xz >/dev/null || debian_packages xz-utils
}

setup_test() {
  setup_build
  cargo_tool cargo-nextest $NEXTEST_VERSION cargo-nextest
  debian_packages chromium chromium-driver firefox-esr fonts-noto-cjk
}
