package org.cycleat.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cycleat.data.Augmentation.Jitter;
import org.cycleat.data.Augmentation.Warp;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.loss.CrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class MixupTest {
  @TempDir Path folder;

  @Test
  void theTableInvertsTheDistributionOfTheSmallerShare() {
    // alpha 1: uniform up to 1/2
    float[] uniform = new Mixup(1).smallerShares();
    assertEquals(0.125f, uniform[256], 1e-6f);
    assertEquals(0.5f, uniform[1024], 1e-6f);
    // alpha 2: 2 (3 x^2 - 2 x^3), which is 0.3125 at 1/4
    assertEquals(0.25f, new Mixup(2).smallerShares()[320], 1e-5f);
    // alpha 1/2: (4 / pi) asin(sqrt x), so that half of the shares are below sin^2(pi / 8)
    float[] arcsine = new Mixup(0.5).smallerShares();
    assertEquals(0.1464466f, arcsine[512], 1e-5f);
    assertEquals(0, arcsine[0]);
    // alpha 0.2, numerically: P(x < 1e-5) = 2 * 1e-1 / (0.2 B(0.2, 0.2))
    double beta = 9.50151;
    int place = (int) Math.round(1024 * 2 * Math.pow(1e-5, 0.2) / (0.2 * beta));
    assertEquals(1e-5, new Mixup(0.2).smallerShares()[place], 3e-7);
  }

  @Test
  void sharesAreDrawnByTheSeedAndHaveTheMeanOfTheDistribution() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Mixup mixup = new Mixup(1);
      var seed = tf.constant(new long[] {7, 3});
      TFloat32 shares = mixup.shares(tf, seed, 4000).asTensor();
      double sum = 0;
      for (int i = 0; i < 4000; i++) {
        assertTrue(shares.getFloat(i) >= 0.5f && shares.getFloat(i) <= 1);
        sum += shares.getFloat(i);
      }
      assertEquals(0.75, sum / 4000, 0.01); // 0.75 and four deviations of 0.144 / sqrt 4000
      assertEquals(shares.getFloat(5), mixup.shares(tf, seed, 4000).asTensor().getFloat(5));
    }
  }

  @Test
  void aRowIsMixedWithTheNextAndTheLastWithTheFirst() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      var rows = tf.constant(new float[][] {{1, 0}, {0, 1}, {0.5f, 0.5f}});
      var shares = tf.constant(new float[][] {{0.75f}, {1}, {0.5f}});
      TFloat32 mixed = Mixup.mixed(tf, rows, shares).asTensor();
      float[] found = new float[6];
      mixed.asRawTensor().data().asFloats().read(found);
      assertArrayEquals(new float[] {0.75f, 0.25f, 0, 1, 0.75f, 0.25f}, found, 1e-6f);
    }
  }

  @Test
  void imagesAndTargetsAreMixedByTheSameShares() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (int label = 0; label < 3; label++) {
      int level = 100 * label;
      Path file =
          TestImages.rgb(folder.resolve(label + ".png"), 4, 4, (x, y) -> TestImages.grey(level));
      samples.add(new Sample(file, label, "", "", Map.of()));
    }
    Manifest manifest = new Manifest(samples, Labels.parse("x,y,z"));
    Augmentation mixing = new Augmentation(false, 0, Warp.NONE, Jitter.NONE, 0, 1);
    List<float[]> first = take(manifest, mixing, 0, 4);
    assertEquals(16, first.size());
    boolean isMixed = false;
    for (float[] face : first) { // level, label, targets
      assertEquals(100 * face[3] + 200 * face[4], face[0], 0.01);
      assertEquals(1, face[2] + face[3] + face[4], 1e-6);
      assertTrue(face[2 + (int) face[1]] >= 0.5f, "an image keeps its label");
      isMixed |= face[2 + (int) face[1]] < 0.9f;
    }
    assertTrue(isMixed);
    List<float[]> later = take(manifest, mixing, 2, 2);
    for (int i = 0; i < later.size(); i++) {
      assertArrayEquals(first.get(8 + i), later.get(i));
    }
  }

  /** Of each image its level, its label and its targets. */
  private static List<float[]> take(
      Manifest manifest, Augmentation augmentation, int from, int count) {
    List<float[]> taken = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Pipeline pipeline = new Pipeline(4, 4, augmentation, false, 2);
      Targets targets = new Targets(0, CrossEntropy.PLAIN);
      Batches batches = Batches.training(Ops.create(graph), manifest, pipeline, targets, 3);
      batches.start(session, from);
      for (int step = 0; step < count; step++) {
        try (Result result =
            session
                .runner()
                .fetch(batches.images())
                .fetch(batches.labels())
                .fetch(batches.targets())
                .fetch(batches.indices())
                .run()) {
          TFloat32 images = (TFloat32) result.get(0);
          TFloat32 rows = (TFloat32) result.get(2);
          for (int i = 0; i < 4; i++) {
            int label = ((TInt32) result.get(1)).getInt(i);
            assertEquals(label, ((TInt64) result.get(3)).getLong(i));
            taken.add(
                new float[] {
                  (images.getFloat(i, 1, 2, 0) + 1) * 127.5f,
                  label,
                  rows.getFloat(i, 0),
                  rows.getFloat(i, 1),
                  rows.getFloat(i, 2)
                });
          }
        }
      }
    }
    return taken;
  }
}
