#!/bin/sh
# Runs CycleAT with the Java, libraries and data of this bundle: nothing has to be installed.
#
#   JAVA_OPTS      further options of the JVM, such as -Xmx8g
#   CYCLEAT_CACHE  folder for what the program keeps, ~/.cache/cycleat unless set
#
# `bin/cycleat bench [FILE [PATTERN]]` measures the machine, and writes FILE, else bench.json, too.
# PATTERN is a regular expression of the names of what is measured; without it, all that suits.
set -euf

# The folder of this script, through however many links it was called.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
home=$(cd "$(dirname "$self")/.." && pwd -P)
java=$home/java/bin/java

# The natives lie in their folders, where JavaCPP finds them: nothing is unpacked at the start, and
# no library of the system gets in between.
found=-Djava.library.path=$home/native
classpath=$home/native:$home/cycleat.jar

# JavaCPP wants a folder of its own even so. Without HOME, Java asks the system for one, which in a
# container may be "?".
cache=${XDG_CACHE_HOME:-${HOME:-${TMPDIR:-/tmp}}/.cache}/cycleat

# The models that came along, unless the user has others.
[ ! -d "$home/models" ] || export CYCLEAT_MODELS="${CYCLEAT_MODELS:-$home/models}"

# shellcheck source=src/main/sh/start.sh
. "$home/bin/start.sh"

if [ "${1:-}" = bench ]; then
  result=${2:-bench.json}
  case $result in
    /*) ;;
    *) result=$(pwd)/$result ;;
  esac
  cd "$home" # where the benchmarks look for the demo's pictures
  start "$java" "$found" -cp "$home/bench.jar:$classpath" org.cycleat.bench.Bench "$result" "${3:-}"
fi
start "$java" "$found" -cp "$classpath" org.cycleat.cli.Main "$@"
