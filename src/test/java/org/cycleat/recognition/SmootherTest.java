package org.cycleat.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cycleat.face.Box;
import org.junit.jupiter.api.Test;

class SmootherTest {
  private static Face face(int id, double happy) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    probabilities.put("HA", happy);
    probabilities.put("SA", 1 - happy);
    return new Face(
        id,
        new Box(0, 0, 10, 10),
        1,
        Optional.empty(),
        Face.mostProbable(probabilities),
        probabilities,
        Optional.empty());
  }

  @Test
  void thePastWeighsLessTheLongerAgoItIs() {
    Smoother smoother = new Smoother(new Smoothing(Duration.ofMillis(200)));
    assertEquals(1, smoother.smooth(face(7, 1), 0).probabilities().get("HA"));
    Face second = smoother.smooth(face(7, 0), 100_000);
    double past = Math.exp(-0.5);
    assertEquals(past, second.probabilities().get("HA"), 1e-12);
    assertEquals(1 - past, second.probabilities().get("SA"), 1e-12);
    assertEquals("HA", second.expression(), "one frame does not change the expression");
    Face third = smoother.smooth(face(7, 0), 300_000);
    assertEquals(past * Math.exp(-1), third.probabilities().get("HA"), 1e-12);
    assertEquals("SA", third.expression());
  }

  @Test
  void eachFaceHasItsOwnPast() {
    Smoother smoother = new Smoother(Smoothing.DEFAULT);
    smoother.smooth(face(1, 1), 0);
    assertEquals(0.25, smoother.smooth(face(2, 0.25), 10).probabilities().get("HA"));
  }

  @Test
  void withoutSmoothingEveryFrameCountsAlone() {
    Smoother smoother = new Smoother(Smoothing.NONE);
    smoother.smooth(face(1, 1), 0);
    assertEquals(0.25, smoother.smooth(face(1, 0.25), 10).probabilities().get("HA"));
    assertThrows(IllegalArgumentException.class, () -> new Smoothing(Duration.ofMillis(-1)));
  }

  @Test
  void whatIsLongUnseenIsForgotten() {
    Smoother smoother = new Smoother(new Smoothing(Duration.ofHours(1)));
    smoother.smooth(face(1, 1), 0);
    smoother.forgetBefore(1_900_000);
    assertEquals(1, smoother.smooth(face(1, 0), 1_900_000).probabilities().get("HA"), 0.01);
    smoother.forgetBefore(4_000_000);
    assertEquals(0, smoother.smooth(face(1, 0), 4_000_000).probabilities().get("HA"));
  }
}
