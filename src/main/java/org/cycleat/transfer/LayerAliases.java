package org.cycleat.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What layers are called elsewhere: by Caffe, TF-Slim, torchvision, and Keras before version 2.2.
 */
final class LayerAliases {

  private record Alias(Pattern theirs, Function<MatchResult, String> ours) {}

  private static final List<Alias> ALIASES =
      List.of(
          alias("conv(\\d)_(\\d)", m -> "block%s_conv%s".formatted(m.group(1), m.group(2))),
          alias("fc([67])", m -> m.group(1).equals("6") ? "fc1" : "fc2"),
          alias("fc8|fc1000|fc|logits", m -> "predictions"),
          alias("conv1", m -> "conv1_conv"),
          alias("bn1|bn_conv1|conv1/(bn|BatchNorm)", m -> "conv1_bn"),
          alias(
              "layer(\\d)/(\\d+)/(conv|bn)(\\d)",
              m -> block(next(m.group(1)), next(m.group(2)), m.group(4), m.group(3))),
          alias(
              "layer(\\d)/(\\d+)/downsample/([01])",
              m ->
                  block(
                      next(m.group(1)),
                      next(m.group(2)),
                      "0",
                      m.group(3).equals("0") ? "conv" : "bn")),
          alias(
              "(res|bn)([2-5])(?:([a-h])|b(\\d+))_branch(?:1|2([abc]))",
              m ->
                  block(
                      m.group(2),
                      m.group(4) == null ? letter(m.group(3)) : next(m.group(4)),
                      m.group(5) == null ? "0" : letter(m.group(5)),
                      m.group(1).equals("res") ? "conv" : "bn")));

  private LayerAliases() {}

  /** The names that a layer may have here, its own first. */
  static List<String> of(String layer) {
    List<String> names = new ArrayList<>(List.of(layer));
    for (Alias alias : ALIASES) {
      Matcher matcher = alias.theirs().matcher(layer);
      if (matcher.matches()) {
        names.add(alias.ours().apply(matcher.toMatchResult()));
      }
    }
    return names;
  }

  private static Alias alias(String theirs, Function<MatchResult, String> ours) {
    return new Alias(Pattern.compile(theirs), ours);
  }

  private static String block(String group, String block, String place, String kind) {
    return "conv%s_block%s_%s_%s".formatted(group, block, place, kind);
  }

  /** They count from zero, Keras from one. */
  private static String next(String number) {
    return Integer.toString(Integer.parseInt(number) + 1);
  }

  private static String letter(String letter) {
    return Integer.toString(letter.charAt(0) - 'a' + 1);
  }
}
