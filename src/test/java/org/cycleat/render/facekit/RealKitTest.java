package org.cycleat.render.facekit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;
import org.cycleat.render.Point3;
import org.cycleat.render.dataset.FaceFacts;
import org.cycleat.render.dataset.LaboratoryLook;
import org.cycleat.render.dataset.Picture;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Srgb;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people of the real kit look like; passed over where the kit is not. */
class RealKitTest {
  private static FaceKit kit;
  private static final List<FaceKit.Sitter> SITTERS = new ArrayList<>();

  @BeforeAll
  static void read() {
    kit = FaceKit.read(Kits.real(), 128);
    for (int number = 0; number < 5; number++) {
      SITTERS.add(kit.sitter(kit.person(1, number)));
    }
  }

  /** Landmarks with an expression and without. */
  private record Faces(Head neutral, Head shown) {
    double rise(int landmark) {
      return place(shown, landmark).y() - place(neutral, landmark).y();
    }

    static Point3 place(Head head, int landmark) {
      return Point3.of(head.solid().mesh().positions(), head.landmarks().get(landmark));
    }
  }

  private static List<Faces> faces(Expression expression, int level) {
    return SITTERS.stream()
        .map(
            sitter -> new Faces(sitter.show(Expression.NEUTRAL, 0), sitter.show(expression, level)))
        .toList();
  }

  private static void assertRise(Expression expression, double least, int... landmarks) {
    for (Faces faces : faces(expression, 4)) {
      for (int landmark : landmarks) {
        double rise = faces.rise(landmark) * Math.signum(least);
        assertTrue(rise > Math.abs(least), expression + ": point " + landmark + ": " + rise);
      }
    }
  }

  @Test
  void theKitHas25ModesAndEveryShapeThatExpressionsUse() {
    assertEquals(25, kit.modes());
    assertEquals(57, kit.shapes().size());
    for (Expression expression : Expression.values()) {
      for (int number = 0; number < 9; number++) {
        Person person = kit.person(4, number);
        var weights = expression.weights(3, person.manner(), new Random(1));
        long known = weights.keySet().stream().filter(kit.shapes()::contains).count();
        // of the three names of each shape the kit has the two sides or the whole
        assertTrue(3 * known >= weights.size() && known < weights.size() + 1, weights.toString());
      }
    }
  }

  @Test
  void expressionsMoveTheFaceAsFacsSays() {
    assertRise(Expression.HAPPINESS, 0.3, 48, 54);
    assertRise(Expression.SURPRISE, -1.0, 8, 57);
    assertRise(Expression.SURPRISE, 0.2, 19, 24);
    assertRise(Expression.ANGER, -0.1, 20, 21, 22, 23);
    assertRise(Expression.SADNESS, -0.1, 48, 54);
    assertRise(Expression.SADNESS, 0.02, 21, 22);
    assertRise(Expression.DISGUST, 0.1, 50, 51, 52, 31, 35);
    for (Faces faces : faces(Expression.FEAR, 4)) {
      for (int[] lids : new int[][] {{37, 41}, {38, 40}, {43, 47}, {44, 46}}) {
        assertTrue(faces.rise(lids[0]) - faces.rise(lids[1]) > 0.1, "the eyes widen");
      }
    }
  }

  @Test
  void strongerLevelsMoveMore() {
    for (Expression expression : Expression.values()) {
      if (expression == Expression.NEUTRAL) {
        continue;
      }
      double before = 0;
      for (int level = 1; level <= 4; level++) {
        double sum = 0;
        for (Faces faces : faces(expression, level)) {
          for (int i = 0; i < 68; i++) {
            sum += Faces.place(faces.shown, i).minus(Faces.place(faces.neutral, i)).length();
          }
        }
        assertTrue(sum > 1.1 * before, expression + " at level " + level);
        before = sum;
      }
    }
  }

  @Test
  void shapesOfTheLeftMoveTheOwnLeftSide() {
    Head head = SITTERS.get(0).show(Expression.NEUTRAL, 0);
    assertTrue(Faces.place(head, 54).x() > 1 && Faces.place(head, 48).x() < -1);
    Person uneven = null;
    int number = 0;
    while (uneven == null || uneven.manner().asymmetry() < 1.15) {
      uneven = kit.person(1, number++);
    }
    FaceKit.Sitter sitter = kit.sitter(uneven);
    Faces faces =
        new Faces(sitter.show(Expression.NEUTRAL, 0), sitter.show(Expression.HAPPINESS, 2));
    assertTrue(faces.rise(54) > 1.1 * faces.rise(48), faces.rise(54) + " " + faces.rise(48));
  }

  @Test
  void eyesAreDarkInTheMiddleAndLipsAreRed() {
    for (FaceKit.Sitter sitter : SITTERS) {
      Picture picture =
          new LaboratoryLook(256, Colour.WHITE)
              .take(sitter.show(Expression.FEAR, 4), HeadPose.FRONTAL, new Random(1));
      List<FaceFacts.Landmark> p = picture.facts().landmarks();
      for (int eye : new int[] {36, 42}) {
        double x = (p.get(eye).x() + p.get(eye + 3).x()) / 2;
        double y = (p.get(eye + 1).y() + p.get(eye + 4).y()) / 2;
        double middle = darkest(picture.image(), x, y, 3);
        assertTrue(middle < 0.02, "pupil: " + middle);
        double white = lightest(picture.image(), (x + p.get(eye).x()) / 2, y, 4);
        assertTrue(white > 10 * middle && white > 0.15, "white: " + white);
      }
      double lips = redness(picture.image(), p.get(57).x(), (p.get(57).y() + p.get(66).y()) / 2);
      double skin = redness(picture.image(), p.get(30).x(), (p.get(27).y() + p.get(29).y()) / 2);
      assertTrue(lips > skin, lips + " after " + skin);
    }
  }

  private static double darkest(BufferedImage image, double x, double y, int radius) {
    double least = 1;
    for (int row = (int) y - radius; row <= y + radius; row++) {
      for (int column = (int) x - radius; column <= x + radius; column++) {
        least = Math.min(least, Srgb.toLinear(image.getRGB(column, row) >> 8 & 0xFF));
      }
    }
    return least;
  }

  private static double lightest(BufferedImage image, double x, double y, int radius) {
    double most = 0;
    for (int column = (int) x - radius; column <= x + radius; column++) {
      most = Math.max(most, Srgb.toLinear(image.getRGB(column, (int) y) >> 8 & 0xFF));
    }
    return most;
  }

  private static double redness(BufferedImage image, double x, double y) {
    int rgb = image.getRGB((int) x, (int) y);
    return Srgb.toLinear(rgb >> 16 & 0xFF) / Srgb.toLinear(rgb >> 8 & 0xFF);
  }
}
