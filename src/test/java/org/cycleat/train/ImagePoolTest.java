package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cycleat.TestGraph;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class ImagePoolTest {

  /** A pool in a graph of its own that is given images 1, 2, ... of two pixels, [N, 1, 2]. */
  private static final class Pool implements AutoCloseable {
    private final TestGraph test = new TestGraph();
    private final int n;
    private final Placeholder<TFloat32> batch;
    private final Placeholder<TInt64> step =
        test.tf().placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    private final ImagePool pool;
    private final ImagePool.Mixed mixed;
    private final Operand<TFloat32> held;

    Pool(int capacity, int n, long seed) {
      this.n = n;
      batch = test.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.of(n, 1, 2)));
      pool = new ImagePool(test.tf(), "pool", capacity, seed);
      mixed = pool.mix(batch, step);
      held = test.tf().readVariableOp(pool.stored().get(0).handle(), TFloat32.class);
      pool.initialize(test.session());
    }

    /** The numbers of the images that a step gets for its N new ones. */
    List<Integer> step(int number) {
      float[] pixels = new float[2 * n];
      for (int i = 0; i < n; i++) {
        pixels[2 * i] = number * n + i + 1;
        pixels[2 * i + 1] = -pixels[2 * i];
      }
      var runner = test.session().runner().fetch(mixed.images());
      mixed.updates().forEach(runner::addTarget);
      try (TFloat32 images = TFloat32.tensorOf(batch.shape(), DataBuffers.of(pixels, true, false));
          TInt64 now = TInt64.scalarOf(number);
          Result result = runner.feed(batch, images).feed(step, now).run()) {
        assertEquals(batch.shape(), result.get(0).shape());
        result.get(0).asRawTensor().data().asFloats().read(pixels);
      }
      return numbers(pixels);
    }

    float[] pixels() {
      return test.value(held);
    }

    void pixels(float[] pixels) {
      StoredVariable images = pool.stored().get(0);
      var flat = test.tf().constant(pixels);
      var value = test.tf().reshape(flat, test.tf().constant(images.shape().asArray()));
      test.run(List.of(test.tf().assignVariableOp(images.handle(), value)));
    }

    /** The numbers of the images in the pool's places; 0 for an empty one. */
    List<Integer> contents() {
      return numbers(pixels());
    }

    private static List<Integer> numbers(float[] pixels) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 0; i < pixels.length; i += 2) {
        assertEquals(0, pixels[i] + pixels[i + 1], "the pixels of an image stay together");
        numbers.add(Math.round(pixels[i]));
      }
      return numbers;
    }

    @Override
    public void close() {
      test.close();
    }
  }

  @Test
  void fillsFirstThenExchangesHalfOfTheImages() {
    try (Pool pool = new Pool(5, 1, 1)) {
      Set<Integer> returned = new HashSet<>();
      int exchanged = 0;
      for (int step = 0; step < 2005; step++) {
        int image = step + 1;
        int got = pool.step(step).get(0);
        if (step < 5) {
          assertEquals(image, got);
          assertEquals(image, pool.contents().get(step));
        } else if (got != image) {
          assertTrue(got < image, "an older image");
          assertTrue(returned.add(got), "an image leaves the pool when it is returned");
          exchanged++;
        }
      }
      // 2,000 fair coins: 1,000 with a standard deviation of 22.
      assertEquals(1000, exchanged, 100);
    }
  }

  @Test
  void everyPlaceIsDrawnEquallyOften() {
    try (Pool pool = new Pool(4, 1, 2)) {
      int[] drawn = new int[4];
      List<Integer> before = List.of(0, 0, 0, 0);
      for (int step = 0; step < 1604; step++) {
        pool.step(step);
        List<Integer> after = pool.contents();
        for (int place = 0; place < 4; place++) {
          drawn[place] += step >= 4 && !after.get(place).equals(before.get(place)) ? 1 : 0;
        }
        before = after;
      }
      for (int count : drawn) {
        assertEquals(200, count, 60, "1,600 steps, probability 1/8: a standard deviation of 13");
      }
    }
  }

  /** Of a pool of 5, the third batch of two fills one place and may be exchanged for one other. */
  @Test
  void aBatchIsMixedWithOlderBatchesOnlyAndNoImageIsLostOrDoubled() {
    try (Pool pool = new Pool(5, 2, 9)) {
      int both = 0;
      for (int step = 0; step < 400; step++) {
        Set<Integer> images = new TreeSet<>(pool.contents());
        images.add(2 * step + 1);
        images.add(2 * step + 2);
        images.remove(0);
        List<Integer> got = pool.step(step);
        Set<Integer> afterwards = new TreeSet<>(pool.contents());
        afterwards.remove(0);
        assertEquals(Math.min(5, 2 * step + 2), afterwards.size());
        int older = 0;
        for (int i = 0; i < 2; i++) {
          boolean isOlder = got.get(i) <= 2 * step;
          assertTrue(isOlder || got.get(i) == 2 * step + 1 + i, "not its neighbour: " + got);
          assertFalse(isOlder && 2 * step + i < 5, "filled, not exchanged: " + got);
          assertEquals(isOlder || 2 * step + i < 5, afterwards.contains(2 * step + 1 + i));
          older += isOlder ? 1 : 0;
        }
        both += older == 2 ? 1 : 0;
        afterwards.addAll(got);
        assertEquals(images, afterwards, "what came in is in the pool or was returned");
      }
      assertEquals(100, both, 35, "two coins of 398; a standard deviation of 9");
    }
  }

  @Test
  void aBatchMayBeAsLargeAsThePool() {
    try (Pool pool = new Pool(3, 3, 4)) {
      assertEquals(List.of(1, 2, 3), pool.step(0));
      Set<Integer> images = new TreeSet<>(pool.step(1));
      images.addAll(pool.contents());
      assertEquals(Set.of(1, 2, 3, 4, 5, 6), images);
    }
  }

  @Test
  void withoutRoomEveryImageIsReturnedAsItComes() {
    try (TestGraph test = new TestGraph()) {
      ImagePool pool = new ImagePool(test.tf(), "pool", 0, 1);
      var batch = test.normal(1, 2, 3);
      ImagePool.Mixed mixed = pool.mix(batch, test.step(7));
      assertSame(batch, mixed.images());
      assertEquals(List.of(), mixed.updates());
      assertEquals(List.of(), pool.stored());
      pool.initialize(test.session());
    }
  }

  @Test
  void whatIsDrawnDependsOnTheSeedAndTheStepOnly() {
    try (Pool pool = new Pool(4, 2, 3);
        Pool resumed = new Pool(4, 2, 3);
        Pool other = new Pool(4, 2, 4)) {
      IntStream.range(0, 33).forEach(pool::step);
      resumed.pixels(pool.pixels());
      other.pixels(pool.pixels());
      int different = 0;
      for (int step = 33; step < 90; step++) {
        List<Integer> got = pool.step(step);
        assertEquals(got, resumed.step(step));
        assertArrayEquals(pool.pixels(), resumed.pixels());
        different += got.equals(other.step(step)) ? 0 : 1;
      }
      assertTrue(different > 20, "another seed draws otherwise: " + different);
    }
  }

  @Test
  void aPoolIsEmptiedBeforeItIsUsed() {
    try (Pool pool = new Pool(2, 1, 1)) {
      pool.step(0);
      pool.pool.initialize(pool.test.session());
      assertArrayEquals(new float[4], pool.pixels());
      StoredVariable images = pool.pool.stored().get(0);
      assertEquals("pool/images", images.name());
      assertEquals(Shape.of(2, 1, 2), images.shape());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (TestGraph test = new TestGraph()) {
      var tf = test.tf();
      assertThrows(IllegalArgumentException.class, () -> new ImagePool(tf, "pool", -1, 0));
      ImagePool pool = new ImagePool(tf, "pool", 2, 0);
      for (Shape wrong : Arrays.asList(Shape.of(3, 4), Shape.of(-1, 4), Shape.of(2, -1))) {
        var batch = tf.placeholder(TFloat32.class, Placeholder.shape(wrong));
        var e = assertThrows(IllegalArgumentException.class, () -> pool.mix(batch, test.step(0)));
        assertTrue(e.getMessage().contains(wrong.toString()), e.getMessage());
      }
      pool.mix(test.normal(1, 2, 4), test.step(0));
      assertThrows(IllegalStateException.class, () -> pool.mix(test.normal(2, 2, 4), test.step(0)));
    }
  }
}
