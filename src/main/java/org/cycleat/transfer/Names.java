package org.cycleat.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of arrays, made comparable with those here. */
final class Names {

  /** What a training keeps beside the weights: of no use to another. */
  private static final Pattern BOOKKEEPING =
      Pattern.compile(
          "(?:.*/)?(?:optimizer|optimizer_weights|training|step_\\w+)/.*"
              + "|_all_variables/\\d+" // a SavedModel's copies
              + "|(?:.*/)?seed_generator(?:_\\d+)?/.*" // of Keras's dropout
              + "|.*/(?:Adam|Adam_1|Momentum|RMSProp|RMSProp_1|Adagrad|ExponentialMovingAverage)(?:/.*)?"
              + "|(?:.*/)?(?:save_counter|global_step|iterations|learning_rate|decay|beta_?[12]"
              + "|beta[12]_power|num_batches_tracked)");

  private static final Pattern OUTPUT = Pattern.compile(":\\d+$");

  /** {@code conv1_1_W} is the kernel of conv1_1; {@code moving_mean} is a whole name. */
  private static final Pattern JOINED =
      Pattern.compile(
          "(.+)_(W|w|b|B|kernel|weights?|bias|biases|gamma|beta"
              + "|moving_mean|moving_variance|running_mean|running_var|running_std)");

  private static final Map<String, List<String>> LEAVES =
      Map.ofEntries(
          leaf("kernel", "kernel"),
          leaf("weights", "kernel", "gamma"),
          leaf("weight", "kernel", "gamma"),
          leaf("W", "kernel"),
          leaf("w", "kernel"),
          leaf("0", "kernel"),
          leaf("bias", "bias", "beta"),
          leaf("biases", "bias", "beta"),
          leaf("b", "bias"),
          leaf("B", "bias"),
          leaf("1", "bias"),
          leaf("gamma", "gamma"),
          leaf("scale", "gamma"),
          leaf("beta", "beta"),
          leaf("offset", "beta"),
          leaf("moving_mean", "moving_mean"),
          leaf("running_mean", "moving_mean"),
          leaf("mean", "moving_mean"),
          leaf("moving_variance", "moving_variance"),
          leaf("running_var", "moving_variance"),
          leaf("running_std", "moving_variance"), // Keras 1 called the variance so
          leaf("var", "moving_variance"),
          leaf("variance", "moving_variance"));

  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private Names() {}

  /**
   * A name that an array may have here.
   *
   * @param stripped how many scopes before it were left out
   */
  record Candidate(String name, int stripped) {}

  static boolean isBookkeeping(String name) {
    return BOOKKEEPING.matcher(plain(name).replace('.', '/')).matches();
  }

  /** Without the number of an operation's output: {@code conv1/kernel:0}. */
  static String plain(String name) {
    return OUTPUT.matcher(name).replaceFirst("");
  }

  /** The names that an array may have here, those of the fewest changes first. */
  static List<Candidate> candidates(String name) {
    List<String> layer = parts(name);
    List<String> leaves = LEAVES.getOrDefault(layer.remove(layer.size() - 1), List.of());
    List<Candidate> candidates = new ArrayList<>();
    for (int stripped = 0; stripped < layer.size(); stripped++) {
      for (String alias :
          LayerAliases.of(String.join("/", layer.subList(stripped, layer.size())))) {
        for (String leaf : leaves) {
          candidates.add(new Candidate(alias + "/" + leaf, stripped));
        }
      }
    }
    return candidates;
  }

  /** What an array is in its layer; empty where its name does not tell. */
  static String role(String name) {
    List<String> parts = parts(name);
    List<String> leaves = LEAVES.getOrDefault(parts.get(parts.size() - 1), List.of());
    return leaves.isEmpty() || parts.size() == 1 ? "" : role(leaves);
  }

  private static String role(List<String> leaves) {
    return switch (leaves.get(0)) {
      case "kernel", "gamma" -> "scale"; // the shapes tell the two apart
      case "bias", "beta" -> "offset";
      default -> leaves.get(0);
    };
  }

  /** Names in the order of people: {@code conv2} before {@code conv10}. */
  static Comparator<String> natural() {
    return Comparator.comparing(
        name ->
            DIGITS
                .matcher(name)
                .replaceAll(m -> "0".repeat(Math.max(0, 12 - m.group().length())) + m.group()));
  }

  private static List<String> parts(String name) {
    List<String> parts = new ArrayList<>(Arrays.asList(plain(name).split("[/.]")));
    int last = parts.size() - 1;
    Matcher joined = JOINED.matcher(parts.get(last));
    if (joined.matches()) {
      parts.set(last, joined.group(1));
      parts.add(joined.group(2));
    }
    return parts;
  }

  private static Map.Entry<String, List<String>> leaf(String theirs, String... ours) {
    return Map.entry(theirs, List.of(ours));
  }
}
