package org.cycleat.config;

/** How a classifier's new weights are drawn. */
public enum Initialization {
  /** Normal with variance 2 / inputs (He et al. 2015). */
  HE,
  /** Normal with standard deviation 0.02, as in the CycleAT paper, section 4.2. */
  PAPER
}
