package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.device.GpuChoice;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.LandmarkDetector;
import org.cycleat.face.Photographs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkTrainingTest {
  @TempDir Path folder;

  /** Renders of the demo: 24 to train on, 6 for validation. */
  private static Manifest manifest() {
    Manifest demo =
        Manifest.read(Path.of("demo/test/manifest.csv"), Labels.EXPRESSIONS, Use.UNLABELLED);
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : demo.samples().subList(0, 30)) {
      String split = samples.size() < 24 ? "train" : "test";
      samples.add(
          new Sample(sample.path(), sample.label(), sample.subject(), split, sample.extra()));
    }
    return demo.with(samples);
  }

  private List<String> train(Manifest manifest, int epochs) {
    List<String> told = new ArrayList<>();
    LandmarkTraining.train(
        manifest,
        new LandmarkTraining.Recipe(epochs, 8, 1e-3, 2, 1),
        GpuChoice.NONE,
        folder.resolve("model.pb"),
        told::add);
    return told;
  }

  @Test
  void trainsResumesAndWritesAModelThatOpens() throws IOException {
    List<String> first = train(manifest(), 1);
    assertTrue(first.get(1).startsWith("epoch 1, other people: median "), first.toString());
    byte[] before = Files.readAllBytes(folder.resolve("model.pb"));
    List<String> second = train(manifest(), 3);
    assertEquals(3, second.size(), "the device and two epochs: " + second);
    assertTrue(second.get(2).startsWith("epoch 3, "), second.toString());
    Path model = folder.resolve("model.pb");
    assertFalse(Arrays.equals(before, Files.readAllBytes(model)));
    try (LandmarkDetector detector = LandmarkDetector.open(Optional.of(model));
        Mat bgr = Photographs.read(manifest().samples().get(0).path())) {
      DetectedFace face = DetectedFace.fromBox(new Box(4, 0, 50, 62), 1, EyeProportions.OF_A_FACE);
      var landmarks = detector.locate(bgr, List.of(face)).get(0);
      // even an untrained network starts from an average face
      assertTrue(landmarks.rightEye().x() + 10 < landmarks.leftEye().x());
      assertTrue(landmarks.leftEye().y() + 10 < landmarks.leftMouthCorner().y());
    }
  }

  @Test
  void whatCannotBeTrainedOnIsNamed() {
    Manifest demo = manifest();
    assertMistake("no image to train on", demo.split("test"));
    Sample bare = new Sample(demo.samples().get(0).path(), Sample.UNLABELLED, "", "", Map.of());
    assertMistake("has no 68 landmarks", demo.with(List.of(bare)));
    Sample wrong = bare.with("landmarks", "x 2 1 ".repeat(68));
    assertMistake("which is no number", demo.with(List.of(wrong)));
  }

  private void assertMistake(String expected, Manifest manifest) {
    UserException error = assertThrows(UserException.class, () -> train(manifest, 1));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
  }
}
