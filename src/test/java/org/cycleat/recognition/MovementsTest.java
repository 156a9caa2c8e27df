package org.cycleat.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.export.TinyModel;
import org.cycleat.export.TinyMovements;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.Point2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovementsTest {
  @TempDir Path folder;

  /** Its eyes' line falls by 3 in 4. */
  private static final DetectedFace LEANING =
      new DetectedFace(
          new Box(30, 10, 40, 50), 0.9, new Point2(42, 22), new Point2(58, 34), Optional.empty());

  private static FaceDetector finding(DetectedFace... faces) {
    return new FaceDetector() {
      @Override
      public List<DetectedFace> detect(Mat bgr) {
        return List.of(faces);
      }

      @Override
      public void close() {}
    };
  }

  private Recognizer recognizer(FaceDetector detector) throws IOException {
    Path movements = TinyMovements.write(folder.resolve("movements.zip"), TinyMovements.FITS);
    return StandInRecognizer.of(TinyModel.write(folder.resolve("model")), detector)
        .readingMovements(movements);
  }

  private static BufferedImage red(int width) {
    BufferedImage image = new BufferedImage(width, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(191, 0, 0)); // 0.498 of -1 to 1
    graphics.fillRect(0, 0, width, 100);
    graphics.dispose();
    return image;
  }

  @Test
  void everyFaceTellsWhatItDoes() throws IOException {
    try (Recognizer recognizer = recognizer(finding(LEANING, LEANING))) {
      List<Face> faces = recognizer.recognize(red(100));
      assertEquals(2, faces.size());
      Movements done = faces.get(1).movements().orElseThrow();
      assertEquals(19, done.units().size());
      assertEquals(0.498, done.units().get("AU12"), 2e-3);
      assertEquals(0.498, done.units().get("AU26"), 3e-3); // (0.498 - 0.1) / 0.8
      assertEquals(0, done.gaze().get("gazeLeft"), 1e-3);
      assertEquals(0, done.pan(), 1e-2);
      assertEquals(14.94, done.tilt(), 0.1);
      assertEquals(Math.toDegrees(Math.atan2(3, 4)), done.roll().orElseThrow(), 1e-6);
      assertEquals(2, faces.get(1).id());
    }
  }

  @Test
  void readyCropsHaveNoRoll() throws IOException {
    Path movements = TinyMovements.write(folder.resolve("movements.zip"), TinyMovements.FITS);
    Path model = TinyModel.write(folder.resolve("model"));
    try (Recognizer plain = Recognizer.ofCrops(model)) {
      assertEquals(Optional.empty(), plain.movements());
      assertEquals(Optional.empty(), plain.recognize(red(120)).get(0).movements());
    }
    try (Recognizer recognizer = Recognizer.ofCrops(model).readingMovements(movements)) {
      Movements done = recognizer.recognize(red(120)).get(0).movements().orElseThrow();
      assertEquals(OptionalDouble.empty(), done.roll());
      assertEquals(14.94, done.tilt(), 0.1);
    }
  }

  @Test
  void aClassifierReadsNone() throws IOException {
    Path model = TinyModel.write(folder.resolve("model"));
    Recognizer recognizer = Recognizer.ofCrops(model);
    UserException e =
        assertThrows(
            UserException.class, () -> recognizer.readingMovements(model, Device.forInference(0)));
    assertTrue(e.getMessage().contains("(--movements)"), e.getMessage());
  }

  private static Movements movements(double smile, double pan, double roll) {
    return new Movements(
        Map.of("AU12", smile), Map.of("gazeLeft", -smile), pan, 2 * pan, OptionalDouble.of(roll));
  }

  private static Face face(Optional<Movements> movements) {
    return new Face(
        7,
        new Box(1, 2, 30, 40),
        0.5,
        Optional.empty(),
        "RE",
        Map.of("RE", 1.0),
        Optional.empty(),
        movements);
  }

  @Test
  void theirMeanOverTimeKeepsTheRollOfTheFrame() {
    Smoother smoother = new Smoother(new Smoothing(Duration.ofMillis(200)));
    smoother.smooth(face(Optional.of(movements(1, 10, -170))), 0);
    Face second = smoother.smooth(face(Optional.of(movements(0, 20, 175))), 100_000);
    Movements done = second.movements().orElseThrow();
    double past = Math.exp(-0.5);
    assertEquals(past, done.units().get("AU12"), 1e-12);
    assertEquals(-past, done.gaze().get("gazeLeft"), 1e-12);
    assertEquals(20 - 10 * past, done.pan(), 1e-12);
    assertEquals(40 - 20 * past, done.tilt(), 1e-12);
    assertEquals(175, done.roll().orElseThrow());
  }

  @Test
  void reportsHaveThemWhereTheyAreRead() throws IOException {
    Movements done = movements(0.4321, -12.34, 5.67);
    Movements still =
        new Movements(Map.of("AU12", 0.1), Map.of(), -0.2, 0.3, OptionalDouble.empty());
    StringWriter written = new StringWriter();
    try (Recognizer recognizer = recognizer(finding());
        PrintWriter out = new PrintWriter(written, true)) {
      new CsvReport(out, recognizer.labels(), recognizer.movements());
      String header = written.toString().strip();
      assertTrue(header.contains(",BL,pan,tilt,roll,AU01,AU02,AU04,"), header);
      assertTrue(header.endsWith(",AU26,AU43,gazeLeft,landmarks"), header);
      written.getBuffer().setLength(0);
      new CsvReport(out, TinyModel.LABELS.subList(0, 1), Optional.empty());
      assertFalse(written.toString().contains("pan"));
      written.getBuffer().setLength(0);
      var rows = new CsvReport(out, TinyModel.LABELS.subList(0, 1), recognizer.movements());
      written.getBuffer().setLength(0);
      rows.add("a.jpg", Optional.empty(), List.of(face(Optional.of(done))));
      assertTrue(
          written.toString().contains(",1.000000,-12.3,-24.7,5.7,0.432,-0.432,"),
          written::toString);
      written.getBuffer().setLength(0);
      TextReport text = new TextReport(out, TinyModel.LABELS);
      text.add("a.jpg", Optional.empty(), List.of(face(Optional.of(done))));
      text.add("b.jpg", Optional.empty(), List.of(face(Optional.of(still))));
      text.add("c.jpg", Optional.empty(), List.of(face(Optional.empty())));
      assertEquals(
          List.of(
              "a.jpg: reddish 100 % at 1,2, 30 x 40; pan -12, tilt -25, roll 6; AU12 0.4",
              "b.jpg: reddish 100 % at 1,2, 30 x 40; pan 0, tilt 0; no action units",
              "c.jpg: reddish 100 % at 1,2, 30 x 40"),
          written.toString().lines().toList());
      written.getBuffer().setLength(0);
      new JsonReport(out).add("a.jpg", Optional.empty(), List.of(face(Optional.of(done))));
      String json = written.toString();
      assertTrue(
          json.contains(
              "\"pose\":{\"pan\":-12.3,\"tilt\":-24.7,\"roll\":5.7},"
                  + "\"units\":{\"AU12\":0.432},\"gaze\":{\"gazeLeft\":-0.432}}"),
          json);
    }
  }
}
