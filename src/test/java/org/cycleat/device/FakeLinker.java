package org.cycleat.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine whose libraries are those that a test puts there. */
final class FakeLinker implements Linker {
  final Map<String, Path> bundled = new HashMap<>();
  final List<Path> installed = new ArrayList<>();

  /** What opens: names, which the system would find, and paths; each with where it lies then. */
  final Map<String, Path> opening = new HashMap<>();

  /** What is found without opening it. */
  final Map<String, Path> searched = new HashMap<>();

  final Map<CudaLibrary, String> versions = new HashMap<>();
  final List<String> extracted = new ArrayList<>();
  final List<String> opened = new ArrayList<>();

  /** Every library where the system finds it, in its oldest version that will do. */
  static FakeLinker complete() {
    FakeLinker linker = new FakeLinker();
    for (CudaLibrary library : CudaLibrary.values()) {
      linker.opening.put(library.fileName(), Path.of("/usr/lib", library.fileName()));
      linker.versions.put(library, library.minimum());
    }
    return linker;
  }

  /** Puts that file into the build, where it opens. */
  void bring(String fileName) {
    Path file = Path.of("/cache", fileName);
    bundled.put(fileName, file);
    opening.put(file.toString(), file);
  }

  @Override
  public boolean bringsLibraries() {
    return !bundled.isEmpty();
  }

  @Override
  public Optional<Path> bundled(String fileName) {
    extracted.add(fileName);
    return Optional.ofNullable(bundled.get(fileName));
  }

  @Override
  public List<Path> installed(String stem) {
    return installed.stream()
        .filter(file -> file.getFileName().toString().startsWith(stem + "."))
        .toList();
  }

  @Override
  public Map<String, Path> search(List<String> fileNames) {
    Map<String, Path> places = new HashMap<>(searched);
    places.keySet().retainAll(fileNames);
    return places;
  }

  @Override
  public Optional<String> open(String nameOrPath) {
    if (opening.containsKey(nameOrPath)) {
      opened.add(nameOrPath);
      return Optional.empty();
    }
    return Optional.of("cannot open " + nameOrPath);
  }

  @Override
  public Optional<Path> placeOf(String fileName) {
    return opened.stream()
        .filter(name -> name.endsWith(fileName))
        .map(opening::get)
        .reduce((first, last) -> last);
  }

  @Override
  public Optional<String> versionOf(CudaLibrary library) {
    return Optional.ofNullable(versions.get(library));
  }
}
