package org.cycleat.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

class WeightArrayTest {

  /** Between 1 and 2 float16 has steps of 2^-10, between 2^-15 and 2^-14 of 2^-24. */
  @Test
  void halvesAreRounded() {
    float[] values = {1, -0.5f, 1 + 0x1p-10f, 1 + 0x1.8p-11f, 65504, 0x1p-24f};
    WeightArray halves = WeightArray.ofHalves(Shape.of(2, 3), values);
    assertEquals(ElementType.FLOAT16, halves.type());
    assertEquals(Shape.of(2, 3), halves.shape());
    assertEquals(12, halves.bytes().remaining());
    float[] expected = {1, -0.5f, 1 + 0x1p-10f, 1 + 0x1p-10f, 65504, 0x1p-24f};
    assertArrayEquals(expected, halves.floats());
  }

  @ParameterizedTest
  @ValueSource(floats = {70000, -65505, Float.NEGATIVE_INFINITY, Float.NaN})
  void whatHalvesCannotHoldStaysAsItIs(float value) {
    WeightArray array = WeightArray.ofHalves(Shape.of(2), new float[] {1, value});
    assertEquals(ElementType.FLOAT32, array.type());
    assertArrayEquals(new float[] {1, value}, array.floats());
  }
}
