package org.cycleat.data;

import java.util.List;
import org.cycleat.dataset.Sample;

/** What is to be learned of images: some numbers for each. */
public interface TargetRule {

  /**
   * How many numbers an image has, K.
   *
   * @param classes of the data
   */
  int length(int classes);

  /** Those of all samples of the data, one after another: [N * K]. */
  float[] of(List<Sample> samples, int classes);
}
