package org.cycleat.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cycleat.data.Augmentation.Jitter;
import org.cycleat.data.Augmentation.Warp;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class BatchesTest {
  private static final Augmentation ALL =
      new Augmentation(true, 11, new Warp(20, 0.1, 0.2), new Jitter(0.2, 0.3, 0.5), 0.5, 0.4);

  @TempDir Path folder;

  private static final class Batch {
    private final float[] images;
    private final int[] labels;
    private final long[] indices;

    Batch(float[] images, int[] labels, long[] indices) {
      this.images = images;
      this.labels = labels;
      this.indices = indices;
    }

    boolean same(Batch other) {
      return Arrays.equals(images, other.images)
          && Arrays.equals(labels, other.labels)
          && Arrays.equals(indices, other.indices);
    }
  }

  /** A graph with one training stream. */
  private static final class Stream implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Batches batches;
    private final Session session;

    Stream(Manifest manifest, Pipeline pipeline, long seed) {
      batches = Batches.training(Ops.create(graph), manifest, pipeline, seed);
      session = new Session(graph);
    }

    List<Batch> take(long from, int count) {
      batches.start(session, from);
      List<Batch> taken = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        taken.add(next());
      }
      return taken;
    }

    Batch next() {
      try (Result result =
          session
              .runner()
              .fetch(batches.images())
              .fetch(batches.labels())
              .fetch(batches.indices())
              .run()) {
        return batch(result);
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }

  private static Batch batch(Result result) {
    return batch(result, 0);
  }

  /** Of three that were fetched, from a place on. */
  private static Batch batch(Result result, int first) {
    TFloat32 images = (TFloat32) result.get(first);
    float[] pixels = new float[(int) images.size()];
    images.asRawTensor().data().asFloats().read(pixels);
    TInt32 labels = (TInt32) result.get(first + 1);
    int[] labelOf = new int[(int) labels.size()];
    labels.asRawTensor().data().asInts().read(labelOf);
    TInt64 indices = (TInt64) result.get(first + 2);
    long[] indexOf = new long[(int) indices.size()];
    indices.asRawTensor().data().asLongs().read(indexOf);
    return new Batch(pixels, labelOf, indexOf);
  }

  private static long[] indices(List<Batch> batches) {
    return batches.stream().flatMapToLong(b -> Arrays.stream(b.indices)).toArray();
  }

  @Test
  void aStreamStartedLaterIsTheSameBitForBit() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, 1, 2, 0, 1, 2, 3}, 17, 13);
    Pipeline pipeline = new Pipeline(8, 3, ALL, false, 4);
    List<Batch> whole;
    try (Stream stream = new Stream(manifest, pipeline, 42)) {
      whole = stream.take(0, 12); // 36 samples: five epochs of seven
    }
    for (int from : new int[] {0, 1, 5, 7}) { // 7 * 3 is an epoch's beginning
      try (Stream stream = new Stream(manifest, pipeline, 42)) {
        List<Batch> later = stream.take(from, 12 - from);
        for (int i = 0; i < later.size(); i++) {
          assertTrue(whole.get(from + i).same(later.get(i)), "from " + from + ", batch " + i);
        }
      }
    }
  }

  /** 24 of five different images, each of which is mirrored or not in either view. */
  @Test
  void viewsShowTheSameImagesEachChangedByItself() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, 1, 2, 0, 1}, 8, 8);
    Pipeline mirrored = new Pipeline(8, 24, new Augmentation(true, 0), false, 2);
    Pipeline plain = new Pipeline(8, 24, Augmentation.NONE, false, 2);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      List<Pipeline> pipelines = List.of(mirrored, mirrored, plain);
      List<Batches> views = Batches.views(Ops.create(graph), manifest, pipelines, 7);
      views.forEach(view -> view.start(session, 1));
      Session.Runner runner = session.runner();
      for (Batches view : views) {
        runner.fetch(view.images()).fetch(view.labels()).fetch(view.indices());
      }
      try (Result result = runner.run()) {
        Batch first = batch(result);
        Batch second = batch(result, 3);
        Batch third = batch(result, 6);
        assertArrayEquals(first.indices, second.indices);
        assertArrayEquals(first.indices, third.indices);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 24; i++) {
          seen.add(isSame(first, third, i) + " " + isSame(second, third, i));
        }
        assertEquals(4, seen.size(), "neither, one, the other, or both are mirrored");
      }
    }
  }

  private static boolean isSame(Batch one, Batch other, int image) {
    int from = image * 8 * 8 * 3;
    int to = from + 8 * 8 * 3;
    return Arrays.equals(one.images, from, to, other.images, from, to);
  }

  @Test
  void theWeakViewHardlyChangesAFaceAndTheStrongOneMoreThanThePipeline() {
    Pipeline pipeline = new Pipeline(8, 3, ALL, true, 4);
    List<Pipeline> views = pipeline.views(6);
    Augmentation weak = new Augmentation(true, 0, new Warp(0, 0, 0.05), Jitter.NONE, 0, 0);
    Augmentation strong =
        new Augmentation(true, 11, new Warp(40, 0.2, 0.4), new Jitter(0.4, 0.6, 0.5), 1, 0);
    assertEquals(
        List.of(new Pipeline(8, 6, weak, false, 4), new Pipeline(8, 6, strong, false, 4)), views);
    Augmentation least =
        new Augmentation(false, 0, new Warp(10, 0.1, 0.05), new Jitter(0.2, 0.3, 0), 0.5, 0);
    assertEquals(least, Augmentation.NONE.strong());
    var extreme = new Augmentation(true, 0, new Warp(120, 0.6, 0.3), new Jitter(0.9, 1, 1), 1, 0);
    assertEquals(
        new Augmentation(true, 0, new Warp(180, 0.6, 0.5), new Jitter(0.9, 1, 1), 1, 0),
        extreme.strong());
  }

  @Test
  void theWaitForABatchIsAPartOfTheRun() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, 1, 2}, 17, 13);
    try (Stream stream = new Stream(manifest, new Pipeline(8, 3, ALL, false, 1), 42)) {
      long begin = System.nanoTime();
      stream.batches.start(stream.session, 0);
      Session.Runner runner = stream.session.runner();
      try (Result result =
          runner.fetch(stream.batches.images()).fetch(stream.batches.waited()).run()) {
        double whole = (System.nanoTime() - begin) / 1e9;
        double waited = ((TFloat64) result.get(1)).getDouble();
        assertTrue(waited > 0 && waited < whole, waited + " of " + whole);
      }
    }
  }

  @Test
  void neitherParallelismNorASessionWithOneThreadChangesTheStream() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, 1, 2, 0, 1}, 17, 13);
    Pipeline parallel = new Pipeline(8, 2, ALL, true, 4);
    Pipeline serial = new Pipeline(8, 2, ALL, true, 1);
    try (Stream first = new Stream(manifest, parallel, 1);
        Graph graph = new Graph()) {
      Batches batches = Batches.training(Ops.create(graph), manifest, serial, 1);
      ConfigProto one =
          ConfigProto.newBuilder()
              .setIntraOpParallelismThreads(1)
              .setInterOpParallelismThreads(1)
              .build();
      try (Session session = new Session(graph, one)) {
        batches.start(session, 2);
        for (Batch expected : first.take(2, 6)) {
          try (Result result =
              session
                  .runner()
                  .fetch(batches.images())
                  .fetch(batches.labels())
                  .fetch(batches.indices())
                  .run()) {
            assertTrue(expected.same(batch(result)));
          }
        }
      }
    }
  }

  @Test
  void everyEpochIsAnotherPermutationAndTheSeedDecides() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, 1, 2, 3, 4, 5, 6, 0, 1}, 8, 8);
    Pipeline pipeline = new Pipeline(8, 2, Augmentation.NONE, false, 2);
    try (Stream stream = new Stream(manifest, pipeline, 5);
        Stream other = new Stream(manifest, pipeline, 6)) {
      long[] drawn = indices(stream.take(0, 18)); // 36 = four epochs of nine
      Set<String> orders = new HashSet<>();
      for (int epoch = 0; epoch < 4; epoch++) {
        long[] order = Arrays.copyOfRange(drawn, epoch * 9, epoch * 9 + 9);
        orders.add(Arrays.toString(order));
        Arrays.sort(order);
        assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, order);
      }
      assertEquals(4, orders.size());
      assertFalse(Arrays.equals(drawn, indices(other.take(0, 18))));
      assertEquals(4.0, stream.batches.epochs(18));
    }
  }

  @Test
  void everyPlaceOfAnEpochSeesEverySampleEquallyOften() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, 1, 2, 3, 4}, 2, 2);
    Pipeline pipeline = new Pipeline(2, 100, Augmentation.NONE, false, 2);
    int[][] table = new int[5][5];
    try (Stream stream = new Stream(manifest, pipeline, 9)) {
      long[] drawn = indices(stream.take(0, 50)); // 1,000 epochs
      for (int i = 0; i < drawn.length; i++) {
        table[i % 5][(int) drawn[i]]++;
      }
    }
    double chiSquare = 0;
    for (int[] row : table) {
      chiSquare += Arrays.stream(row).mapToDouble(n -> (n - 200) * (n - 200) / 200.0).sum();
    }
    assertTrue(
        chiSquare < 40, "16 degrees of freedom: 39.3 is the 99.9th percentile: " + chiSquare);
  }

  @Test
  void balancingDrawsEachClassEquallyOftenAndUsesEverySample() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {4, 4, 4, 4, 4, 1, 1, 6}, 2, 2);
    Pipeline pipeline = new Pipeline(2, 3, Augmentation.NONE, true, 2);
    try (Stream stream = new Stream(manifest, pipeline, 3)) {
      List<Batch> taken = stream.take(0, 50); // ten epochs of five rounds of three
      Set<String> orders = new HashSet<>();
      int[] times = new int[8];
      for (Batch batch : taken) {
        int[] labels = batch.labels.clone();
        orders.add(Arrays.toString(labels));
        Arrays.sort(labels);
        assertArrayEquals(new int[] {1, 4, 6}, labels);
        for (long index : batch.indices) {
          times[(int) index]++;
        }
      }
      assertEquals(6, orders.size(), "all orders of three classes in fifty rounds");
      assertArrayEquals(new int[] {10, 10, 10, 10, 10}, Arrays.copyOf(times, 5));
      assertEquals(50, times[5] + times[6]);
      assertTrue(times[5] >= 20 && times[6] >= 20, Arrays.toString(times));
      assertEquals(50, times[7]);
    }
  }

  @Test
  void balancingWithoutLabelsIsRefused() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0, -1}, 2, 2);
    Pipeline pipeline = new Pipeline(2, 1, Augmentation.NONE, true, 1);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertThrows(
          IllegalArgumentException.class, () -> Batches.training(tf, manifest, pipeline, 0));
      Manifest empty = manifest.with(List.of());
      assertThrows(IllegalArgumentException.class, () -> Batches.training(tf, empty, pipeline, 0));
    }
  }

  @Test
  void augmentationChangesAnImageFromEpochToEpoch() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {0}, 17, 13);
    try (Stream stream = new Stream(manifest, new Pipeline(8, 1, ALL, false, 1), 3)) {
      List<Batch> taken = stream.take(0, 2);
      assertNotEquals(Arrays.toString(taken.get(0).images), Arrays.toString(taken.get(1).images));
    }
  }

  @Test
  void labelsBelongToTheirImages() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int level = 30 * i;
      Path file =
          TestImages.rgb(folder.resolve(i + ".png"), 4, 4, (x, y) -> TestImages.grey(level));
      samples.add(new Sample(file, i, "", "", java.util.Map.of()));
    }
    Manifest manifest = new Manifest(samples, Labels.EXPRESSIONS);
    try (Stream stream = new Stream(manifest, new Pipeline(4, 5, Augmentation.NONE, false, 3), 8)) {
      for (Batch batch : stream.take(0, 7)) {
        for (int i = 0; i < 5; i++) {
          assertEquals(batch.labels[i], batch.indices[i]);
          assertEquals(30 * batch.labels[i] / 127.5f - 1, batch.images[i * 48], 1e-6);
        }
      }
    }
  }

  @Test
  void onePassGivesEverySampleInOrderAndALastPartialBatch() throws IOException {
    Manifest manifest = TestImages.noise(folder, new int[] {3, -1, 2, 0, 1}, 9, 12);
    try (Graph graph = new Graph()) {
      OnePass pass = OnePass.over(Ops.create(graph), new Pipeline(4, 2, ALL, false, 2));
      try (Session session = new Session(graph)) {
        for (Manifest each : List.of(manifest, manifest.with(manifest.samples().subList(0, 3)))) {
          int batches = pass.start(session, each);
          List<Integer> labels = new ArrayList<>();
          List<Long> indices = new ArrayList<>();
          for (int i = 0; i < batches; i++) {
            try (Result result =
                session
                    .runner()
                    .fetch(pass.images())
                    .fetch(pass.labels())
                    .fetch(pass.indices())
                    .run()) {
              Batch batch = batch(result);
              assertEquals(batch.labels.length * 4 * 4 * 3, batch.images.length);
              Arrays.stream(batch.labels).forEach(labels::add);
              Arrays.stream(batch.indices).forEach(indices::add);
            }
          }
          assertEquals(List.of(3, -1, 2, 0, 1).subList(0, each.size()), labels);
          assertEquals(List.of(0L, 1L, 2L, 3L, 4L).subList(0, each.size()), indices);
        }
      }
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Pipeline.plain(0, 1));
    assertThrows(IllegalArgumentException.class, () -> Pipeline.plain(1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Pipeline(12, 1, new Augmentation(false, 11), false, 1));
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(false, -1));
    assertThrows(IllegalArgumentException.class, () -> new Jitter(-0.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Warp(Double.NaN, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Warp(0, 0, 1.1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(false, 0, Warp.NONE, Jitter.NONE, 1.1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Augmentation(false, 0, Warp.NONE, Jitter.NONE, 0, -0.1));
  }

  @Test
  void streamsInOneGraphKeepTheirOwnSamples() throws IOException {
    Manifest first = TestImages.noise(folder.resolve("first"), new int[] {0, 0}, 8, 8);
    Manifest second = TestImages.noise(folder.resolve("second"), new int[] {5, 5, 5}, 8, 8);
    Pipeline pipeline = Pipeline.plain(8, 6);
    try (Graph graph = new Graph()) {
      Batches one = Batches.training(Ops.create(graph), first, pipeline, 1);
      Batches two = Batches.training(Ops.create(graph), second, pipeline, 1);
      OnePass pass = OnePass.over(Ops.create(graph), pipeline);
      try (Session session = new Session(graph)) {
        one.start(session, 0);
        two.start(session, 0);
        assertEquals(1, pass.start(session, second));
        try (Result result =
            session.runner().fetch(one.labels()).fetch(two.labels()).fetch(pass.labels()).run()) {
          assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0}, ints(result, 0));
          assertArrayEquals(new int[] {5, 5, 5, 5, 5, 5}, ints(result, 1));
          assertArrayEquals(new int[] {5, 5, 5}, ints(result, 2));
        }
      }
    }
  }

  private static int[] ints(Result result, int index) {
    TInt32 tensor = (TInt32) result.get(index);
    int[] values = new int[(int) tensor.size()];
    tensor.asRawTensor().data().asInts().read(values);
    return values;
  }

  @Test
  void pathsMayHaveSpacesAndAnyLetters() throws IOException {
    assumeTrue(
        Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode('\u00fc'));
    Path odd = folder.resolve("two words/\u00fcber \u7b11\u9854");
    TestImages.noise(odd, new int[] {0, 0, 0}, 8, 8);
    Manifest manifest = DataSource.read(odd, Labels.EXPRESSIONS, Use.UNLABELLED, "--web");
    Manifest usable = Intake.check(manifest, folder.resolve("cache"), "--web").usable();
    try (Stream stream = new Stream(usable, Pipeline.plain(8, 3), 1)) {
      long[] indices = indices(stream.take(0, 1));
      Arrays.sort(indices);
      assertArrayEquals(new long[] {0, 1, 2}, indices);
    }
  }
}
