package org.cycleat.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The CPU.
 *
 * @param model as its maker calls it
 * @param features of those that matter to TensorFlow, the ones that it has
 */
public record Processor(String model, List<String> features) {
  private static final List<String> WANTED =
      List.of(
          "avx",
          "avx2",
          "fma",
          "avx512f",
          "avx512_bf16",
          "avx512_vnni",
          "amx_bf16",
          "asimd",
          "bf16",
          "sve");

  static Processor ofMachine() {
    if (System.getProperty("os.name", "").startsWith("Mac")) {
      return ofSysctl(sysctl("machdep.cpu"));
    }
    try {
      return ofCpuInfo(Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException notTold) {
      return new Processor("unknown", List.of());
    }
  }

  /** From the text of Linux's {@code /proc/cpuinfo}. */
  static Processor ofCpuInfo(String text) {
    Map<String, String> first = firstOfEach(text);
    // Arm has no name there.
    String model = first.getOrDefault("model name", "unknown");
    String flags = first.getOrDefault("flags", first.getOrDefault("Features", ""));
    return new Processor(model, wanted(flags));
  }

  /** From what macOS's {@code sysctl machdep.cpu} prints. */
  static Processor ofSysctl(String text) {
    Map<String, String> first = firstOfEach(text);
    String flags =
        first.getOrDefault("machdep.cpu.features", "")
            + " "
            + first.getOrDefault("machdep.cpu.leaf7_features", "");
    String names = flags.toLowerCase(Locale.ROOT).replace("avx1.0", "avx");
    return new Processor(first.getOrDefault("machdep.cpu.brand_string", "unknown"), wanted(names));
  }

  private static Map<String, String> firstOfEach(String text) {
    Map<String, String> first = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.contains(":"))
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              first.putIfAbsent(
                  line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            });
    return first;
  }

  private static List<String> wanted(String flags) {
    Set<String> there = Set.copyOf(Stream.of(flags.split("\\s+", -1)).distinct().toList());
    return WANTED.stream().filter(there::contains).toList();
  }

  private static String sysctl(String name) {
    try {
      Process process = new ProcessBuilder("sysctl", name).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException absent) {
      return "";
    }
  }
}
