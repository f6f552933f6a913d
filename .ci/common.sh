# Functions that .ci/run and .ci/slow share; sourced by both, from the root of the source tree.
export CI=true PALERMO_DATA="$PWD/.tools/ci-data"
mkdir -p -m 700 "$PALERMO_DATA"
# Else every program that a test starts compiles all its modules anew.
unset PYTHONDONTWRITEBYTECODE
# Tables and published files that are not part of this repository; where these folders are not there, the tests that need
# them are left out and named.
if [ -d ../shared/data/mse ]; then export PREVALENCE_REFERENCE="$PWD/../shared/data/mse"; fi
if [ -d ../shared/data/knowledge ]; then export HARMONISE_REFERENCE="$PWD/../shared/data/knowledge"; fi
started=$SECONDS

step() {
  local title=$1 from=$SECONDS
  shift
  printf '\n=== %s\n' "$title"
  "$@"
  printf -- '--- %s: %d s\n' "$title" "$((SECONDS - from))"
}

# Chromium and its fonts for the browser tests, LibreOffice and poppler to read reports and workbooks back, PostgreSQL.
packages=(git chromium fonts-noto-core fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils
  postgresql-17 npm python3-venv)

install_packages() {
  local missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
}

# The rules by which the browser tests judge accessibility; format and lint for styles and scripts. Node trusts what the system trusts, where that is on file.
[ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f /etc/ssl/certs/ca-certificates.crt ] &&
  export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
install_node_tools() {
  npm install --silent --no-save --no-audit --no-fund --prefix .tools axe-core@4.14.1 @biomejs/biome@2.6.8
}

# A library stands alone: an environment of its own, with nothing of the site in it.
test_library() {
  local name=$1 which=$2 uv
  export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" UV_PYTHON_DOWNLOADS=never OPENBLAS_NUM_THREADS=1
  uv=$(command -v uv || printf '%s' "$PWD/.tools/uv/bin/uv")
  "$uv" venv --quiet --clear --python .venv/bin/python ".tools/$name"
  "$uv" pip install --quiet --python ".tools/$name" --require-hashes -r "requirements/$name.txt"
  (cd "packages/$name" && "../../.tools/$name/bin/python" -m mypy && "../../.tools/$name/bin/python" -m pytest -q -m "$which")
}

# Two lists of steps at a time, since each uses one core; what each printed is shown when both have ended.
side_by_side() {
  local logs failed=0
  logs=$(mktemp -d)
  "$1" > "$logs/one" 2>&1 &
  local one=$!
  "$2" > "$logs/other" 2>&1 &
  local other=$!
  wait "$one" || failed=1
  wait "$other" || failed=1
  cat "$logs/one" "$logs/other"
  rm -r "$logs"
  return $failed
}

# A demonstration made by an earlier commit, the one in .ci/upgrade-from (or PALERMO_UPGRADE_FROM), in an environment of its
# own, is brought up to date by this one: its record and the rows of its tables are what they were.
upgrade() {
  local previous folder data
  previous=$(git rev-parse --verify --quiet "${PALERMO_UPGRADE_FROM:-$(cat .ci/upgrade-from)}^{commit}") || {
    printf 'The commit in .ci/upgrade-from is not here: fetch the history, or set PALERMO_UPGRADE_FROM.\n'
    return 1
  }
  folder=$(mktemp -d)
  data=$folder/data
  git archive "$previous" | tar -x -C "$folder"
  # Got once is enough.
  [ ! -d .tools/uv ] || { mkdir "$folder/.tools" && ln -s "$PWD/.tools/uv" "$folder/.tools/uv"; }
  (
    unset PALERMO_DATA PALERMO_DATABASE
    cd "$folder"
    ./palermo demo --no-serve --data "$data" > /dev/null
    .venv/bin/palermo record export "$folder/before" --data "$data"
  )
  .venv/bin/python .ci/compare_upgrade.py counts "$data" > "$folder/before.json"
  (
    unset PALERMO_DATABASE
    .venv/bin/palermo manage migrate --data "$data"
    .venv/bin/python .ci/compare_upgrade.py counts "$data" > "$folder/after.json"
    .venv/bin/palermo record export "$folder/after" --data "$data"
    .venv/bin/palermo search rebuild --data "$data"
    .venv/bin/palermo check --full --data "$data"
  )
  .venv/bin/python .ci/compare_upgrade.py same "$folder"/{before,after}.json "$folder"/{before,after}
  rm -r "$folder"
}

# A server of our own, as a user of its own, since its programs refuse root.
postgresql=postgresql://app@127.0.0.1:5433/app
start_postgresql() {
  bin=$(dirname "$(dpkg -L postgresql-17 | grep '/bin/initdb$')")
  server=$(mktemp -d)
  chown postgres "$server"
  su postgres -c "$bin/initdb -D $server/data -A trust -U app -E UTF8 --locale-provider=builtin \
    --builtin-locale=C.UTF-8 --locale=C.UTF-8 --no-sync" > /dev/null
  su postgres -c "$bin/pg_ctl -D $server/data -w -l $server/log -o '-p 5433 -k $server -c listen_addresses=127.0.0.1 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off' start" > /dev/null
  "$bin/createdb" -h 127.0.0.1 -p 5433 -U app app
}
stop_postgresql() {
  [ -z "${server:-}" ] || su postgres -c "$bin/pg_ctl -D $server/data -m immediate stop" > /dev/null || true
  rm -rf "${server:-}"
  server=
}
trap stop_postgresql EXIT
