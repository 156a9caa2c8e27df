package org.cycleat.device;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How shared libraries are found and opened. */
interface Linker {
  /** Whether this build brings libraries along. */
  boolean bringsLibraries();

  /**
   * The file that this build brings along, extracted; empty where it does not.
   *
   * @throws org.cycleat.UserException where it cannot be extracted
   */
  Optional<Path> bundled(String fileName);

  /** Files of that stem, such as {@code libcudnn.so}, where CUDA is usually installed. */
  List<Path> installed(String stem);

  /**
   * Looks for libraries where the system looks, and where CUDA is usually installed, without
   * opening them.
   *
   * @return of those found, the file by its name, with all links followed
   */
  Map<String, Path> search(List<String> fileNames);

  /**
   * Opens a library for the whole process.
   *
   * @param nameOrPath a name is looked for where the system looks
   * @return why it could not be opened; empty where it is open
   */
  Optional<String> open(String nameOrPath);

  /** Where a library that is open lies. */
  Optional<Path> placeOf(String fileName);

  /** The version that a library which is open tells. */
  Optional<String> versionOf(CudaLibrary library);
}
