#!/usr/bin/env bash
# Installs what the project needs and does not find, with pinned versions, into the project folder.
#   tools/setup.sh build    Rust target, npm packages, Trunk, wasm-bindgen
#   tools/setup.sh test     the same, Chromium with its driver, nginx and Apache, and validators of descriptions of data
# Says what it installs; says nothing and takes a second when all is there.
# Versions: Rust in rust-toolchain.toml, wasm-bindgen in Cargo.lock, npm packages in package-lock.json,
# validators in tools/validators.txt.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TRUNK_VERSION=0.21.14
readonly WASM_SPLIT_VERSION=0.2.4

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Runs apt-get as root; tries an update first when the package lists may be old.
apt_install() {
  has apt-get || die "please install $* (this machine has no apt-get)"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    has sudo || die "please install $* (not root, and no sudo)"
    as_root=(sudo)
  fi
  say "installing Debian packages: $*"
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

ensure_compiler() {
  has cc || apt_install gcc libc6-dev
}

ensure_rust() {
  has rustup || die "please install rustup first (it brings Rust and its WebAssembly target)"
  local channel
  channel=$(sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml)
  if ! rustup toolchain list | grep -q "^$channel-"; then
    say "installing Rust $channel"
    rustup toolchain install "$channel" --profile minimal --no-self-update
  fi
  local installed component
  installed=$(rustup component list --installed --toolchain "$channel")
  for component in clippy rustfmt; do
    if ! grep -q "^$component" <<<"$installed"; then
      say "adding $component to Rust $channel"
      rustup component add "$component" --toolchain "$channel"
    fi
  done
  if ! grep -q '^rust-std-wasm32-unknown-unknown' <<<"$installed"; then
    say "adding the target wasm32-unknown-unknown to Rust $channel"
    rustup target add wasm32-unknown-unknown --toolchain "$channel"
  fi
}

ensure_npm_packages() {
  has node || die "please install Node.js 20 or newer"
  has npm || die "please install npm"
  node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' \
    || die "Node.js 20 or newer is needed, found $(node --version)"
  local stamp=node_modules/.installed wanted
  wanted="$(sha256sum <package-lock.json) $(uname -sm)"
  if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    say "installing npm packages from package-lock.json"
    npm ci --no-progress --loglevel=error
    printf '%s\n' "$wanted" >"$stamp"
  fi
}

# ensure_tool CRATE VERSION OPTIMIZATION BINARY... -- CARGO_INSTALL_OPTION...
# A binary of the right version on PATH is used; otherwise the crate is built into .tools/.
ensure_tool() {
  local crate=$1 version=$2 optimization=$3 binaries=() binary found
  shift 3
  while [ "$1" != "--" ]; do binaries+=("$1"); shift; done
  shift
  local missing=0
  for binary in "${binaries[@]}"; do
    if has_version ".tools/bin/$binary" "$version"; then continue; fi
    if found=$(command -v "$binary") && has_version "$found" "$version"; then
      mkdir -p .tools/bin
      ln -sf "$found" ".tools/bin/$binary"
      continue
    fi
    missing=1
  done
  if [ "$missing" -eq 0 ]; then return; fi
  ensure_compiler
  say "building $crate $version into .tools/ (once, some minutes; the log is .tools/$crate.log)"
  mkdir -p .tools
  # Quick to build rather than quick to run.
  if ! CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL="$optimization" \
    cargo install "$crate" --version "=$version" --root .tools --force "$@" >".tools/$crate.log" 2>&1; then
    tail -n 30 ".tools/$crate.log" >&2
    die "could not build $crate $version"
  fi
}

has_version() { [ -x "$1" ] && "$1" --version 2>/dev/null | grep -qF " $2"; }

ensure_trunk() {
  ensure_tool trunk "$TRUNK_VERSION" 0 trunk -- --locked --no-default-features --features rustls
}

# The command must have exactly the version of the library.
ensure_wasm_bindgen() {
  [ -f Cargo.lock ] || cargo generate-lockfile
  local version
  version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
  [ -n "$version" ] || die "Cargo.lock has no wasm-bindgen"
  ensure_tool wasm-bindgen-cli "$version" 1 wasm-bindgen wasm-bindgen-test-runner --
}

# Does not tell its version, so only our own installation counts.
ensure_wasm_split() {
  if [ -x .tools/bin/wasm-split-cli ] && grep -q "^\"wasm_split_cli_support $WASM_SPLIT_VERSION " .tools/.crates.toml 2>/dev/null; then return; fi
  rm -f .tools/bin/wasm-split-cli
  ensure_tool wasm_split_cli_support "$WASM_SPLIT_VERSION" 1 wasm-split-cli -- --locked --features build-binary
}

ensure_chromium() {
  local missing=()
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
  [ -x "${CHROMEDRIVER:-/usr/bin/chromedriver}" ] || missing+=(chromium-driver)
  if [ "${#missing[@]}" -gt 0 ]; then apt_install "${missing[@]}"; fi
}

# Public validators of descriptions of data, in a Python environment of their own.
ensure_validators() {
  local python=.tools/python wanted
  wanted=$(sha256sum <tools/validators.txt)
  if [ "$(cat "$python/.installed" 2>/dev/null || true)" = "$wanted" ] && "$python/bin/python" -c '' 2>/dev/null; then return; fi
  if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then apt_install python3 python3-venv; fi
  say "installing the validators of tools/validators.txt"
  rm -rf "$python"
  python3 -m venv "$python"
  "$python/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tools/validators.txt
  printf '%s\n' "$wanted" >"$python/.installed"
}

# For the tests of docs/deployment/: only the programs are needed, so no service is started.
ensure_web_servers() {
  local missing=()
  [ -x /usr/sbin/nginx ] || has nginx || missing+=(nginx-light)
  [ -x /usr/sbin/apache2 ] || has apache2 || missing+=(apache2-bin)
  if [ "${#missing[@]}" -gt 0 ]; then RUNLEVEL=1 apt_install "${missing[@]}"; fi
}

# What computes our sheets and opens our documents as offices do: LibreOffice without a window.
ensure_office() {
  local missing=()
  [ -e /usr/lib/libreoffice/program/libsclo.so ] || missing+=(libreoffice-calc-nogui)
  [ -e /usr/lib/libreoffice/program/libswlo.so ] || missing+=(libreoffice-writer-nogui)
  has pdftotext || missing+=(poppler-utils)
  # The same widths as Times New Roman.
  [ -n "$(find /usr/share/fonts -name 'LiberationSerif-Regular.*' -print -quit 2>/dev/null)" ] || missing+=(fonts-liberation)
  if [ "${#missing[@]}" -gt 0 ]; then apt_install "${missing[@]}"; fi
}

case "${1:-}" in
  native) ensure_compiler; ensure_rust ;;
  build) ensure_compiler; ensure_rust; ensure_npm_packages; ensure_wasm_bindgen; ensure_wasm_split; ensure_trunk ;;
  test) ensure_compiler; ensure_rust; ensure_npm_packages; ensure_chromium; ensure_web_servers; ensure_validators; ensure_office; ensure_wasm_bindgen; ensure_wasm_split; ensure_trunk ;;
  *) die "usage: tools/setup.sh native | build | test" ;;
esac
