# Sourced by the commands beside it: quiet, reproducible .NET, and what the operating system must bring.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }

fail() { printf '%s\n' "$*" >&2; exit 3; }

need_dotnet() {
  command -v dotnet > /dev/null || fail "The .NET SDK is missing. Install .NET 10 from https://dot.net and run again."
  dotnet --list-sdks | grep -q '^10\.' || fail "This needs the .NET 10 SDK; dotnet --list-sdks shows: $(dotnet --list-sdks | tr '\n' ' ')"
}

# need_debian PACKAGE... : installs what is missing, where this is a Debian and we may.
need_debian() {
  command -v apt-get > /dev/null || fail "Missing: $*. Install them with this system's package manager and run again."
  local as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo -n"
  say "Installing $* (Debian packages)"
  $as_root apt-get update -qq > /dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "$@" > /dev/null 2>&1 ||
    fail "apt-get could not install $*. Install them by hand and run again."
}

# The GitHub harness runs on Node 20 or newer; some systems bring an older one, which then only fetches the newer.
need_node() {
  command -v npm > /dev/null || need_debian nodejs npm
  has_node && return
  say "Installing Node 24 beside the $(node --version) of this system"
  npm install --prefix artifacts/node --no-save --no-progress --loglevel=error "node-linux-$(node -p process.arch)@24.21.0" > /dev/null
  PATH="$PWD/artifacts/node/node_modules/node-linux-$(node -p process.arch)/bin:$PATH"
  has_node || fail "The GitHub tests need Node 20 or newer; this is $(node --version)."
}

has_node() { [ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ]; }

# What stands in for GitHub in the tests; installed again when what it is made of has changed.
install_harness() {
  local harness=tests/harness description=tests/harness/artifacts/api.github.com.json
  [ "$description" -nt "$harness/package-lock.json" ] && [ "$description" -nt "$harness/trim.mjs" ] && [ "$description" -nt "$harness/calls.txt" ] && return
  say "Installing the GitHub harness"
  npm ci --prefix "$harness" --no-progress --loglevel=error
  npm run trim --prefix "$harness" --silent
}

# PostgreSQL 13, 15 and 18 for the tests, and the versions between when CHANGEGATE_TEST_ALL_POSTGRES is set. Where these packages have no programs, or cannot be
# had, the tests take what the system brings.
install_engines() {
  local engines=tests/engines wanted=--omit=dev needed=postgres-18
  [ "$(uname -sm)" = "Linux x86_64" ] || return 0
  [ -z "${CHANGEGATE_TEST_ALL_POSTGRES:-}" ] || { wanted=--include=dev needed=postgres-17; }
  [ -d "$engines/node_modules/$needed" ] && [ "$engines/node_modules/.linked" -nt "$engines/package-lock.json" ] && return
  say "Installing PostgreSQL servers for the tests (tests/engines)"
  npm ci "$wanted" --prefix "$engines" --no-progress --loglevel=error && npm run link --prefix "$engines" --silent && touch "$engines/node_modules/.linked" ||
    { rm -rf "$engines/node_modules"; say "They could not be installed; the tests run on the PostgreSQL of this system alone."; }
}

has_postgres() {
  [ -n "${CHANGEGATE_TEST_POSTGRES:-}" ] || [ -e tests/engines/node_modules/.linked ] || command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || docker info > /dev/null 2>&1
}

# What runs refuse to go through; without it a few tests are left out and say so.
install_pgbouncer() {
  [ -x /usr/sbin/pgbouncer ] || (need_debian pgbouncer) || say "PgBouncer could not be installed; the tests that need it are left out."
}

has_chromium() {
  command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null
}

# The command as it is delivered, in artifacts/changegate: machine code, which a C compiler links; where that cannot be had, for the shared runtime.
publish_changegate() {
  command -v clang > /dev/null || command -v gcc > /dev/null || ! command -v apt-get > /dev/null || need_debian gcc libc6-dev
  rm -rf artifacts/changegate
  local log=artifacts/publish.log
  mkdir -p artifacts
  dotnet publish src/ChangeGate.Cli -c Release -o artifacts/changegate --nologo -v quiet > "$log" 2>&1 && return
  say "No machine code here ($log says why): publishing for the shared runtime"
  dotnet publish src/ChangeGate.Cli -c Release -o artifacts/changegate --nologo -v quiet -p:PublishAot=false
}
