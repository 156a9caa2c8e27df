package org.cycleat.weights;

import io.jhdf.api.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the data sets of a Keras file are called: {@code layer/variable}, in the layers' order where
 * the file tells it; a {@code .weights.h5} tells only the order of the layers of each class.
 *
 * <ul>
 *   <li>Files of Keras 1 and 2, and {@code .h5} of Keras 3: the attributes {@code layer_names} and
 *       {@code weight_names} name them, as {@code conv1/kernel:0}, {@code kernel}, or (Keras 1)
 *       {@code conv1_W}.
 *   <li>{@code .weights.h5} of Keras 3: a layer's group is called by its class, its variables are
 *       numbered, and its own name is an attribute in later versions; of earlier ones, only the
 *       {@code config.json} of a {@code .keras} file tells it.
 *   <li>All else keeps its path, as do the optimiser's variables, {@code optimizer/vars/0}.
 * </ul>
 */
final class KerasNames {
  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";
  private static final String OPTIMIZER = "optimizer_weights";

  /** A numbered variable: the path of what it belongs to, and the number. */
  private static final Pattern NUMBERED = Pattern.compile("(.+)/vars/(\\d+)");

  /** Keras 1 put the layer's name and an underscore before the variable's. */
  private static final Map<String, String> KERAS_1 =
      Map.of(
          "W", "kernel",
          "b", "bias",
          "gamma", "gamma",
          "beta", "beta",
          "running_mean", "moving_mean",
          "running_std", "moving_variance"); // it held the variance, whatever it was called

  private final Hdf5Tree tree;
  private final KerasConfig config;
  private final Map<String, Dataset> named = new LinkedHashMap<>();

  KerasNames(Hdf5Tree tree, KerasConfig config) {
    this.tree = tree;
    this.config = config;
  }

  /** All data sets by name. */
  Map<String, Dataset> named() {
    Map<String, Dataset> left = new LinkedHashMap<>(tree.datasets());
    String model = tree.list("", LAYERS) == null ? "model_weights" : "";
    List<String> layers = tree.list(model, LAYERS);
    if (layers != null) {
      for (String layer : layers) {
        addListed(left, join(model, layer), layer);
      }
      addListed(left, join(model, "top_level_model_weights"), "top_level_model_weights");
      addListed(left, OPTIMIZER, "optimizer");
    }
    Map<String, Integer> counts = counts(left);
    left.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> config.rank(e.getKey()))) // else as they are
        .forEach(e -> add(numbered(e.getKey(), counts), e.getKey(), e.getValue()));
    return named;
  }

  private void add(String name, String path, Dataset dataset) {
    // Two layers of a nested model may share a name; then the paths tell them apart.
    if (named.putIfAbsent(name, dataset) != null) {
      named.put(path, dataset);
    }
  }

  /** Takes a group's listed data sets out of those that are left. */
  private void addListed(Map<String, Dataset> left, String group, String layer) {
    List<String> weights = tree.list(group, WEIGHTS);
    for (String weight : weights == null ? List.<String>of() : weights) {
      String path = join(group, weight);
      Dataset dataset = left.remove(path);
      if (dataset != null) {
        add(
            group.equals(OPTIMIZER) ? join(layer, plain(weight)) : listed(layer, weight),
            path,
            dataset);
      }
    }
  }

  /** TensorFlow's tensors end in the number of an operation's output. */
  private static String plain(String weight) {
    return weight.replaceFirst(":\\d+$", "");
  }

  private static String listed(String layer, String weight) {
    String name = plain(weight);
    if (name.contains("/")) {
      return name;
    }
    if (name.startsWith(layer + "_")) {
      String variable = name.substring(layer.length() + 1).replaceFirst("_\\d+$", "");
      return join(layer, KERAS_1.getOrDefault(variable, variable));
    }
    return join(layer, name);
  }

  /** How many variables each owner has. */
  private static Map<String, Integer> counts(Map<String, Dataset> datasets) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String path : datasets.keySet()) {
      Matcher variable = NUMBERED.matcher(path);
      if (variable.matches()) {
        counts.merge(variable.group(1), 1, Integer::sum);
      }
    }
    return counts;
  }

  private String numbered(String path, Map<String, Integer> counts) {
    Matcher variable = NUMBERED.matcher(path);
    if (!variable.matches() || path.startsWith("optimizer/")) {
      return path;
    }
    String owner = variable.group(1);
    int number = Integer.parseInt(variable.group(2));
    String name = config.variable(owner, number, counts.get(owner));
    return join(ownName(owner), name == null ? variable.group(2) : name);
  }

  /**
   * The name of a layer in a path: {@code layers/functional/layers/conv2d_1} is called what its
   * last layer is called, with what lies within that.
   */
  private String ownName(String owner) {
    List<String> names = new ArrayList<>();
    StringBuilder path = new StringBuilder();
    for (String part : owner.split("/", -1)) {
      path.append(path.isEmpty() ? "" : "/").append(part);
      if (KerasConfig.isContainer(part)) {
        names.clear();
        continue;
      }
      String own = tree.text(path + "/vars", "name");
      names.add(own == null ? config.name(path.toString(), part) : own);
    }
    return names.isEmpty() ? owner : String.join("/", names);
  }

  private static String join(String group, String name) {
    return group.isEmpty() ? name : group + "/" + name;
  }
}
