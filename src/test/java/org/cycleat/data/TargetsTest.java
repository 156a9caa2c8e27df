package org.cycleat.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.loss.CrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class TargetsTest {
  private static final CrossEntropy SMOOTHED = new CrossEntropy(0.3f, List.of());

  @TempDir Path folder;

  private static Sample sample(int label, Float... distribution) {
    return new Sample(Path.of("a.png"), label, "", "", List.of(distribution), Map.of());
  }

  @Test
  void theShareOfTheVotesIsTheirsAndTheRestTheSmoothedLabels() {
    // the label's part: 0.8 and twice 0.1, of which 0.6 counts
    Targets targets = new Targets(0.4, SMOOTHED);
    float[] mixed = targets.of(sample(1, 0.5f, 0.25f, 0.25f), 3);
    assertArrayEquals(new float[] {0.26f, 0.58f, 0.16f}, mixed, 1e-6f);
  }

  @Test
  void whatIsKnownAloneCountsAlone() {
    Targets half = new Targets(0.5, SMOOTHED);
    assertArrayEquals(new float[] {0.1f, 0.1f, 0.8f}, half.of(sample(2), 3), 1e-6f);
    assertArrayEquals(new float[] {0.5f, 0.25f, 0.25f}, half.of(sample(-1, 0.5f, 0.25f, 0.25f), 3));
    assertArrayEquals(new float[3], half.of(sample(-1), 3));
  }

  @Test
  void withoutVotesTheTargetIsTheLabelsBitForBit() {
    Targets labels = new Targets(0, SMOOTHED);
    assertArrayEquals(
        SMOOTHED.target(0, 3), labels.of(sample(0, 0.5f, 0.25f, 0.25f), 3), "no votes");
    assertArrayEquals(new float[] {0, 0, 1}, Targets.LABELS.of(sample(2), 3));
  }

  @Test
  void onlyVotesLeaveNothingOfTheLabel() {
    Targets votes = new Targets(1, SMOOTHED);
    assertArrayEquals(new float[] {0.25f, 0.75f}, votes.of(sample(0, 0.25f, 0.75f), 2));
  }

  @Test
  void aShareIsFromZeroToOne() {
    assertThrows(IllegalArgumentException.class, () -> new Targets(1.1, SMOOTHED));
    assertThrows(IllegalArgumentException.class, () -> new Targets(-0.1, SMOOTHED));
    assertThrows(IllegalArgumentException.class, () -> new Targets(Double.NaN, SMOOTHED));
  }

  @Test
  void eachImageCountsAsItWeighs() {
    List<Sample> samples = List.of(sample(1), sample(0, 0.5f, 0.25f, 0.25f));
    Targets weighed = new Targets(0.5, SMOOTHED, List.of(1f, 0.5f));
    // the label's part of the second: 0.8 and twice 0.1
    assertArrayEquals(
        new float[] {0.1f, 0.8f, 0.1f, 0.325f, 0.0875f, 0.0875f}, weighed.of(samples, 3), 1e-6f);
    assertThrows(IllegalArgumentException.class, () -> weighed.of(samples.subList(0, 1), 3));
  }

  @Test
  void batchesBringEachImageItsTarget() throws IOException {
    Path file = TestImages.rgb(folder.resolve("a.png"), 4, 4, (x, y) -> 0);
    List<Sample> samples =
        List.of(
            new Sample(file, 1, "", "", Map.of()),
            new Sample(file, 0, "", "", List.of(0.25f, 0.25f, 0.5f), Map.of()),
            new Sample(file, -1, "", "", List.of(0.125f, 0.125f, 0.75f), Map.of()));
    Manifest manifest = new Manifest(samples, Labels.parse("x,y,z"));
    Targets targets = new Targets(0.5, CrossEntropy.PLAIN);
    float[][] expected = {{0, 1, 0}, {0.625f, 0.125f, 0.25f}, {0.125f, 0.125f, 0.75f}};
    int[] labels = {1, 0, 2};
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Pipeline pipeline = new Pipeline(4, 4, Augmentation.NONE, true, 2);
      Batches batches = Batches.training(Ops.create(graph), manifest, pipeline, targets, 3);
      batches.start(session, 1);
      for (int step = 0; step < 3; step++) {
        try (Result result =
            session
                .runner()
                .fetch(batches.targets())
                .fetch(batches.labels())
                .fetch(batches.indices())
                .run()) {
          TFloat32 rows = (TFloat32) result.get(0);
          assertEquals(4, rows.shape().get(0));
          for (int i = 0; i < 4; i++) {
            int sample = (int) ((TInt64) result.get(2)).getLong(i);
            assertEquals(labels[sample], ((TInt32) result.get(1)).getInt(i));
            for (int k = 0; k < 3; k++) {
              assertEquals(expected[sample][k], rows.getFloat(i, k));
            }
          }
        }
      }
    }
  }
}
