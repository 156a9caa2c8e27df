#!/bin/sh
# Cuts a file into parts that fit a medium, with checksums and the script that joins them.
#   cut.sh FILE SIZE    SIZE as split(1) takes it: 60M
set -eu

file=$1
size=$2
here=$(cd "$(dirname "$0")" && pwd -P)
cd "$(dirname "$file")"
name=$(basename "$file")

rm -rf "$name.parts"
mkdir "$name.parts"
split -b "$size" -a 3 "$name" "$name.parts/$name."
cp "$here/join.sh" "$name.parts"
sums=$(cd "$name.parts" && sha256sum "$name".*)
printf '%s\n%s\n' "$sums" "$(sha256sum "$name")" >"$name.parts/SHA256SUMS"
echo "$(pwd)/$name.parts holds $(echo "$sums" | wc -l | tr -d ' ') parts; on the other machine: sh join.sh"
