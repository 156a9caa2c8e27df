package org.cycleat.device;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;

/** How a library of CUDA is asked for its version. Each has its own manner. */
@FunctionalInterface
interface LibraryVersion {
  /** The version, such as 12.6 or 9.5.1; empty where the library has no such function. */
  Optional<String> ask();

  /** {@code f(kind, int *value)}, of kind 0, 1 and 2: major, minor, patch. */
  static LibraryVersion byProperty(String function) {
    return () ->
        NativeFunction.find(function)
            .map(
                found -> {
                  try (found;
                      IntPointer value = new IntPointer(3)) {
                    for (int kind = 0; kind < 3; kind++) {
                      IntPointer part = value.getPointer(kind);
                      found.call(NativeFunction.integer(kind), part, 0);
                    }
                    return "%d.%d.%d".formatted(value.get(0), value.get(1), value.get(2));
                  }
                });
  }

  /** {@code f(int *major, int *minor)}. */
  static LibraryVersion byParts(String function) {
    return () ->
        NativeFunction.find(function)
            .map(
                found -> {
                  try (found;
                      IntPointer major = new IntPointer(1);
                      IntPointer minor = new IntPointer(1)) {
                    found.call(major, minor, 0);
                    return "%d.%d".formatted(major.get(), minor.get());
                  }
                });
  }

  /** {@code f(int *version)}, of 1000 * major + 10 * minor. */
  static LibraryVersion byThousands(String function) {
    return () ->
        NativeFunction.find(function)
            .map(
                found -> {
                  try (found;
                      IntPointer version = new IntPointer(1)) {
                    found.call(version, null, 0);
                    return ofThousands(version.get());
                  }
                });
  }

  /** {@code f()}, of 10000 * major + 100 * minor + patch. */
  static LibraryVersion byReturn(String function) {
    return () ->
        NativeFunction.find(function)
            .map(
                found -> {
                  try (found) {
                    int version = found.call(null, null, 0);
                    return "%d.%d.%d"
                        .formatted(version / 10_000, version / 100 % 100, version % 100);
                  }
                });
  }

  /** Behind the stem in a file's name: 9.3.0 of {@code libcudnn.so.9.3.0}, 0 where none is. */
  static String ofFile(Path file, String stem) {
    String name = file.getFileName().toString();
    String rest = name.startsWith(stem + ".") ? name.substring(stem.length() + 1) : "";
    return rest.matches("\\d{1,6}(\\.\\d{1,6})*") ? rest : "0";
  }

  /** CUDA's way of writing 12.6 as 12060. */
  static String ofThousands(int version) {
    return "%d.%d".formatted(version / 1000, version % 1000 / 10);
  }

  /** Whether a version is that minimum or newer, part by part; parts that are missing are 0. */
  static boolean isAtLeast(String version, String minimum) {
    String[] found = version.split("\\.", -1);
    String[] needed = minimum.split("\\.", -1);
    for (int i = 0; i < needed.length; i++) {
      int part = i < found.length ? Integer.parseInt(found[i]) : 0;
      if (part != Integer.parseInt(needed[i])) {
        return part > Integer.parseInt(needed[i]);
      }
    }
    return true;
  }
}
