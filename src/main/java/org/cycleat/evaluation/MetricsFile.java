package org.cycleat.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/**
 * metrics.json: {@code classes} (codes), {@code perClass} (code to fraction, null for an absent
 * class), {@code average}, {@code accuracy} (over all images), {@code confusion} (K x K counts,
 * rows are the truth; K + 1 columns where images without a face are counted, which the last has)
 * and {@code count}. Where several methods are judged, {@code methods} holds the same keys for each
 * by name, and {@code interval}, the 95 % interval of the average. {@code comparison} is the method
 * beside the best of the others: {@code method}, {@code baseline}, {@code baselines} (their
 * number), {@code average} and {@code accuracy} (each {@code value}, {@code low} and {@code high}),
 * {@code pValue} of McNemar's test, and {@code sentence}. All shares are fractions.
 */
public final class MetricsFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private MetricsFile() {}

  /** Writes the six keys; the file is either the old one or the complete new one. */
  public static void write(Path file, ConfusionMatrix matrix) throws IOException {
    write(file, node(matrix));
  }

  /** Writes the six keys of the last method, then all methods and their comparison. */
  public static void write(Path file, Results results) throws IOException {
    ObjectNode root = node(results.last().getValue().confusion());
    ObjectNode byName = root.putObject("methods");
    results
        .methods()
        .forEach(
            (name, scored) -> {
              ObjectNode node = node(scored.confusion());
              scored.average().ifPresent(estimate -> node.set("interval", interval(estimate)));
              byName.set(name, node);
            });
    results.comparison().ifPresent(comparison -> root.set("comparison", node(comparison)));
    write(file, root);
  }

  private static void write(Path file, ObjectNode root) throws IOException {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the confusion matrix that a metrics.json holds; every other figure follows from it.
   *
   * @throws UserException if the file is missing or is no metrics.json
   */
  public static ConfusionMatrix read(Path file) throws IOException {
    return matrix(tree(file), file);
  }

  /**
   * Reads what {@link #write(Path, Results)} wrote.
   *
   * @throws UserException if the file is missing or is no metrics.json
   */
  public static Results readResults(Path file) throws IOException {
    JsonNode root = tree(file);
    Map<String, Results.Scored> methods = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> method : root.path("methods").properties()) {
      ConfusionMatrix confusion = matrix(method.getValue(), file);
      Optional<Estimate> average =
          Optional.of(method.getValue().path("interval"))
              .filter(JsonNode::isArray)
              .map(ends -> estimate(confusion, ends));
      methods.put(method.getKey(), new Results.Scored(confusion, average));
    }
    return new Results(
        methods,
        Optional.of(root.path("comparison"))
            .filter(JsonNode::isObject)
            .map(MetricsFile::comparison));
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new UserException("no metrics at " + file + "; run `cycleat evaluate` first", e);
    } catch (JsonProcessingException e) {
      throw other(file, e);
    }
  }

  private static ConfusionMatrix matrix(JsonNode node, Path file) {
    try {
      List<String> codes = new ArrayList<>();
      node.path("classes").forEach(code -> codes.add(code.asText()));
      List<long[]> rows = new ArrayList<>();
      node.path("confusion").forEach(row -> rows.add(row(row)));
      return ConfusionMatrix.of(codes, rows.toArray(long[][]::new));
    } catch (IllegalArgumentException e) {
      throw other(file, e);
    }
  }

  private static UserException other(Path file, Exception cause) {
    return new UserException(
        file + " is no metrics.json: expected classes and a K x K confusion; evaluate again",
        cause);
  }

  private static long[] row(JsonNode row) {
    var counts = new long[row.size()];
    // A count that is no number becomes -1, which no confusion matrix takes.
    Arrays.setAll(counts, k -> row.get(k).asLong(-1));
    return counts;
  }

  private static ObjectNode node(ConfusionMatrix matrix) {
    ObjectNode node = JSON.createObjectNode();
    matrix.codes().forEach(node.putArray("classes")::add);
    ObjectNode perClass = node.putObject("perClass");
    double[] accuracies = matrix.perClass();
    for (int k = 0; k < accuracies.length; k++) {
      perClass.put(matrix.codes().get(k), orNull(accuracies[k]));
    }
    node.put("average", orNull(matrix.average()));
    node.put("accuracy", orNull(matrix.accuracy()));
    var confusion = node.putArray("confusion");
    for (long[] row : matrix.counts()) {
      Arrays.stream(row).forEach(confusion.addArray()::add);
    }
    return node.put("count", matrix.count());
  }

  private static ArrayNode interval(Estimate estimate) {
    return JSON.createArrayNode().add(orNull(estimate.low())).add(orNull(estimate.high()));
  }

  private static ObjectNode node(Comparison comparison) {
    ObjectNode node = JSON.valueToTree(comparison);
    return node.put("sentence", comparison.sentence());
  }

  private static Estimate estimate(ConfusionMatrix confusion, JsonNode ends) {
    double low = ends.path(0).asDouble(Double.NaN);
    return new Estimate(confusion.average(), low, ends.path(1).asDouble(Double.NaN));
  }

  private static Comparison comparison(JsonNode node) {
    return JSON.convertValue(node, Comparison.class);
  }

  /** JSON has no NaN. */
  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
