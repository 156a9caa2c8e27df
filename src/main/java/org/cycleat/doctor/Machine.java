package org.cycleat.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cycleat.NativeCache;

/**
 * The machine and its Java.
 *
 * @param system name and version of the operating system
 * @param memoryBytes of the machine, or of the container that this is
 * @param java version, maker and folder
 * @param cache the folder that native libraries are unpacked into and loaded from
 */
public record Machine(
    String system, Processor processor, int cores, long memoryBytes, String java, String cache) {

  static Machine here() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
            ? bean.getTotalMemorySize()
            : 0;
    String kernel = "%s %s, %s".formatted(of("os.name"), of("os.version"), of("os.arch"));
    String java = "%s, %s, %s".formatted(of("java.version"), of("java.vendor"), of("java.home"));
    return new Machine(
        distribution(Path.of("/etc/os-release")) + kernel,
        Processor.ofMachine(),
        Runtime.getRuntime().availableProcessors(),
        memory,
        java,
        NativeCache.folder().toString());
  }

  /** The name of the distribution and a comma; nothing where there is none. */
  static String distribution(Path osRelease) {
    try {
      return Files.readAllLines(osRelease).stream()
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", "") + ", ")
          .findFirst()
          .orElse("");
    } catch (IOException none) {
      return "";
    }
  }

  private static String of(String property) {
    return System.getProperty(property, "unknown");
  }

  static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
