package org.cycleat.data;

import java.util.List;
import org.cycleat.dataset.Sample;
import org.cycleat.loss.CrossEntropy;

/**
 * The distribution over the classes that a classifier is to give for an image: a mixture of the
 * image's label and of its distribution. Where one of both is not known, the other counts alone.
 *
 * @param votes share of the distribution, in [0, 1]; what is left is the label's
 * @param loss makes a distribution of a label
 * @param weights how much each image of the data counts, in their order, not negative: its
 *     distribution is multiplied by it. Empty: all count the same
 */
public record Targets(double votes, CrossEntropy loss, List<Float> weights) implements TargetRule {
  /** Labels and nothing else, as they are. */
  public static final Targets LABELS = new Targets(0, CrossEntropy.PLAIN);

  public Targets {
    weights = List.copyOf(weights);
    if (!(votes >= 0 && votes <= 1)) {
      throw new IllegalArgumentException("votes must be in [0, 1], got " + votes);
    }
  }

  /** Of images that all count the same. */
  public Targets(double votes, CrossEntropy loss) {
    this(votes, loss, List.of());
  }

  @Override
  public int length(int classes) {
    return classes;
  }

  /** The target of a sample: [K]; zeros where nothing is known that counts. */
  float[] of(Sample sample, int classes) {
    boolean hasVotes = votes > 0 && !sample.distribution().isEmpty();
    boolean hasLabel = sample.label() != Sample.UNLABELLED;
    float[] label = hasLabel ? loss.target(sample.label(), classes) : new float[classes];
    if (!hasVotes) {
      return label;
    }
    float share = hasLabel ? (float) votes : 1;
    float[] mixed = new float[classes];
    for (int k = 0; k < classes; k++) {
      mixed[k] = (1 - share) * label[k] + share * sample.distribution().get(k);
    }
    return mixed;
  }

  /**
   * Those of all samples of the data, one after another, each as its image counts: [N * K].
   *
   * @throws IllegalArgumentException where there are not N weights
   */
  @Override
  public float[] of(List<Sample> samples, int classes) {
    if (!weights.isEmpty() && weights.size() != samples.size()) {
      throw new IllegalArgumentException(
          "expected a weight for each of %d images, found %d"
              .formatted(samples.size(), weights.size()));
    }
    float[] rows = new float[samples.size() * classes];
    for (int i = 0; i < samples.size(); i++) {
      float[] target = of(samples.get(i), classes);
      float weight = weights.isEmpty() ? 1 : weights.get(i);
      for (int k = 0; k < classes; k++) {
        rows[i * classes + k] = weight * target[k];
      }
    }
    return rows;
  }
}
