package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.evaluation.Predictions;
import org.cycleat.export.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedClassifierTest {
  @TempDir Path folder;

  private Sample face(String name, Color colour, int label) throws IOException {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(colour);
    g.fillRect(0, 0, 20, 20);
    g.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return new Sample(file, label, "", "", Map.of());
  }

  private Predictions predict(Labels labels, List<Sample> faces) throws IOException {
    Path model = TinyModel.write(folder.resolve("model"));
    try (ExportedClassifier classifier =
        new ExportedClassifier(model, Device.forInference(1), labels)) {
      return classifier.predict(new Manifest(faces, labels));
    }
  }

  @Test
  void classesAreFoundByTheirCodes() throws IOException {
    // The model knows RE, GR and BL, by the mean of each colour in [-1, 1].
    List<Sample> faces =
        List.of(face("blue.png", Color.BLUE, 0), face("green.png", Color.GREEN, 2));
    Predictions predictions = predict(Labels.parse("BL,XX,GR"), faces);
    double most = Math.exp(1) / (Math.exp(1) + 2 * Math.exp(-1));
    double least = Math.exp(-1) / (Math.exp(1) + 2 * Math.exp(-1));
    float[][] expected = {
      {(float) most, 0, (float) least}, {(float) least, 0, (float) most},
    };
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], predictions.probabilities().get(i), 1e-4f);
    }
    assertEquals(1, predictions.confusion().accuracy());
  }

  @Test
  void aModelOfOtherClassesIsRefused() throws IOException {
    List<Sample> faces = List.of(face("blue.png", Color.BLUE, 0));
    String message =
        assertThrows(UserException.class, () -> predict(Labels.parse("AN,HA"), faces)).getMessage();
    assertTrue(
        message.contains("knows none of the classes AN, HA of the faces: it has RE, GR, BL"),
        message);
  }

  @Test
  void aFaceThatIsGoneIsTold() {
    Sample gone = new Sample(folder.resolve("gone.png"), 0, "", "", Map.of());
    assertThrows(UserException.class, () -> predict(Labels.parse("BL,GR"), List.of(gone)));
  }
}
