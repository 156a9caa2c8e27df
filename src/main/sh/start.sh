# Read by the launchers: `./cycleat` of a checkout and `bin/cycleat` of a bundle.

# Runs Java in the environment that CycleAT needs; never returns.
#   start JAVA -cp CLASSPATH CLASS [ARGUMENT...]
start() {
  java=$1
  shift

  # TensorFlow is quiet unless asked not to be. Its log level must be set before it is loaded, so
  # before any Java could do it; descriptors 8 and 9 are what org.cycleat.device.QuietTensorFlow turns
  # standard error to for a moment, and back.
  quiet="-Dcycleat.stderr=8 -Dcycleat.null=9"
  # Recognition computes in native libraries: Java's second compiler only costs, a third of the time
  # that one image takes.
  compiler=
  before=
  for argument in "$@"; do
    [ "$argument" != --verbose ] || quiet=
    [ "$before $argument" != "org.cycleat.cli.Main recognize" ] || compiler=-XX:TieredStopAtLevel=1
    before=$argument
  done
  if [ -n "$quiet" ]; then
    TF_CPP_MIN_LOG_LEVEL=${TF_CPP_MIN_LOG_LEVEL:-3}
    export TF_CPP_MIN_LOG_LEVEL
  fi

  # oneDNN's kernels, which TensorFlow by itself takes on some processors only.
  export TF_ENABLE_ONEDNN_OPTS="${TF_ENABLE_ONEDNN_OPTS:-1}"

  # OpenCV's own words about a damaged file add nothing to ours.
  export OPENCV_LOG_LEVEL="${OPENCV_LOG_LEVEL:-SILENT}"

  # Java 17 opens files with accented names only in a UTF-8 locale, and one that is named need not be
  # there (ssh passes names on). C.UTF-8 is nearly everywhere, and gives the same words and numbers.
  for locale in "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" en_US.UTF-8 C.UTF-8; do
    [ "$(LC_ALL=$locale locale charmap 2>/dev/null)" != UTF-8 ] || utf8=$locale
  done
  export LC_ALL="${utf8:-C.UTF-8}"

  # A training step frees and takes the same large buffers again and again. By default the C library
  # hands each back to the system, whose pages then cost a tenth of the time.
  export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-2000000000}"
  export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-2000000000}"
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-4}"

  # org.cycleat.device opens CUDA's libraries, and only where they are wanted. JavaCPP would extract all
  # that the build brings, 2 GB, for OpenCV's and TensorFlow's natives for GPUs: it does not when the
  # first of the extensions of natives that it tries is another.
  extensions=-Dorg.bytedeco.javacpp.platform.extension=-none:-gpu

  # Where JavaCPP unpacks native libraries. Before the classpath, but behind JAVA_OPTS.
  cache=${CYCLEAT_CACHE:-${cache:-}}
  [ -z "$cache" ] || set -- "-Dorg.bytedeco.javacpp.cachedir=$cache/javacpp" "$@"

  # The heap stays small: images, weights and activations are TensorFlow's, outside of it. The serial
  # collector keeps it so, where the default one lets it grow. JavaCPP would by default count
  # TensorFlow's memory against the heap's limit (maxphysicalbytes).
  case ${JAVA_OPTS:-} in
    *-XX:+Use*GC*) collector= ;;
    *) collector=-XX:+UseSerialGC ;;
  esac
  # shellcheck disable=SC2086 # $collector, $compiler, $quiet and JAVA_OPTS hold any number of options
  exec "$java" -Xms32m $collector $compiler -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxphysicalbytes=0 $extensions $quiet \
    ${JAVA_OPTS:-} "$@" 8>&2 9>/dev/null
}
