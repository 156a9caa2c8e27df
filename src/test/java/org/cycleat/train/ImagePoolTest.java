package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

class ImagePoolTest {

  /** Image number n of two pixels. */
  private static float[] image(int n) {
    return new float[] {n, -n};
  }

  @Test
  void fillsFirstThenExchangesHalfOfTheImages() {
    ImagePool pool = new ImagePool(5, 1);
    Set<Float> returned = new HashSet<>();
    int exchanged = 0;
    for (int n = 1; n <= 2005; n++) {
      float[] got = pool.query(image(n), 1);
      assertEquals(-got[0], got[1], "the pixels of an image stay together");
      if (n <= 5) {
        assertArrayEquals(image(n), got);
      } else if (got[0] != n) {
        assertTrue(got[0] < n, "an older image");
        assertTrue(returned.add(got[0]), "an image leaves the pool when it is returned");
        exchanged++;
      }
    }
    // 2,000 fair coins: 1,000 with a standard deviation of 22.
    assertEquals(1000, exchanged, 100);
  }

  @Test
  void everyPlaceOfThePoolIsDrawn() {
    ImagePool pool = new ImagePool(3, 2);
    Set<Float> first = new HashSet<>();
    for (int n = 1; n <= 100; n++) {
      first.add(pool.query(image(n), 1)[0]);
    }
    assertTrue(first.containsAll(Set.of(1f, 2f, 3f)));
  }

  @Test
  void aBatchIsQueriedImageByImage() {
    ImagePool single = new ImagePool(3, 9);
    ImagePool batched = new ImagePool(3, 9);
    for (int n = 1; n <= 60; n += 2) {
      float[] first = single.query(image(n), 1);
      float[] second = single.query(image(n + 1), 1);
      float[] both = {n, -n, n + 1, -n - 1};
      float[] expected = {first[0], first[1], second[0], second[1]};
      assertArrayEquals(expected, batched.query(both, 2));
      assertEquals(n, both[0], "the caller's array is left alone");
    }
  }

  @Test
  void tensorsKeepTheirShape() {
    ImagePool pool = new ImagePool(0, 1);
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    try (TFloat32 batch =
            TFloat32.tensorOf(Shape.of(2, 1, 2, 3), DataBuffers.of(values, true, false));
        TFloat32 same = pool.query(batch)) {
      assertEquals(batch.shape(), same.shape());
      assertEquals(batch, same);
    }
  }

  @Test
  void continuesFromASnapshot() {
    ImagePool pool = new ImagePool(4, 3);
    for (int n = 1; n <= 33; n++) {
      pool.query(image(n), 1);
    }
    ImagePool resumed = new ImagePool(4, 3);
    resumed.restore(pool.snapshot());
    for (int n = 34; n <= 90; n++) {
      assertArrayEquals(pool.query(image(n), 1), resumed.query(image(n), 1));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new ImagePool(3, 3).restore(pool.snapshot()));
    ImagePool empty = new ImagePool(4, 3);
    empty.restore(new ImagePool(4, 3).snapshot());
    assertArrayEquals(image(1), empty.query(image(1), 1));
  }

  @Test
  void refusesImagesOfAnotherSize() {
    assertThrows(IllegalArgumentException.class, () -> new ImagePool(-1, 0));
    ImagePool pool = new ImagePool(2, 0);
    assertThrows(IllegalArgumentException.class, () -> pool.query(new float[3], 2));
    assertThrows(IllegalArgumentException.class, () -> pool.query(new float[2], 0));
    pool.query(new float[3], 1);
    assertThrows(IllegalArgumentException.class, () -> pool.query(new float[4], 1));
  }
}
