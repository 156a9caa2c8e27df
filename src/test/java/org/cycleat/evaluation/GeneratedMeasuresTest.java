package org.cycleat.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.cycleat.evaluation.GeneratedMeasures.Consistency;
import org.cycleat.evaluation.GeneratedMeasures.Distance;
import org.junit.jupiter.api.Test;

class GeneratedMeasuresTest {
  private static final GeneratedMeasures MEASURES =
      new GeneratedMeasures(
          "AlexNet",
          List.of(
              new Distance("source", "web faces", 300, 1.25, new KernelDistance(0.5, 0.01, 3)),
              new Distance(
                  "generated", "web faces", 300, 0.75, new KernelDistance(-0.001, 0.02, 3)),
              new Distance(
                  "source", "target faces", 20, 2, new KernelDistance(0.25, Double.NaN, 1))),
          "a model",
          List.of(
              Consistency.of(
                  "generated",
                  ConfusionMatrix.of(List.of("A", "B"), new long[][] {{3, 1}, {1, 1}}))));

  @Test
  void eachTableSaysOfWhichFeaturesAndHowManyImages() {
    assertEquals(
        """
        Distance to the web faces, by features of our own: AlexNet
        faces      images of each  Frechet   kernel  standard error
        source                300   1.2500   0.5000          0.0100
        generated             300   0.7500  -0.0010          0.0200

        Distance to the target faces, by features of our own: AlexNet
        faces   images of each  Frechet  kernel  standard error
        source              20   2.0000  0.2500               -

        Labels, as read by a model
        faces      images  mean over classes  of all images
        generated       6              62.50          66.67
        """,
        MEASURES.text());
  }

  @Test
  void withoutAReaderThereIsNoTableOfLabels() {
    var measures = new GeneratedMeasures("AlexNet", List.of(), "", List.of());
    assertEquals("", measures.text());
  }

  @Test
  void jsonIsReadBackEqual() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertEquals(
        MEASURES, json.readValue(json.writeValueAsString(MEASURES), GeneratedMeasures.class));
  }

  @Test
  void featuresOfAnyScaleGiveTheSame() {
    // Mean square 1: 1, 1, -1, -1 against 2, 0; means 0 and 1, variances 4 / 3 and 4 / 3.
    float[][] real = {{1}, {1}, {-1}, {-1}};
    float[][] other = {{2}, {2}, {0}, {0}};
    Distance plain = Distance.between("a", other, "b", real, 2);
    assertEquals(1, plain.frechet(), 1e-6);
    assertEquals(4, plain.images());
    assertEquals(2, plain.kernel().blocks());
    float[][] largeReal = {{10}, {10}, {-10}, {-10}};
    float[][] largeOther = {{20}, {20}, {0}, {0}};
    Distance large = Distance.between("a", largeOther, "b", largeReal, 2);
    assertEquals(plain.frechet(), large.frechet(), 1e-6);
    assertEquals(plain.kernel().value(), large.kernel().value(), 1e-6);
    float[][] none = {{0}, {0}, {0}, {0}};
    assertEquals(0, Distance.between("a", none, "b", none, 4).frechet());
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> Distance.between("a", other, "b", new float[][] {{1}, {2}}, 2))
            .getMessage();
    assertTrue(refusal.contains("a: expected 2 images, got 4"), refusal);
  }
}
