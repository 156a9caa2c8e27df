package org.cycleat.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.cycleat.config.Config;
import org.cycleat.config.GanConfig;
import org.cycleat.weights.WeightFile;
import org.tensorflow.ndarray.Shape;

/**
 * What generators and discriminators look like.
 *
 * @param keys of a configuration that say so, with their values
 */
record TranslatorForm(Map<String, String> keys) {

  // Arrays whose shapes give it.
  private static final String IN = FaceTranslation.G_SW + "/in/kernel"; // [7, 7, 3, width]
  private static final String UP =
      FaceTranslation.G_SW + "/up1/kernel"; // [3, 3, 4 width, 2 width], or the other way round
  private static final String CONV = FaceTranslation.D_W + "/conv1/kernel"; // [4, 4, 3, width]
  private static final Pattern BLOCKS =
      Pattern.compile(FaceTranslation.G_SW + "/block\\d+_1/kernel");
  private static final Pattern LAYERS = Pattern.compile(FaceTranslation.D_W + "/conv\\d+/kernel");

  /** As a configuration describes them. */
  static TranslatorForm of(Config config) {
    GanConfig gan = config.gan();
    return new TranslatorForm(
        keys(
            OptionalLong.of(config.imageSize()),
            List.of(gan.generatorWidth(), gan.generatorBlocks(), gan.upsampling()),
            List.of(gan.discriminatorWidth(), gan.discriminatorLayers())));
  }

  /**
   * As a file has them.
   *
   * @param imageSize that they were trained for, where it is known
   * @return nothing where it does not have them
   */
  static Optional<TranslatorForm> of(WeightFile file, OptionalLong imageSize) {
    if (!List.of(IN, UP, CONV).stream().allMatch(name -> isKernel(file, name))) {
      return Optional.empty();
    }
    Shape up = file.entries().get(UP).shape();
    return Optional.of(
        new TranslatorForm(
            keys(
                imageSize,
                List.of(
                    file.entries().get(IN).shape().get(3),
                    count(file, BLOCKS),
                    up.get(2) > up.get(3)
                        ? GanConfig.Upsampling.RESIZE
                        : GanConfig.Upsampling.TRANSPOSED),
                List.of(file.entries().get(CONV).shape().get(3), count(file, LAYERS) - 1))));
  }

  private static boolean isKernel(WeightFile file, String name) {
    WeightFile.Entry entry = file.entries().get(name);
    return entry != null && entry.shape().numDimensions() == 4;
  }

  private static long count(WeightFile file, Pattern names) {
    return file.entries().keySet().stream().filter(names.asMatchPredicate()).count();
  }

  private static Map<String, String> keys(
      OptionalLong imageSize, List<Object> generator, List<Object> discriminator) {
    Map<String, String> keys = new LinkedHashMap<>();
    imageSize.ifPresent(size -> keys.put("imageSize", String.valueOf(size)));
    keys.put("gan.generatorWidth", generator.get(0).toString());
    keys.put("gan.generatorBlocks", generator.get(1).toString());
    keys.put("gan.upsampling", generator.get(2).toString().toLowerCase(Locale.ROOT));
    keys.put("gan.discriminatorWidth", discriminator.get(0).toString());
    keys.put("gan.discriminatorLayers", discriminator.get(1).toString());
    return keys;
  }

  /** What differs from another one, of the keys that this one has. */
  List<Config.Difference> differences(TranslatorForm other) {
    return keys.entrySet().stream()
        .map(k -> new Config.Difference(k.getKey(), k.getValue(), other.keys.get(k.getKey())))
        .filter(difference -> !difference.here().equals(difference.there()))
        .toList();
  }
}
