package org.cycleat.device;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was found of a library.
 *
 * @param place the file; empty where there is none
 * @param version empty where it tells none
 * @param note what is wrong; of one that is usable, why it is not the system's
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

  static FoundLibrary missing(CudaLibrary library) {
    return new FoundLibrary(library, State.MISSING, Optional.empty(), Optional.empty(), "");
  }

  static FoundLibrary broken(CudaLibrary library, Path place, String error) {
    return new FoundLibrary(library, State.BROKEN, Optional.of(place), Optional.empty(), error);
  }

  /** One that is there: usable, or of a version that is too old. */
  static FoundLibrary ofVersion(
      CudaLibrary library, State state, Optional<Path> place, Optional<String> version) {
    boolean isOld =
        version.isPresent() && !LibraryVersion.isAtLeast(version.get(), library.minimum());
    return isOld
        ? wrong(library, place, version.get())
        : new FoundLibrary(library, state, place, version, "");
  }

  static FoundLibrary wrong(CudaLibrary library, Optional<Path> place, String version) {
    String note = "expected %s or newer".formatted(library.minimum());
    return new FoundLibrary(library, State.WRONG_VERSION, place, Optional.of(version), note);
  }

  FoundLibrary withNote(String other) {
    return new FoundLibrary(library, state, place, version, other);
  }

  public boolean isUsable() {
    return state == State.BUNDLED || state == State.INSTALLED;
  }

  /** In a line: which version, whose and where, or what is wrong. */
  public String description() {
    String file = place.map(Path::toString).orElse(library.fileName());
    return switch (state) {
      case BUNDLED, INSTALLED -> {
        String whose = state == State.BUNDLED ? "this build's" : "the system's";
        String why = note.isEmpty() ? "" : "; " + note;
        yield "%s, %s: %s%s".formatted(version.orElse("-"), whose, file, why);
      }
      case MISSING -> library.fileName() + " is missing";
      case WRONG_VERSION -> "%s is version %s, %s".formatted(file, version.orElse("-"), note);
      case BROKEN -> "%s cannot be opened: %s".formatted(file, note);
    };
  }
}
