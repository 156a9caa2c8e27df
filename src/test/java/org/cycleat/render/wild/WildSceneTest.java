package org.cycleat.render.wild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cycleat.render.Camera;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;
import org.junit.jupiter.api.Test;

class WildSceneTest {
  private static final int DRAWS = 4000;

  private static double[] draw(ToDoubleFunction<WildScene> value) {
    Random random = new Random(5);
    WildLook look = WildLook.usual();
    return IntStream.range(0, DRAWS)
        .mapToDouble(i -> value.applyAsDouble(look.scene(random)))
        .toArray();
  }

  private static void assertNormal(double[] values, double deviation, double limit) {
    double sum = 0;
    double squares = 0;
    double most = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
      most = Math.max(most, Math.abs(value));
    }
    assertEquals(0, sum / values.length, 0.06 * deviation);
    assertEquals(deviation, Math.sqrt(squares / values.length), 0.05 * deviation);
    assertTrue(most <= limit, "within " + limit + ", got " + most);
    assertTrue(most > 2.5 * deviation, "reaches far: " + most);
  }

  @Test
  void posesAreAsInPhotographs() {
    assertNormal(draw(scene -> scene.pose().pan()), 22, 70);
    assertNormal(draw(scene -> scene.pose().tilt()), 12, 40);
    assertNormal(draw(scene -> scene.pose().roll()), 10, 35);
  }

  @Test
  void cropsJitterWithinTheirLimits() {
    assertNormal(draw(scene -> scene.crop().right()), 0.035, 0.09);
    assertNormal(draw(scene -> scene.crop().down()), 0.035, 0.09);
    double[] scales = draw(scene -> scene.crop().scale());
    double least = IntStream.range(0, DRAWS).mapToDouble(i -> scales[i]).min().orElseThrow();
    double most = IntStream.range(0, DRAWS).mapToDouble(i -> scales[i]).max().orElseThrow();
    assertTrue(least >= 1 / 1.2 && least < 0.85, "least " + least);
    assertTrue(most <= 1.2 && most > 1.18, "most " + most);
  }

  @Test
  void camerasAreNearFarAndInfinitelyFar() {
    double[] distances = draw(WildScene::cameraDistance);
    long near = IntStream.range(0, DRAWS).filter(i -> distances[i] < 3).count();
    long infinite = IntStream.range(0, DRAWS).filter(i -> Double.isInfinite(distances[i])).count();
    assertEquals(0.12, (double) near / DRAWS, 0.02);
    assertEquals(0.25, (double) infinite / DRAWS, 0.03);
  }

  @Test
  void someLightFallsOnEveryFaceAndNeverTooMuch() {
    double[] levels = draw(scene -> new Illumination(scene.lighting()).ahead()[1]);
    for (double level : levels) {
      assertTrue(level > 0.08 && level < 1.4, "light " + level);
    }
  }

  @Test
  void aCropMovesAndScalesAboutTheMiddle() {
    // 100 x 60: the shorter side is 60; the face was 10 left of and 4 below the middle
    Camera camera = new Crop(0.1, -0.05, 2).of(new Camera(3, 40, 34, 7), 100, 60);
    assertEquals(6, camera.pixelsPerUnit(), 1e-12);
    assertEquals(50 - 2 * 10 + 6, camera.centreX(), 1e-12);
    assertEquals(30 + 2 * 4 - 3, camera.centreY(), 1e-12);
    assertEquals(7, camera.distance(), 1e-12);
    Camera same = new Camera(3, 40, 34, 7);
    assertEquals(same, Crop.EXACT.of(same, 100, 60));
  }

  @Test
  void impossibleScenesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Crop(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Crop(Double.NaN, 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new WildScene(HeadPose.FRONTAL, 1, Lighting.STUDIO, Crop.EXACT));
    assertThrows(
        IllegalArgumentException.class, () -> new WildLook(Backgrounds.procedural(), 1.1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new WildLook(Backgrounds.procedural(), 0, -0.1));
  }
}
