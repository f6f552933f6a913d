#!/bin/sh
# Makes the requirement files again, with a hash for every file and no address of any registry, and copies the
# versions into pyproject.toml so that `uv run` without a lock file gets the same ones.
#
#   requirements/compile.sh              after a change in pyproject.toml: the least that has to change
#   requirements/compile.sh --upgrade    the newest versions that pyproject.toml allows
set -eu
cd "$(dirname "$0")/.."

# What is copied into pyproject.toml would hold back the next resolution: it is taken out before and put in after.
write_constraints() {
  awk -v pins="$1" '
    /^constraint-dependencies = \[/ { print; while ((getline line < pins) > 0) print line; inside = 1; next }
    inside && /^\]/ { inside = 0 }
    !inside { print }
  ' pyproject.toml > pyproject.toml.new
  mv pyproject.toml.new pyproject.toml
}

compile() {
  uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 "$@" > /dev/null
}

write_constraints /dev/null
compile pyproject.toml --extra postgresql --group dev --no-emit-package disclosure --no-emit-package harmonise -o requirements/dev.txt "$@"
compile pyproject.toml --extra postgresql --no-emit-package disclosure --no-emit-package harmonise --constraints requirements/dev.txt -o requirements/run.txt "$@"
compile packages/prevalence/pyproject.toml --extra cluster --group packages/prevalence/pyproject.toml:dev \
  --constraints requirements/dev.txt -o requirements/prevalence.txt "$@"
compile packages/disclosure/pyproject.toml --extra tables --extra privacy --extra signing --group packages/disclosure/pyproject.toml:dev \
  --constraints requirements/dev.txt -o requirements/disclosure.txt "$@"
compile packages/harmonise/pyproject.toml --group packages/harmonise/pyproject.toml:dev --no-emit-package disclosure \
  --constraints requirements/dev.txt -o requirements/harmonise.txt "$@"
echo 'uv>=0.9,<0.14' | compile - -o requirements/uv.txt "$@"

pins=$(mktemp)
sed -n 's/^\([a-z0-9][^\\]*[^\\ ]\) *\\$/  "\1",/p' requirements/dev.txt > "$pins"
write_constraints "$pins"
rm "$pins"
