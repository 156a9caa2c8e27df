#!/bin/sh
# Makes target/bundle/NAME and NAME.tar.gz out of what is built: CycleAT with a Java, its libraries
# and data, for Linux machines that have no Java and no network.
#
#   BUNDLE_DATA     folders that go along, in words; demo unless set
#   BUNDLE_MODELS   folder of models that goes along and wins over those that ship; none unless set
#   BUNDLE_PACK     gz, zst (smaller; the other machine needs zstd) or none
#   BUNDLE_PART_MB  cuts the packed file into parts of this size
#   JAVA_HOME       the JDK whose Java goes along; without it, that of the PATH
set -euf

fail() {
  echo "bundle: $1" >&2
  exit 2
}

here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)
cd "$root"

[ "$(uname -s)" = Linux ] || fail "bundles are made on Linux, for Linux; this is $(uname -s)"
pack=${BUNDLE_PACK:-gz}
case $pack in
  gz) compress() { gzip -6; } ;;
  zst) compress() { zstd -q -T0 -12; } ;;
  none) ;;
  *) fail "unknown BUNDLE_PACK $pack: expected gz, zst or none" ;;
esac
[ "$pack" != zst ] || command -v zstd >/dev/null || fail "no zstd on the PATH: install it, or set BUNDLE_PACK=gz"
case ${BUNDLE_PART_MB:-1} in
  *[!0-9]* | 0) fail "BUNDLE_PART_MB must be a whole number of megabytes, got ${BUNDLE_PART_MB:-}" ;;
esac
data=${BUNDLE_DATA-demo}
for folder in $data; do
  [ -d "$folder" ] || fail "no folder $folder (BUNDLE_DATA)"
done
models=${BUNDLE_MODELS-}
[ -z "$models" ] || [ -d "$models" ] || fail "no folder $models (BUNDLE_MODELS)"
[ -f target/cycleat.jar ] || fail "nothing is built: run make bundle, or make package first"

java=${JAVA_HOME:+$JAVA_HOME/bin/java}
jdk=$("${java:-java}" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
for tool in jlink jdeps jar; do
  [ -x "$jdk/bin/$tool" ] || fail "no $tool in $jdk/bin: set JAVA_HOME to a whole JDK, version 17 or newer"
done

# shellcheck source=src/bundle/natives.sh
. "$here/natives.sh"
# shellcheck source=src/bundle/runtime.sh
. "$here/runtime.sh"
# shellcheck source=src/bundle/bench.sh
. "$here/bench.sh"

rm -rf target/bundle
mkdir -p target/bundle
work=$root/target/bundle/work
mkdir "$work"
trap 'rm -rf "$work"' EXIT

# The manifest knows the version and the libraries; target/lib may hold those of earlier builds.
(cd "$work" && "$jdk/bin/jar" xf "$root/target/cycleat.jar" META-INF/MANIFEST.MF)
manifest() {
  awk '{ sub(/\r$/, "") } /^ / { line = line substr($0, 2); next } { print line; line = $0 } END { print line }' \
    "$work/META-INF/MANIFEST.MF" | sed -n "s/^$1: //p"
}
libraries=$(manifest Class-Path)
tensorflow=$(echo "$libraries" | tr ' ' '\n' | sed -n 's/^lib\/tensorflow-core-native-[0-9.]*-\(linux-.*\)\.jar$/\1/p')
name=cycleat-$(manifest Implementation-Version)-$tensorflow
case $libraries in *-redist.jar*) name=$name-cuda ;; esac
bundle=$root/target/bundle/$name

mkdir -p "$bundle/bin" "$bundle/lib" "$bundle/native"
for library in $libraries; do
  case $library in
    *-linux-*.jar) unpack "$root/target/$library" "$bundle/native" ;;
    *) cp "target/$library" "$bundle/lib" ;;
  esac
done
rename_openblas "$bundle/native"
strip_symbols "$bundle/native"

cp target/cycleat.jar LICENSE "$bundle"
cp src/main/sh/start.sh "$bundle/bin"
cp src/bundle/cycleat.sh "$bundle/bin/cycleat"
chmod +x "$bundle/bin/cycleat"
make_runtime "$bundle" "$bundle/java"

make_bench "$bundle/bench.jar"
mkdir "$bundle/tools"
cp -R tools/bench "$bundle/tools"
rm -rf "$bundle/tools/bench/__pycache__"

[ ! -d "$models" ] || cp -RL "$models" "$bundle/models"
for folder in $data; do
  mkdir -p "$bundle/$(basename "$folder")"
  cp -RL "$folder/." "$bundle/$(basename "$folder")"
done

# Packed piece by piece, so that each tells its size: archives are joined like their contents, once
# their ends, two blocks of zeros, are off.
megabytes() {
  awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1e6 }'
}
add() {
  piece=$1
  shift
  tar -C "$bundle/.." -b 1 --owner=0 --group=0 --numeric-owner "$@" -cf "$work/piece.tar" "$piece"
  packed=0
  if [ "$pack" != none ]; then
    head -c -1024 "$work/piece.tar" | compress >"$work/piece"
    packed=$(wc -c <"$work/piece")
    cat "$work/piece" >>"$archive"
  fi
  printf '%10s %10s  %s\n' "$(megabytes "$(wc -c <"$work/piece.tar")")" "$(megabytes "$packed")" "${piece#*/}"
}
archive=$bundle.tar.$pack
printf '%10s %10s\n' MB packed
(cd "$bundle/.." && find "$name" -path '*/native/*' -type f -size +8M) >"$work/large"
find "$bundle" -mindepth 1 -maxdepth 1 ! -name native | sed 's|.*/||' | sort >"$work/pieces"
# One line a library: native/org/tensorflow/internal, native/org/bytedeco/opencv, ...
(cd "$bundle/native" && find . -mindepth 3 -maxdepth 3 -type d | sed 's|^\.|native|' | sort) >>"$work/pieces"
while read -r piece; do
  add "$name/$piece" --exclude-from="$work/large"
done <"$work/pieces"
while read -r piece; do
  add "$piece"
done <"$work/large"
[ "$pack" != none ] || exit 0
head -c 1024 /dev/zero | compress >>"$archive"
echo "$archive: $(megabytes "$(wc -c <"$archive")") MB"
[ -z "${BUNDLE_PART_MB:-}" ] || sh "$here/cut.sh" "$archive" "${BUNDLE_PART_MB}M"
