# Read by bundle.sh: which files out of the libraries' jars of natives go along.

# Whether CycleAT opens a file. Of OpenCV and CUDA that is a small part, so theirs are named; of
# the others all but what compilers want and programs that nobody starts.
#   opened PATH_IN_JAR
opened() {
  case $1 in
    */include/* | */lib/* | */python/* | META-INF/* | */ffmpeg/*/ffmpeg | */ffmpeg/*/ffprobe) return 1 ;;
    # objdetect and dnn find faces; the others are what they are linked with.
    */opencv/*/*opencv_core.so* | */opencv/*/*opencv_imgproc.so* | */opencv/*/*opencv_imgcodecs.so*) ;;
    */opencv/*/*opencv_objdetect.so* | */opencv/*/*opencv_dnn.so* | */opencv/*/*opencv_calib3d.so*) ;;
    */opencv/*/*opencv_features2d.so* | */opencv/*/*opencv_flann.so* | */opencv/*/*opencv_videoio.so*) ;;
    */bytedeco/opencv/*) return 1 ;;
    # What org.cycleat.device opens for TensorFlow, and what these open or are linked with.
    */cuda/*/libcudart.so* | */cuda/*/libcublas.so* | */cuda/*/libcublasLt.so* | */cuda/*/libcufft.so*) ;;
    */cuda/*/libcurand.so* | */cuda/*/libcusolver.so* | */cuda/*/libcusparse.so* | */cuda/*/libcudnn*) ;;
    */cuda/*/libnvJitLink.so* | */cuda/*/libnvrtc*) ;;
    */bytedeco/cuda/*) return 1 ;;
  esac
}

# Unpacks what is opened of a jar into a folder.
#   unpack JAR FOLDER
unpack() {
  mkdir -p "$2" "$work/jar"
  (cd "$work/jar" && "$jdk/bin/jar" xf "$1")
  (cd "$work/jar" && find . -type f) | while read -r file; do
    file=${file#./}
    if opened "$file"; then
      mkdir -p "$2/$(dirname "$file")"
      mv "$work/jar/$file" "$2/$file"
    fi
  done
  rm -rf "$work/jar"
}

# A file under the name that JavaCPP's bindings ask for.
#   rename_openblas FOLDER
rename_openblas() {
  # JavaCPP would at each start copy OpenBLAS to a cache under another name, which its bindings are
  # linked with. Under that name from the beginning it is found at once; OpenCV, which wants it under
  # the first, takes what is already loaded (the name inside the file is still that).
  find "$1" -name libopenblas.so.0 | while read -r file; do
    mv "$file" "$(dirname "$file")/libopenblas_nolapack.so.0"
  done
}

# Symbols that only debuggers read are a quarter of TensorFlow. NVIDIA's licence allows CUDA to be
# passed on unchanged only.
strip_symbols() {
  command -v strip >/dev/null || {
    echo "bundle: no strip on the PATH: the bundle keeps 180 MB of debuggers' symbols" >&2
    return 0
  }
  find "$1" -name '*.so*' -type f ! -path '*/bytedeco/cuda/*' -exec strip --strip-unneeded {} +
}
