#!/bin/sh
# Joins the parts of a bundle that lie beside this script, once each has its SHA-256 checksum.
#   sh join.sh
set -eu
cd "$(dirname "$0")"

fail() {
  echo "join.sh: $1" >&2
  exit 2
}

if command -v sha256sum >/dev/null; then
  sum() { sha256sum "$1" | cut -d ' ' -f 1; }
elif command -v shasum >/dev/null; then
  sum() { shasum -a 256 "$1" | cut -d ' ' -f 1; }
else
  fail "neither sha256sum nor shasum is on the PATH: install one of them"
fi

# Its first lines are the parts, in order, its last one the whole.
[ -f SHA256SUMS ] || fail "no SHA256SUMS in $(pwd): copy it from where the parts are"
archive=$(sed -n '$s/^[0-9a-f]*  //p' SHA256SUMS)
[ -n "$archive" ] || fail "SHA256SUMS in $(pwd) is damaged: copy it anew"

bad=0
while read -r expected file; do
  [ "$file" != "$archive" ] || continue
  if [ ! -f "$file" ]; then
    echo "join.sh: $file is missing" >&2
  elif [ "$(sum "$file")" != "$expected" ]; then
    echo "join.sh: $file is damaged" >&2
  else
    continue
  fi
  bad=$((bad + 1))
done <SHA256SUMS
[ "$bad" -eq 0 ] || fail "nothing was joined: copy what is missing or damaged into $(pwd), then run this again"

# Whole or not at all: a full disk leaves no archive that looks like one.
trap 'rm -f "$archive.joining"' EXIT
while read -r _ file; do
  [ "$file" = "$archive" ] || cat "$file"
done <SHA256SUMS >"$archive.joining" || fail "cannot write $archive: is the disk full?"
[ "$(sum "$archive.joining")" = "$(sed -n '$s/ .*//p' SHA256SUMS)" ] ||
  fail "$archive is not what was cut into parts: copy the parts and SHA256SUMS from one bundle"
mv "$archive.joining" "$archive"
echo "$(pwd)/$archive is whole; unpack it with: tar -xf $archive"
