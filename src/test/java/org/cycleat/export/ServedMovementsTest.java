package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.MovementFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServedMovementsTest {
  private static final Device CPU = Device.forInference(GpuChoice.NONE, 0);

  @TempDir Path folder;

  /** [N, S, S, 3] of images whose halves are so red. */
  private static float[] images(float[]... halves) {
    int size = TinyMovements.SIZE;
    float[] images = new float[halves.length * size * size * 3];
    for (int i = 0; i < images.length; i += 3) {
      boolean isLeft = i / 3 % size < size / 2;
      images[i] = halves[i / (size * size * 3)][isLeft ? 0 : 1];
    }
    return images;
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "model.zip"})
  void strengthsAreTheMeanOfBothViewsAsStrongAsTheyWere(String name) {
    Path model = TinyMovements.write(folder.resolve(name), TinyMovements.FITS);
    try (ServedMovements movements = new ServedMovements(model, "--movements", CPU)) {
      List<ServingInfo.Label> units = movements.info().movements().units();
      assertEquals(19, units.size());
      assertEquals(new ServingInfo.Label("AU01", "browInnerUp"), units.get(0));
      assertFalse(units.stream().anyMatch(unit -> unit.code().equals("AU14")), units::toString);
      assertEquals(
          List.of(new ServingInfo.Label("AU61", "gazeLeft")), movements.info().movements().gaze());
      float[][] halves = {{0.8f, 0.4f}, {1, 1}, {-1, -1}, {1, -1}};
      ServedMovements.Answer answer = movements.answer(images(halves), halves.length);
      int jaw = units.indexOf(new ServingInfo.Label("AU26", "jawOpen"));
      int smile = units.indexOf(new ServingInfo.Label("AU12", "mouthSmile"));
      float[] jaws = {0.625f, 1, 0, 0}; // (read - 0.1) / 0.8, in its limits
      float[] smiles = {0.6f, 1, 0, 0};
      float[] gaze = {0.4f, 0, 0, 1}; // (L - R) / 2 / 0.5: not made more than twice, no rest
      float[] pose = {6, 18, 0, 30, 0, -30, 30, 0}; // 30 degrees a unit
      for (int i = 0; i < halves.length; i++) {
        assertEquals(jaws[i], answer.units()[i * 19 + jaw], 1e-3, "jaw " + i);
        assertEquals(smiles[i], answer.units()[i * 19 + smile], 1e-3, "smile " + i);
      }
      assertArrayEquals(gaze, answer.gaze(), 1e-3f);
      assertArrayEquals(pose, answer.pose(), 1e-2f);
    }
  }

  @Test
  void withoutGazeThereIsNone() {
    Map<String, MovementFit.Fit> fits =
        Map.of("gazeLeft", MovementFit.Fit.UNREADABLE, "gazeUp", MovementFit.Fit.UNREADABLE);
    Path model = TinyMovements.write(folder.resolve("model.zip"), fits);
    try (ServedMovements movements = new ServedMovements(model, "--movements", CPU)) {
      assertEquals(0, movements.answer(images(new float[] {0, 0}), 1).gaze().length);
      assertEquals(20, movements.info().movements().units().size());
    }
  }

  @Test
  void aModelOfAnotherKindIsRefused() throws IOException {
    Path classes = TinyModel.write(folder.resolve("classes"));
    assertTrue(
        assertThrows(UserException.class, () -> new ServedMovements(classes, "--movements", CPU))
            .getMessage()
            .startsWith(classes + " (--movements) names classes and reads no movements: "));
    for (String name : List.of("model", "model.zip")) {
      Path model = TinyMovements.write(folder.resolve(name), Map.of());
      String refusal =
          assertThrows(UserException.class, () -> new ServedModel(model, CPU)).getMessage();
      assertTrue(refusal.contains(" (--model) reads movements and names no classes: "), refusal);
    }
    Path none = folder.resolve("none");
    assertTrue(
        assertThrows(UserException.class, () -> new ServedMovements(none, "--movements", CPU))
            .getMessage()
            .startsWith("no model at " + none + " (--movements): "));
  }

  @Test
  void movementsThatAreNotKnownAreRefused() throws IOException {
    Path model = TinyMovements.write(folder.resolve("model"), Map.of());
    ServingInfo info = ServingInfo.read(model);
    assertEquals(List.of(), info.labels());
    String json = Files.readString(ServingInfo.fileIn(model));
    assertFalse(json.contains("labels"), json);
    var named = ServingInfo.MovementNames.movements(info.movements().units());
    assertEquals(20, named.size());
    var ears = List.of(new ServingInfo.Label("AU99", "earsUp"));
    assertEquals(
        "the model reads AU99 earsUp, which is not known here: export it again",
        assertThrows(UserException.class, () -> ServingInfo.MovementNames.movements(ears))
            .getMessage());
  }
}
