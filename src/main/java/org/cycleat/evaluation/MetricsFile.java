package org.cycleat.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/**
 * metrics.json: {@code classes} (codes), {@code perClass} (code to fraction, null for an absent
 * class), {@code average}, {@code confusion} (K x K counts, rows are the truth) and {@code count}.
 * Where several methods are compared, {@code methods} holds the same five keys for each by name.
 */
public final class MetricsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MetricsFile() {}

  /** Writes the five keys; the file is either the old one or the complete new one. */
  public static void write(Path file, ConfusionMatrix matrix) throws IOException {
    write(file, matrix, Map.of());
  }

  /**
   * Writes the five keys, and {@code methods} unless there are none.
   *
   * @param methods by name, written in the map's order
   */
  public static void write(Path file, ConfusionMatrix matrix, Map<String, ConfusionMatrix> methods)
      throws IOException {
    ObjectNode root = node(matrix);
    if (!methods.isEmpty()) {
      ObjectNode byName = root.putObject("methods");
      methods.forEach((name, measured) -> byName.set(name, node(measured)));
    }
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
   * Reads the confusion matrices of the methods that a metrics.json compares, in their order.
   *
   * @throws UserException if the file is missing or is no metrics.json
   */
  public static Map<String, ConfusionMatrix> readMethods(Path file) throws IOException {
    Map<String, ConfusionMatrix> methods = new LinkedHashMap<>();
    tree(file)
        .path("methods")
        .properties()
        .forEach(method -> methods.put(method.getKey(), matrix(method.getValue(), file)));
    return methods;
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
    var confusion = node.putArray("confusion");
    for (long[] row : matrix.counts()) {
      Arrays.stream(row).forEach(confusion.addArray()::add);
    }
    return node.put("count", matrix.count());
  }

  /** JSON has no NaN. */
  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
