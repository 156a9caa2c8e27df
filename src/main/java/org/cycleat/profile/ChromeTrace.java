package org.cycleat.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.WholeFile;

/**
 * Writes a step in the Trace Event Format, which chrome://tracing and Perfetto show: a process for
 * each device, and in it as many rows as operations ran at the same time.
 *
 * @see <a
 *     href="https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU">Trace
 *     Event Format</a>
 */
final class ChromeTrace {
  /** When the last operation of each row ends, by device; a device's place is its process. */
  private final Map<String, List<Long>> rows = new HashMap<>();

  private final List<String> devices = new ArrayList<>();
  private final JsonGenerator json;

  private ChromeTrace(JsonGenerator json) {
    this.json = json;
  }

  static void write(StepTrace trace, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      new ChromeTrace(json).write(trace);
    }
    WholeFile.write(file, bytes.toByteArray());
  }

  private void write(StepTrace trace) throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ms");
    json.writeArrayFieldStart("traceEvents");
    List<Execution> all = trace.executions();
    long zero = all.isEmpty() ? 0 : all.get(0).startNanos();
    for (Execution execution : all) {
      write(execution, zero);
    }
    for (String device : devices) {
      json.writeStartObject();
      json.writeStringField("ph", "M");
      json.writeStringField("name", "process_name");
      json.writeNumberField("pid", devices.indexOf(device));
      json.writeObjectFieldStart("args");
      json.writeStringField("name", device);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Execution execution, long zero) throws IOException {
    if (!devices.contains(execution.device())) {
      devices.add(execution.device());
    }
    json.writeStartObject();
    json.writeStringField("ph", "X");
    json.writeStringField("name", execution.type());
    json.writeStringField("cat", "op");
    json.writeNumberField("ts", micros(execution.startNanos() - zero));
    json.writeNumberField("dur", micros(execution.nanos()));
    json.writeNumberField("pid", devices.indexOf(execution.device()));
    json.writeNumberField("tid", row(execution));
    json.writeObjectFieldStart("args");
    json.writeStringField("op", execution.name());
    if (execution.bytes() > 0) {
      json.writeNumberField("output bytes", execution.bytes());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The runtime does not tell threads, so an operation takes the first row that is free. */
  private int row(Execution execution) {
    List<Long> ends = rows.computeIfAbsent(execution.device(), device -> new ArrayList<>());
    for (int row = 0; row < ends.size(); row++) {
      if (ends.get(row) <= execution.startNanos()) {
        ends.set(row, execution.endNanos());
        return row;
      }
    }
    ends.add(execution.endNanos());
    return ends.size() - 1;
  }

  private static double micros(long nanos) {
    return nanos / 1e3;
  }
}
