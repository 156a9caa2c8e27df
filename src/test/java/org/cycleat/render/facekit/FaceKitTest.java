package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cycleat.render.Head;
import org.cycleat.render.Point3;
import org.cycleat.render.SkinTone;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.ObjReader;
import org.cycleat.render.mesh.Texture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceKitTest {
  @TempDir static Path folder;
  private static FaceKit kit;

  @BeforeAll
  static void read() throws IOException {
    kit = FaceKit.read(DrawnKit.write(folder), 32);
  }

  private static float[] shape(String name) {
    return ObjReader.readPositions(folder.resolve("FaceXModel").resolve(name + ".obj"));
  }

  private static float[] positions(Head head) {
    return head.solid().mesh().positions();
  }

  @Test
  void aNeutralFaceIsTheMeanAndTheModesByTheirCoefficients() {
    Person person = kit.person(3, 8);
    float[] neutral = shape("generic_neutral_mesh");
    double[] expected = new double[neutral.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = neutral[i];
    }
    for (int mode = 0; mode < 3; mode++) {
      float[] moved = shape("identity00" + mode);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += person.identity(mode) * (moved[i] - neutral[i]);
      }
    }
    float[] found = positions(kit.sitter(person).show(Expression.NEUTRAL, 0));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 1e-4, "coordinate " + i);
    }
  }

  @Test
  void anExpressionAddsItsShapesByTheirWeights() {
    Person person = kit.person(3, 9);
    FaceKit.Sitter sitter = kit.sitter(person);
    float[] relaxed = positions(sitter.show(Expression.NEUTRAL, 0));
    float[] neutral = shape("generic_neutral_mesh");
    Map<String, Float> weights =
        new TreeMap<>(
            Expression.SADNESS.weights(3, person.manner(), person.moment(Expression.SADNESS, 3)));
    weights.keySet().retainAll(kit.shapes());
    assertTrue(weights.keySet().containsAll(List.of("mouthFrown_L", "browDown_R")));
    double[] expected = new double[neutral.length];
    weights.forEach(
        (name, weight) -> {
          float[] moved = shape(name);
          for (int i = 0; i < moved.length; i++) {
            expected[i] += weight * (moved[i] - neutral[i]);
          }
        });
    Head head = sitter.show(Expression.SADNESS, 3);
    assertEquals(weights, head.shapes());
    float[] found = positions(head);
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i] - relaxed[i], 1e-4, "coordinate " + i);
      most = Math.max(most, Math.abs(expected[i]));
    }
    assertTrue(most > 0.3, "moved by " + most);
  }

  @Test
  void theSameSeedAndNumberAreTheSamePerson() {
    Head first = kit.sitter(kit.person(11, 4)).show(Expression.HAPPINESS, 4);
    Head again = kit.sitter(kit.person(11, 4)).show(Expression.HAPPINESS, 4);
    SkinTone tone = SkinTone.of(kit.person(11, 4).appearance().skin());
    assertEquals(Optional.of(tone), first.skin());
    assertArrayEquals(positions(first), positions(again));
    assertArrayEquals(texels(first, KitPart.FACE), texels(again, KitPart.FACE));
    Head second = kit.sitter(kit.person(11, 5)).show(Expression.HAPPINESS, 4);
    Head third = kit.sitter(kit.person(12, 4)).show(Expression.HAPPINESS, 4);
    for (Head other : new Head[] {second, third}) {
      assertFalse(Arrays.equals(positions(first), positions(other)));
      assertFalse(Arrays.equals(texels(first, KitPart.FACE), texels(other, KitPart.FACE)));
    }
  }

  private static float[] texels(Head head, KitPart part) {
    return texture(head.solid().mesh(), part).levels().get(0).texels();
  }

  private static Texture texture(Mesh mesh, KitPart part) {
    return mesh.materials().get(part.index()).texture().orElseThrow();
  }

  @Test
  void theFrameHasTheEyesAtTheSamePlaceWhateverTheExpression() {
    FaceKit.Sitter sitter = kit.sitter(kit.person(2, 0));
    Head relaxed = sitter.show(Expression.NEUTRAL, 0);
    assertEquals(relaxed.frame(), sitter.show(Expression.SURPRISE, 4).frame());
    Point3 eyes = new Point3(0, 0, 0);
    for (int corner : new int[] {36, 39, 42, 45}) {
      eyes = eyes.plus(Point3.of(positions(relaxed), relaxed.landmarks().get(corner)).times(0.25));
    }
    Head.Frame frame = relaxed.frame();
    assertEquals(eyes.x(), frame.centre().x(), 1e-6);
    assertEquals(0.1, (eyes.y() - frame.centre().y()) / frame.side(), 1e-6, "at 0.4 from above");
  }

  @Test
  void picturesOfMoreThan128PixelsHaveFinerTextures() {
    Head head = kit.sitter(kit.person(2, 0)).show(Expression.NEUTRAL, 0);
    assertEquals(256, texture(head.solid().mesh(), KitPart.FACE).width());
    assertEquals(128, texture(head.solid().mesh(), KitPart.HEAD).width());
    FaceKit large = FaceKit.read(folder, 129);
    Head fine = large.sitter(large.person(2, 0)).show(Expression.NEUTRAL, 0);
    assertEquals(512, texture(fine.solid().mesh(), KitPart.FACE).width());
  }

  @Test
  void eyesHaveADarkPupilAnIrisAndAWhite() {
    Person person = kit.person(2, 0);
    Head head = kit.sitter(person).show(Expression.NEUTRAL, 0);
    for (KitPart eye : new KitPart[] {KitPart.LEFT_EYE, KitPart.RIGHT_EYE}) {
      Texture texture = texture(head.solid().mesh(), eye);
      // the drawn eyeball's texture: across by 6 radians, up by 3
      assertTrue(green(texture, 0, 0) < 0.01, "pupil");
      double iris = green(texture, 0, 18);
      double colour = person.appearance().iris().green();
      assertTrue(iris > 0.6 * colour && iris < 2 * colour, iris + " beside the colour " + colour);
      assertTrue(green(texture, 0, 33) > 0.55, "white");
      assertTrue(green(texture, 50, 0) > 1.2 * colour, "white to the side");
    }
  }

  /** Of the texel at angles from the eye's axis. */
  private static float green(Texture texture, double left, double up) {
    double u = 0.5 + 0.98 * Math.toRadians(left) / 6;
    double v = 0.5 + 0.98 * Math.toRadians(up) / 3;
    int x = (int) (u * texture.width());
    int y = (int) ((1 - v) * texture.height());
    return texture.levels().get(0).texels()[3 * (y * texture.width() + x) + 1];
  }
}
