package org.cycleat.nn;

import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * The type that networks compute in. Variables, losses, logits and the statistics of normalisation
 * are float32 in each, so that small updates are not lost (Micikevicius et al. 2018, "Mixed
 * Precision Training").
 */
public enum Precision {
  FLOAT32(TFloat32.class),
  /** 11 bits of mantissa, but nothing beyond 65,504 or much below 1e-7: gradients need a scale. */
  FLOAT16(TFloat16.class),
  /** The range of float32, with 8 bits of mantissa. */
  BFLOAT16(TBfloat16.class);

  private final Class<? extends TFloating> type;

  Precision(Class<? extends TFloating> type) {
    this.type = type;
  }

  public Class<? extends TFloating> type() {
    return type;
  }
}
