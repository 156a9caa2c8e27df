# Read by bundle.sh: the benchmarks, which are beside the tests.

# Makes a jar of the benchmarks and of the classes beside them that they reach.
#   make_bench JAR
make_bench() {
  "$jdk/bin/jdeps" --multi-release 17 --ignore-missing-deps -v -filter:none target/test-classes >"$work/uses"
  awk '
    $2 == "->" { uses[$1] = uses[$1] " " $3 }
    $1 ~ /^org\.cycleat\.bench\./ && $1 !~ /Test$/ { reach($1) }
    function reach(class) { if (!(class in reached)) { reached[class]; queue[last++] = class } }
    END {
      for (next_ = 0; next_ < last; next_++) {
        count = split(uses[queue[next_]], used, " ")
        for (i = 1; i <= count; i++) reach(used[i])
        print queue[next_]
      }
    }' "$work/uses" | tr . / | while read -r class; do
    [ ! -f "target/test-classes/$class.class" ] || echo "$class.class"
  done >"$work/classes"
  (cd target/test-classes && "$jdk/bin/jar" --create --file "$1" "@$work/classes")
}
