package org.cycleat.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.cycleat.weights.ElementType;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ComparisonTest {
  private static WeightArray floats(float... values) {
    return WeightArray.of(Shape.of(values.length), values);
  }

  @Test
  void statisticsAreOfTheFiniteValues() {
    Statistics s = Statistics.of(floats(0, 2, Float.NaN, -4, Float.POSITIVE_INFINITY, 6));
    assertEquals(-4, s.minimum());
    assertEquals(6, s.maximum());
    assertEquals(1, s.mean());
    assertEquals(Math.sqrt((1 + 1 + 25 + 25) / 4.0), s.deviation(), 1e-12);
    assertEquals(1 / 6.0, s.zeros(), 1e-12);
    assertEquals(2, s.notFinite());
    assertEquals(List.of(0.0, 2.0, Double.NaN, -4.0), s.first());
  }

  @Test
  void statisticsKeepTheirDigitsFarFromZero() {
    Statistics s = Statistics.of(floats(10_000_000, 10_000_001, 10_000_002));
    assertEquals(Math.sqrt(2 / 3.0), s.deviation(), 1e-9);
  }

  @Test
  void statisticsOfNothingAreNoNumbers() {
    for (WeightArray array : List.of(floats(), floats(Float.NaN))) {
      Statistics s = Statistics.of(array);
      assertTrue(Double.isNaN(s.minimum()) && Double.isNaN(s.maximum()));
      assertTrue(Double.isNaN(s.mean()) && Double.isNaN(s.deviation()));
      assertEquals(0, s.zeros());
      assertEquals(array.size(), s.notFinite());
    }
  }

  @Test
  void differencesAreFoundArrayByArray() {
    WeightArray bytes =
        new WeightArray(ElementType.UINT8, Shape.of(2), ByteBuffer.wrap(new byte[] {3, 4}));
    FakeFile a = new FakeFile().with("equal", floats(1, Float.NaN)).with("mine", 2);
    a.with("shape", 2, 3).with("value", floats(4, 2, 8)).with("type", bytes).withText("text");
    FakeFile b = new FakeFile().with("equal", floats(1, Float.NaN)).with("yours", 2);
    b.with("shape", 3, 2).with("value", floats(4, 3, 10)).with("type", floats(3, 4));
    b.withText("text");
    List<Difference> found = Difference.between(a, b, 0);
    assertEquals(
        List.of(
            "mine: only in the first",
            "shape: shapes [2, 3] and [3, 2]",
            "value: 2 of 3 values differ, by up to 2.00, relative 0.333",
            "type: types uint8 and float32, values equal",
            "yours: only in the second"),
        found.stream().map(Difference::line).toList());
  }

  @Test
  void theToleranceIsRelativeAboveOneAndAbsoluteBelow() {
    FakeFile a = new FakeFile().with("x", floats(0.5f, 100, 0));
    FakeFile b = new FakeFile().with("x", floats(0.75f, 125, 0));
    assertEquals(2, Difference.between(a, b, 0.1).get(0).count());
    assertEquals(1, Difference.between(a, b, 0.2).get(0).count()); // 25 is 0.2 times 125
    assertEquals(List.of(), Difference.between(a, b, 0.25));
  }

  @Test
  void whatIsNoNumberDiffersFromAllNumbersWhateverTheTolerance() {
    FakeFile a = new FakeFile().with("x", floats(1, Float.NEGATIVE_INFINITY, 2));
    FakeFile b = new FakeFile().with("x", floats(Float.NaN, Float.NEGATIVE_INFINITY, 2));
    Difference difference = Difference.between(a, b, 1e9).get(0);
    assertEquals(1, difference.count());
    assertEquals(Double.POSITIVE_INFINITY, difference.absolute());
    assertEquals(1, difference.relative());
    FakeFile c = new FakeFile().with("x", floats(1, Float.POSITIVE_INFINITY, 2));
    assertEquals(1, Difference.between(a, c, 1e9).size());
  }
}
