package org.cycleat.render.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.cycleat.UserException;
import org.cycleat.render.HeadPose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderPlanTest {
  private static final Poses PAPER = Poses.parse("paper");

  private static Sitting sitting(String subject, String code, int level) {
    return new Sitting(
        subject,
        code,
        level,
        () -> {
          throw new AssertionError("a plan renders nothing");
        });
  }

  /** The paper's section 4.1: 100 subjects, seven expressions of two levels, 11 x 13 poses. */
  @Test
  void bu3dfeGives185900RendersOfWhich148720AreForTraining(@TempDir Path folder)
      throws IOException {
    HeadSource source = new Scans(DrawnScans.names(folder, 56, 44));
    RenderPlan plan = RenderPlan.of(source, List.of(3, 4), PAPER, 1, 0.8);
    assertEquals(185_900, plan.size());
    assertEquals(148_720, plan.trainingSize());
    assertEquals(37_180, plan.size() - plan.trainingSize());
    assertEquals(100, plan.subjects());
    assertEquals(80, plan.training().size());
    Map<String, Integer> counts = new HashMap<>();
    plan.sittings().forEach(s -> counts.merge(s.code() + s.level().getAsInt(), 1, Integer::sum));
    assertEquals(13, counts.size(), counts.toString());
    assertEquals(Set.of(100), new HashSet<>(counts.values()), counts.toString());
    assertTrue(counts.containsKey("NE0") && counts.containsKey("SU4"));
    RenderPlan all = RenderPlan.of(source, List.of(1, 2, 3, 4), Poses.parse("7"), 1, 0.5);
    assertEquals(100 * 25 * 7, all.size());
    assertEquals(50 * 25 * 7, all.trainingSize());
  }

  @Test
  void subjectsAreDividedAtRandomByTheSeedOnly(@TempDir Path folder) throws IOException {
    HeadSource source = new Scans(DrawnScans.names(folder, 9, 6));
    RenderPlan plan = RenderPlan.of(source, List.of(1), PAPER, 5, 0.8);
    assertEquals(12, plan.training().size());
    assertEquals(plan.training(), RenderPlan.of(source, List.of(4), PAPER, 5, 0.8).training());
    assertNotEquals(plan.training(), RenderPlan.of(source, List.of(1), PAPER, 6, 0.8).training());
    for (Sitting sitting : plan.sittings()) {
      boolean isForTraining = plan.training().contains(sitting.subject());
      assertEquals(isForTraining ? "train" : "test", plan.split(sitting));
    }
    assertEquals(0, RenderPlan.of(source, List.of(1), PAPER, 5, 0).trainingSize());
  }

  @Test
  void twoFacesOfOneNameAreAnError(@TempDir Path folder) throws IOException {
    DrawnScans.names(folder, 2, 0);
    Files.createFile(folder.resolve("F0002/F0002_HA03AE_F3D.wrl"));
    HeadSource source = new Scans(folder);
    var error =
        assertThrows(UserException.class, () -> RenderPlan.of(source, List.of(3), PAPER, 1, 0.8));
    assertEquals(
        "two faces of subject F0002 with the expression HA of level 3: expected one",
        error.getMessage());
  }

  @Test
  void levelsThatNobodyHasAreAnError() {
    HeadSource nobody = levels -> List.of();
    var error =
        assertThrows(UserException.class, () -> RenderPlan.of(nobody, List.of(2), PAPER, 1, 0.8));
    assertEquals("no face at the levels [2] (--levels)", error.getMessage());
  }

  @Test
  void thePapersPosesAre143() {
    List<HeadPose> poses = PAPER.of(sitting("F0001", "AN", 3), 1);
    assertEquals(143, PAPER.count());
    assertEquals(143, new HashSet<>(poses).size());
    Map<Double, Integer> pans = new HashMap<>();
    Map<Double, Integer> tilts = new HashMap<>();
    for (HeadPose pose : poses) {
      pans.merge(pose.pan(), 1, Integer::sum);
      tilts.merge(pose.tilt(), 1, Integer::sum);
      assertEquals(0, pose.roll());
    }
    assertEquals(
        Set.of(-45.0, -35.0, -25.0, -15.0, -5.0, 0.0, 5.0, 15.0, 25.0, 35.0, 45.0), pans.keySet());
    assertEquals(Set.of(13), new HashSet<>(pans.values()));
    assertEquals(13, tilts.size());
    assertTrue(tilts.containsKey(-30.0) && tilts.containsKey(10.0) && !tilts.containsKey(35.0));
  }

  @Test
  void someOfThemAreDrawnForEachSittingWithoutRepetition() {
    Poses some = Poses.parse("20");
    Set<HeadPose> all = new HashSet<>();
    for (int number = 0; number < 60; number++) {
      Sitting sitting = sitting("S%03d".formatted(number), "AN", 3);
      List<HeadPose> poses = some.of(sitting, 9);
      assertEquals(20, new HashSet<>(poses).size());
      assertEquals(poses, some.of(sitting, 9));
      assertNotEquals(poses, some.of(sitting, 10));
      assertNotEquals(poses, some.of(sitting("S%03d".formatted(number), "AN", 4), 9));
      all.addAll(poses);
    }
    assertEquals(143, all.size());
    assertEquals(20, some.count());
    Poses frontal = Poses.parse("frontal");
    assertEquals(List.of(HeadPose.FRONTAL), frontal.of(sitting("F0001", "AN", 3), 4));
    assertEquals(1, frontal.count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "144", "-1", "Paper", "", "3.5", "99999999999"})
  void otherPosesAreRefused(String text) {
    var error = assertThrows(UserException.class, () -> Poses.parse(text));
    assertEquals(
        "unknown poses " + text + " (--poses): expected paper, frontal or a number from 1 to 143",
        error.getMessage());
  }

  @Test
  void picturesAreNamedByWhatIsToBeTold() {
    Sitting second = sitting("S007", "DI", 4);
    RenderPlan plan =
        new RenderPlan(
            List.of(sitting("S006", "AN", 3), sitting("S007", "AN", 3), second),
            Poses.parse("5"),
            1,
            Set.of(),
            List.of());
    HeadPose pose = new HeadPose(-5, 30);
    assertEquals(
        "images/S007/S007_DI04_p-05_t+30.jpg",
        new PictureNames(plan, true, true, "jpg").file(second, 2, pose));
    assertEquals(
        "images/S007/S007_DI04_002.png",
        new PictureNames(plan, true, false, "png").file(second, 2, pose));
    assertEquals(
        "images/S007/S007_0007.png",
        new PictureNames(plan, false, true, "png").file(second, 2, pose));
    Sitting ofNoExpression = new Sitting("S008", "", OptionalInt.empty(), () -> image -> null);
    RenderPlan mixtures =
        new RenderPlan(List.of(ofNoExpression), Poses.parse("5"), 1, Set.of(), List.of());
    assertEquals(
        "images/S008/S008_p-05_t+30.jpg",
        new PictureNames(mixtures, true, true, "jpg").file(ofNoExpression, 2, pose));
    assertEquals(
        "images/S008/S008_002.jpg",
        new PictureNames(mixtures, true, false, "jpg").file(ofNoExpression, 2, pose));
    assertEquals(
        "images/S007/S007_DI04_p+00_t+00.jpg",
        new PictureNames(plan, true, true, "jpg").file(second, 0, HeadPose.FRONTAL));
  }
}
