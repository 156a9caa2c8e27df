package org.cycleat.experiment;

/** How many trainings a machine takes at the same time. */
final class Machine {
  /** Cores that one training keeps busy. */
  private static final int CORES = 4;

  private Machine() {}

  /** One on small machines, more where there are cores for them. */
  static int parallel() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / CORES);
  }
}
