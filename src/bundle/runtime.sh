# Read by bundle.sh: the Java that goes along.

# Makes a Java runtime with the modules that the program and its libraries use.
#   make_runtime BUNDLE FOLDER
make_runtime() {
  libraries=$(find "$1/lib" -name '*.jar' | tr '\n' ':')
  modules=$("$jdk/bin/jdeps" --multi-release 17 --ignore-missing-deps -q -R --print-module-deps \
    -cp "$libraries" "$1/cycleat.jar")
  "$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --output "$2"
  # Classes of Java itself as the JVM keeps them in memory, which halves the time of its start.
  "$2/bin/java" -Xshare:dump >/dev/null 2>&1 || true
  add_system_libraries "$2/lib"
}

# Distributions' Javas use the system's zlib, libjpeg and Little CMS, which a small system lacks.
# Windows and sound are left to the system: where there is no display, nothing asks for them.
add_system_libraries() {
  for library in libjli libzip libjavajpeg liblcms; do
    [ -f "$1/$library.so" ] || continue
    LD_LIBRARY_PATH=$1:$1/server ldd "$1/$library.so" | sed -n 's/^.* => \(\/[^ ]*\) .*/\1/p' |
      while read -r needed; do
        case $(basename "$needed") in
          libc.so* | libm.so* | libdl.so* | libpthread.so* | librt.so* | libgcc_s.so* | libstdc++.so*) ;;
          *) [ -e "$1/$(basename "$needed")" ] || cp -L "$needed" "$1" ;;
        esac
      done
  done
}
