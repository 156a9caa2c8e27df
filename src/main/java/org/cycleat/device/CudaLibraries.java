package org.cycleat.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cycleat.device.FoundLibrary.State;

/**
 * Opens CUDA's libraries, so that TensorFlow finds them open under their names: all of this machine
 * or all of this build, as those of two releases do not go together.
 */
final class CudaLibraries {
  private final Linker linker;

  private CudaLibraries(Linker linker) {
    this.linker = linker;
  }

  /** The machine's where each of them fits, else those that the build brings, if it does. */
  static List<FoundLibrary> openAll(Linker linker) {
    CudaLibraries libraries = new CudaLibraries(linker);
    if (!linker.bringsLibraries()) {
      return Stream.of(CudaLibrary.values()).map(libraries::openInstalled).toList();
    }
    List<FoundLibrary> system = libraries.look();
    if (system.stream().allMatch(FoundLibrary::isUsable)) {
      return system.stream().map(libraries::openSeen).toList();
    }
    boolean hasNone = system.stream().allMatch(l -> l.state() == State.MISSING);
    return system.stream()
        .map(seen -> explained(libraries.openBundled(seen.library()), hasNone ? "" : misfit(seen)))
        .toList();
  }

  /**
   * What the machine has, by the names of its files. To open one and find that it does not fit
   * would leave it, or what it opened itself, in the way of the build's under the same name.
   */
  private List<FoundLibrary> look() {
    Map<String, Path> places =
        linker.search(Stream.of(CudaLibrary.values()).map(CudaLibrary::fileName).toList());
    List<FoundLibrary> seen = new ArrayList<>();
    for (CudaLibrary library : CudaLibrary.values()) {
      Path place = places.get(library.fileName());
      seen.add(
          place == null
              ? FoundLibrary.missing(library)
              : FoundLibrary.ofVersion(
                  library,
                  State.INSTALLED,
                  Optional.of(place),
                  Optional.of(LibraryVersion.ofFile(place, library.stem()))));
    }
    return seen;
  }

  private FoundLibrary openSeen(FoundLibrary seen) {
    return open(seen.library(), seen.place().orElseThrow(), State.INSTALLED);
  }

  private FoundLibrary openBundled(CudaLibrary library) {
    Optional<Path> bundled = linker.bundled(library.fileName());
    if (bundled.isEmpty()) {
      return FoundLibrary.missing(library);
    }
    for (String part : library.parts()) {
      Optional<String> error = linker.bundled(part).map(Path::toString).flatMap(linker::open);
      if (error.isPresent()) {
        return FoundLibrary.broken(library, bundled.get(), error.get());
      }
    }
    return open(library, bundled.get(), State.BUNDLED);
  }

  /** Who installed CUDA will want to know why it is not used. */
  private static FoundLibrary explained(FoundLibrary opened, String why) {
    return opened.isUsable() ? opened.withNote(why) : opened;
  }

  private static String misfit(FoundLibrary seen) {
    return seen.isUsable() ? "" : "the system's does not fit: " + seen.description();
  }

  private FoundLibrary openInstalled(CudaLibrary library) {
    if (linker.open(library.fileName()).isEmpty()) {
      return told(library, State.INSTALLED);
    }
    List<Path> files = linker.installed(library.stem());
    Optional<Path> right =
        files.stream()
            .filter(f -> f.getFileName().toString().equals(library.fileName()))
            .findFirst();
    if (right.isPresent()) {
      return open(library, right.get(), State.INSTALLED);
    }
    if (files.isEmpty()) {
      return FoundLibrary.missing(library);
    }
    Path other = files.get(0);
    return FoundLibrary.wrong(
        library, Optional.of(other), LibraryVersion.ofFile(other, library.stem()));
  }

  private FoundLibrary open(CudaLibrary library, Path file, State state) {
    return linker
        .open(file.toString())
        .map(error -> FoundLibrary.broken(library, file, error))
        .orElseGet(() -> told(library, state));
  }

  private FoundLibrary told(CudaLibrary library, State state) {
    return FoundLibrary.ofVersion(
        library, state, linker.placeOf(library.fileName()), linker.versionOf(library));
  }
}
