package org.cycleat.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of a model's layers by their paths in a Keras 3 file, such as {@code
 * layers/batch_normalization_1}: from the model's configuration, and where there is none from the
 * path itself, which tells the layer's class.
 */
final class KerasConfig {
  /** For a file that has no configuration. */
  static final KerasConfig NONE = new KerasConfig();

  private static final String CONFIG = "config";
  private static final String NAME = "name";

  private final Map<String, JsonNode> layers = new HashMap<>();
  private final Map<String, Integer> ranks = new HashMap<>();

  private KerasConfig() {}

  /** Reads {@code config.json}. */
  static KerasConfig read(byte[] json) throws JsonProcessingException {
    KerasConfig known = new KerasConfig();
    known.addLayers("", new JsonMapper().readTree(new String(json, StandardCharsets.UTF_8)));
    return known;
  }

  /** Whether a part of a path is no layer but a model's list of layers. */
  static boolean isContainer(String part) {
    return part.equals("layers") || part.equals("_layer_checkpoint_dependencies"); // Keras 2.12
  }

  /** Numbers the layers of a class as Keras does: conv2d, conv2d_1, ... */
  private void addLayers(String path, JsonNode model) {
    Map<String, Integer> used = new HashMap<>();
    for (JsonNode layer : model.path(CONFIG).path("layers")) {
      if (layer.path("module").asText().startsWith("keras.src.ops")) {
        continue; // an operation between layers, which has no weights and is not counted
      }
      String kind = snakeCase(layer.path("class_name").asText());
      int before = used.merge(kind, 1, Integer::sum) - 1;
      String place = path + "layers/" + kind + (before == 0 ? "" : "_" + before);
      layers.put(place, layer);
      ranks.put(place, ranks.size());
      addLayers(place + "/", layer);
    }
    // Where a version of Keras called the groups as the layers are called.
    for (JsonNode layer : model.path(CONFIG).path("layers")) {
      String place = path + "layers/" + layer.path(CONFIG).path(NAME).asText();
      if (layers.putIfAbsent(place, layer) == null) {
        ranks.put(place, ranks.size());
      }
    }
  }

  /** The place among the model's layers of the one that a path leads into; last if unknown. */
  int rank(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      Integer rank = ranks.get(path.substring(0, end));
      if (rank != null) {
        return rank;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** The layer's own name; {@code otherwise} where it is not known. */
  String name(String path, String otherwise) {
    JsonNode layer = layers.get(path);
    return layer == null ? otherwise : layer.path(CONFIG).path(NAME).asText(otherwise);
  }

  /** The name of one of a layer's variables by its number, null where it is not known. */
  String variable(String path, int number, int count) {
    JsonNode layer = layers.get(path);
    String kind =
        layer == null
            ? path.substring(path.lastIndexOf('/') + 1).replaceFirst("_\\d+$", "")
            : snakeCase(layer.path("class_name").asText());
    List<String> names = variables(kind, layer == null ? null : layer.path(CONFIG), count);
    return number < names.size() && names.size() == count ? names.get(number) : null;
  }

  /** In the order of Keras: what is trained, then what is not. */
  private static List<String> variables(String kind, JsonNode config, int count) {
    return switch (kind) {
      case "dense",
          "conv1d",
          "conv2d",
          "conv3d",
          "conv1d_transpose",
          "conv2d_transpose",
          "conv3d_transpose",
          "depthwise_conv1d",
          "depthwise_conv2d" ->
          List.of("kernel", "bias").subList(0, Math.min(2, count));
      case "separable_conv1d", "separable_conv2d" ->
          List.of("depthwise_kernel", "pointwise_kernel", "bias").subList(0, Math.min(3, count));
      case "batch_normalization" -> {
        List<String> names = scaled(config, count - 2);
        names.addAll(List.of("moving_mean", "moving_variance"));
        yield names;
      }
      case "layer_normalization", "group_normalization" -> scaled(config, count);
      case "embedding" -> List.of("embeddings");
      case "p_re_lu" -> List.of("alpha");
      default -> List.of();
    };
  }

  /** Where a layer has only one of gamma and beta, only its configuration tells which. */
  private static List<String> scaled(JsonNode config, int count) {
    List<String> names = new ArrayList<>();
    boolean both = count > 1;
    if (count > 0 && (config == null ? both : config.path("scale").asBoolean(true))) {
      names.add("gamma");
    }
    if (count > 0 && (config == null ? both : config.path("center").asBoolean(true))) {
      names.add("beta");
    }
    if (names.size() < count) {
      names.add(0, null);
    }
    return names;
  }

  /** As Keras turns the name of a class into that of a group. */
  static String snakeCase(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
