package org.cycleat.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The table, printed row by row, and the same as JSON. */
final class Report {
  private static final String ROW = "%-72s %10s %10s %10s  %-8s %4s %10s %10s %6s%n";

  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final ArrayNode all = mapper.createArrayNode();
  private final Map<String, JsonNode> peers;

  /**
   * @param peers PyTorch's measurements by name
   */
  Report(Map<String, JsonNode> peers) {
    this.peers = peers;
  }

  void head() {
    System.out.printf(
        ROW, "benchmark", "median", "min", "max", "unit", "n", "images/s", "PyTorch", "ratio");
  }

  void add(Benchmark benchmark, Measurement m) {
    ObjectNode node = mapper.valueToTree(m);
    double images = benchmark.images() / m.median();
    if (benchmark.images() > 0) {
      node.put("imagesPerSecond", images);
    }
    JsonNode peer = peers.get(m.name());
    if (peer != null) {
      node.set("pytorch", peer);
    }
    double theirs = peer == null ? 0 : peer.path("median").asDouble(); // 0 where it failed
    if (theirs > 0) {
      node.put("ratio", m.median() / theirs);
    }
    all.add(node);
    System.out.printf(
        ROW,
        m.name(),
        number(m.median()),
        number(m.min()),
        number(m.max()),
        m.unit(),
        m.n(),
        images > 0 ? number(images) : "",
        theirs > 0 ? number(theirs) : "",
        theirs > 0 ? String.format(Locale.ROOT, "%.2f", m.median() / theirs) : "");
  }

  void fail(Benchmark benchmark, String reason) {
    ObjectNode node = mapper.createObjectNode();
    node.put("name", benchmark.name()).put("failure", reason);
    if (peers.containsKey(benchmark.name())) {
      node.set("pytorch", peers.get(benchmark.name()));
    }
    all.add(node);
    System.out.println(benchmark.name() + ": " + reason);
  }

  void write(Path json) throws IOException {
    Files.createDirectories(json.toAbsolutePath().getParent());
    mapper.writeValue(json.toFile(), all);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.4f" : "%.0f", value);
  }
}
