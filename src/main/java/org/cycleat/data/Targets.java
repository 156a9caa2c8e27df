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
 */
public record Targets(double votes, CrossEntropy loss) {
  /** Labels and nothing else, as they are. */
  public static final Targets LABELS = new Targets(0, CrossEntropy.PLAIN);

  public Targets {
    if (!(votes >= 0 && votes <= 1)) {
      throw new IllegalArgumentException("votes must be in [0, 1], got " + votes);
    }
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

  /** Those of many samples, one after another: [N * K]. */
  float[] of(List<Sample> samples, int classes) {
    float[] rows = new float[samples.size() * classes];
    for (int i = 0; i < samples.size(); i++) {
      System.arraycopy(of(samples.get(i), classes), 0, rows, i * classes, classes);
    }
    return rows;
  }
}
