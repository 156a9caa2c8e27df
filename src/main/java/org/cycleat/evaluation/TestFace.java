package org.cycleat.evaluation;

import java.util.Objects;

/**
 * A face that methods were judged on.
 *
 * @param label index of its true class
 * @param subject the person, film or group of twins that it belongs to; empty where unknown
 */
public record TestFace(int label, String subject) {
  public TestFace {
    Objects.requireNonNull(subject, "subject");
    if (label < 0) {
      throw new IllegalArgumentException("label must be an index, got " + label);
    }
  }
}
