package org.cycleat.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a library.
 *
 * @param place the file; empty where there is none
 * @param version empty where it tells none
 */
public record FoundLibrary(
    CudaLibrary library, State state, Optional<Path> place, Optional<String> version, String note) {

  /** How a library is. */
  public enum State {
    /** Open, from this build. */
    BUNDLED,
    /** Open, from this machine's CUDA. */
    INSTALLED,
    MISSING,
    WRONG_VERSION,
    /** There, but cannot be opened. */
    BROKEN
  }

  /** Opens every library, so that TensorFlow finds them open under their names. */
  static List<FoundLibrary> openAll(Linker linker) {
    List<FoundLibrary> found = new ArrayList<>();
    for (CudaLibrary library : CudaLibrary.values()) {
      found.add(open(library, linker));
    }
    return found;
  }

  public boolean isUsable() {
    return state == State.BUNDLED || state == State.INSTALLED;
  }

  private static FoundLibrary open(CudaLibrary library, Linker linker) {
    Optional<Path> bundled = linker.bundled(library.fileName());
    if (bundled.isPresent()) {
      for (String part : library.parts()) {
        Optional<String> error = linker.bundled(part).map(Path::toString).flatMap(linker::open);
        if (error.isPresent()) {
          return new FoundLibrary(library, State.BROKEN, bundled, Optional.empty(), error.get());
        }
      }
      Optional<String> error = linker.open(bundled.get().toString());
      return error.isPresent()
          ? new FoundLibrary(library, State.BROKEN, bundled, Optional.empty(), error.get())
          : checked(library, State.BUNDLED, linker);
    }
    return openInstalled(library, linker);
  }

  private static FoundLibrary openInstalled(CudaLibrary library, Linker linker) {
    if (linker.open(library.fileName()).isEmpty()) {
      return checked(library, State.INSTALLED, linker);
    }
    List<Path> files = linker.installed(library.stem());
    Optional<Path> right =
        files.stream()
            .filter(f -> f.getFileName().toString().equals(library.fileName()))
            .findFirst();
    if (right.isPresent()) {
      Optional<String> error = linker.open(right.get().toString());
      return error.isPresent()
          ? new FoundLibrary(library, State.BROKEN, right, Optional.empty(), error.get())
          : checked(library, State.INSTALLED, linker);
    }
    if (files.isEmpty()) {
      return new FoundLibrary(library, State.MISSING, Optional.empty(), Optional.empty(), "");
    }
    Path other = files.get(0);
    String version = other.getFileName().toString().substring(library.stem().length() + 1);
    return wrong(library, Optional.of(other), version);
  }

  private static FoundLibrary checked(CudaLibrary library, State state, Linker linker) {
    Optional<Path> place = linker.placeOf(library.fileName());
    Optional<String> version = linker.versionOf(library);
    if (version.isPresent() && !LibraryVersion.isAtLeast(version.get(), library.minimum())) {
      return wrong(library, place, version.get());
    }
    return new FoundLibrary(library, state, place, version, "");
  }

  private static FoundLibrary wrong(CudaLibrary library, Optional<Path> place, String version) {
    String note = "expected %s or newer".formatted(library.minimum());
    return new FoundLibrary(library, State.WRONG_VERSION, place, Optional.of(version), note);
  }

  /** In a line: where, which version, or what is wrong. */
  public String description() {
    String file = place.map(Path::toString).orElse(library.fileName());
    return switch (state) {
      case BUNDLED, INSTALLED -> "%s  %s".formatted(version.orElse("-"), file);
      case MISSING -> library.fileName() + " is missing";
      case WRONG_VERSION -> "%s is version %s, %s".formatted(file, version.orElse("-"), note);
      case BROKEN -> "%s cannot be opened: %s".formatted(file, note);
    };
  }
}
