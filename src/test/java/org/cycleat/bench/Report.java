package org.cycleat.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cycleat.bench.Peers.Peer;

/** The table, printed row by row, and the same as JSON. */
final class Report {
  private static final String ROW = "%-72s %10s %10s %10s  %-8s %4s %10s";
  private static final String PEER = " %10s %6s";

  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final ArrayNode all = mapper.createArrayNode();
  private final List<Peer> peers;

  Report(List<Peer> peers) {
    this.peers = peers;
  }

  void head() {
    System.out.printf(ROW, "benchmark", "median", "min", "max", "unit", "n", "images/s");
    peers.forEach(peer -> System.out.printf(PEER, peer.name(), "ratio"));
    System.out.println();
  }

  void add(Benchmark benchmark, Measurement m) {
    ObjectNode node = mapper.valueToTree(m);
    double images = benchmark.images() / m.median();
    if (benchmark.images() > 0) {
      node.put("imagesPerSecond", images);
    }
    System.out.printf(
        ROW,
        m.name(),
        number(m.median()),
        number(m.min()),
        number(m.max()),
        m.unit(),
        m.n(),
        images > 0 ? number(images) : "");
    peers.forEach(peer -> compare(peer, m, node));
    System.out.println();
    all.add(node);
  }

  private static void compare(Peer peer, Measurement m, ObjectNode node) {
    JsonNode found = peer.found().get(m.name());
    double theirs = found == null ? 0 : found.path("median").asDouble(); // 0 where it failed
    if (found != null) {
      node.set(peer.key(), found);
    }
    if (theirs > 0) {
      double ratio = m.median() / theirs;
      node.withObjectProperty("ratio").put(peer.key(), ratio);
      System.out.printf(PEER, number(theirs), String.format(Locale.ROOT, "%.2f", ratio));
    } else {
      System.out.printf(PEER, "", "");
    }
  }

  void fail(Benchmark benchmark, String reason) {
    ObjectNode node = mapper.createObjectNode();
    node.put("name", benchmark.name()).put("failure", reason);
    for (Peer peer : peers) {
      if (peer.found().containsKey(benchmark.name())) {
        node.set(peer.key(), peer.found().get(benchmark.name()));
      }
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
