package org.cycleat.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the dynamic linker finds libraries. It is asked in a process of its own, which runs nothing
 * (see LD_TRACE_LOADED_OBJECTS in ld.so(8)), so that none of them is opened in this one.
 */
final class LibrarySearch {
  private static final Pattern FOUND = Pattern.compile("\\s*(\\S+) => (/.*) \\(0x[0-9a-f]+\\)");

  private LibrarySearch() {}

  /**
   * Looks for libraries by name.
   *
   * @param folders looked into besides, where LD_LIBRARY_PATH has none
   * @return of those found, the file by its name, with all links followed; nothing where one lacks
   *     a library that it is linked with
   */
  static Map<String, Path> find(List<String> names, List<String> folders) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(program.toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    String path =
        String.join(
            ":",
            Stream.concat(Stream.ofNullable(environment.get("LD_LIBRARY_PATH")), folders.stream())
                .toList());
    environment.put("LD_LIBRARY_PATH", path);
    environment.put("LD_PRELOAD", String.join(" ", names));
    environment.put("LD_TRACE_LOADED_OBJECTS", "1");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return parse(
          names,
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines());
    } catch (IOException noSuchLinker) {
      return Map.of();
    }
  }

  private static Map<String, Path> parse(List<String> names, Stream<String> lines)
      throws IOException {
    Map<String, Path> places = new HashMap<>();
    for (String line : lines.toList()) {
      if (line.endsWith("=> not found")) {
        return Map.of();
      }
      Matcher matcher = FOUND.matcher(line);
      if (matcher.matches() && names.contains(matcher.group(1))) {
        Path place = Path.of(matcher.group(2));
        places.put(matcher.group(1), Files.exists(place) ? place.toRealPath() : place);
      }
    }
    return places;
  }
}
