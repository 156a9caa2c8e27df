package org.cycleat.config;

/** The numbers that training computes in; weights, losses and statistics are float32 in each. */
public enum PrecisionChoice {
  /** 24 bits of mantissa. */
  FLOAT32,
  /** TensorFloat-32, 11 bits in products, where a GPU has it; elsewhere float32. */
  TF32,
  /** Half precision, with scaled losses. */
  FLOAT16,
  /** Half the bits with the range of float32. */
  BFLOAT16,
  /** What the device is fastest in without harm. */
  AUTO
}
