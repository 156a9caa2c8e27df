package org.cycleat.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A step's trace in a few lines: by type of operation, and the slowest ones. */
final class TraceSummary {
  private static final int TYPES = 20;
  private static final int SLOWEST = 10;

  private TraceSummary() {}

  /** Where and what. */
  private record Kind(String device, String type) {}

  private record Row(Kind kind, long count, long nanos) {}

  /**
   * @param title what was traced
   */
  static List<String> of(String title, StepTrace trace) {
    List<Execution> all = trace.executions();
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "%s: %.1f ms in %d operations, %.0f %% of it waiting for data",
            title,
            trace.nanos() / 1e6,
            all.size(),
            100.0 * trace.waitingNanos() / Math.max(1, trace.nanos())));
    lines.add(line("  %-32s %-16s %6s %10s %7s", "type", "device", "count", "ms", "share"));
    List<Row> rows = rows(all);
    for (Row row : rows.subList(0, Math.min(TYPES, rows.size()))) {
      long ofDevice = onDevice(rows, row.kind().device());
      lines.add(
          line(
              "  %-32s %-16s %6d %10.3f %5.1f %%",
              row.kind().type(),
              row.kind().device(),
              row.count(),
              row.nanos() / 1e6,
              100.0 * row.nanos() / Math.max(1, ofDevice)));
    }
    lines.add("  slowest operations");
    all.stream()
        .sorted(Comparator.comparingLong(Execution::nanos).reversed())
        .limit(SLOWEST)
        .forEach(e -> lines.add(line("  %10.3f ms  %s  %s", e.nanos() / 1e6, e.type(), e.name())));
    return lines;
  }

  private static List<Row> rows(List<Execution> all) {
    Map<Kind, List<Execution>> kinds =
        all.stream().collect(Collectors.groupingBy(e -> new Kind(e.device(), e.type())));
    return kinds.entrySet().stream()
        .map(
            kind ->
                new Row(
                    kind.getKey(),
                    kind.getValue().size(),
                    kind.getValue().stream().mapToLong(Execution::nanos).sum()))
        .sorted(
            Comparator.comparingLong(Row::nanos).reversed().thenComparing(row -> row.kind().type()))
        .toList();
  }

  /**
   * Of one device, since a GPU's operations are told once for the host and again for its streams.
   */
  private static long onDevice(List<Row> rows, String device) {
    return rows.stream()
        .filter(row -> row.kind().device().equals(device))
        .mapToLong(Row::nanos)
        .sum();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing();
  }
}
