package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.export.ServedModel;
import org.cycleat.export.ServingInfo;
import org.cycleat.export.SmallExport;
import org.cycleat.export.TinyModel;
import org.cycleat.face.Alignment;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.FaceFinder;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Framing;
import org.cycleat.face.LandmarkDetector;
import org.cycleat.face.Landmarks;
import org.cycleat.face.Point2;
import org.cycleat.face.Similarity;
import org.cycleat.face.models.FaceModels;
import org.cycleat.image.ImageWriter;
import org.cycleat.model.ResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognizerTest {
  @TempDir Path folder;

  /** Says that there are faces at fixed places. */
  private record FixedDetector(List<DetectedFace> faces) implements FaceDetector {
    static FixedDetector at(int... lefts) {
      List<DetectedFace> faces = new ArrayList<>();
      for (int left : lefts) {
        Box box = new Box(left, 10, 40, 50);
        faces.add(DetectedFace.fromBox(box, 0.9, EyeProportions.OF_A_FACE));
      }
      return new FixedDetector(faces);
    }

    @Override
    public List<DetectedFace> detect(Mat bgr) {
      return faces;
    }

    @Override
    public void close() {}
  }

  private Recognizer recognizer(FaceDetector detector) throws IOException {
    return new Recognizer(
        new ServedModel(TinyModel.write(folder.resolve("model"))),
        new FaceFinder(() -> new FaceInstruments(detector, Optional.empty())));
  }

  /** Left half red, right half blue (as RGB), without any grey between. */
  private static BufferedImage redAndBlue() {
    BufferedImage image = new BufferedImage(400, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(255, 0, 0));
    graphics.fillRect(0, 0, 200, 100);
    graphics.setColor(new Color(0, 0, 255));
    graphics.fillRect(200, 0, 200, 100);
    graphics.dispose();
    return image;
  }

  /** Logits 1, -1, -1: the softmax of the winner is e^2 / (e^2 + 2). */
  private static final double WINNER = Math.exp(2) / (Math.exp(2) + 2);

  private static void assertRedThenBlue(List<Face> faces) {
    assertEquals(2, faces.size());
    Face red = faces.get(0);
    assertEquals("RE", red.expression());
    assertEquals(new Box(30, 10, 40, 50), red.box());
    assertEquals(List.of("RE", "GR", "BL"), List.copyOf(red.probabilities().keySet()));
    assertEquals(WINNER, red.probability(), 1e-6);
    assertEquals((1 - WINNER) / 2, red.probabilities().get("BL"), 1e-6);
    assertEquals("BL", faces.get(1).expression());
    assertEquals(WINNER, faces.get(1).probability(), 1e-6);
  }

  @Test
  void everyFaceGetsItsOwnExpression() throws IOException {
    try (Recognizer recognizer = recognizer(FixedDetector.at(30, 320))) {
      assertRedThenBlue(recognizer.recognize(redAndBlue()));
      assertEquals(TinyModel.LABELS, recognizer.labels());
    }
  }

  /** Sees faces in upright pictures only; those here lie on their side. */
  private record UprightDetector(FaceDetector detector) implements FaceDetector {
    @Override
    public List<DetectedFace> detect(Mat bgr) {
      return bgr.rows() > bgr.cols() ? detector.detect(bgr) : List.of();
    }

    @Override
    public void close() {}
  }

  @Test
  void facesThatLieOnTheirSideAreFoundInPhotographs() throws IOException {
    Path file = folder.resolve("lying.png");
    ImageIO.write(redAndBlue(), "png", file.toFile());
    List<Integer> counts = new ArrayList<>();
    try (Recognizer recognizer = recognizer(new UprightDetector(FixedDetector.at(30)))) {
      counts.add(recognizer.recognize(redAndBlue()).size());
      counts.add(recognizer.recognize(file).size());
      recognizer.recognize(
          List.of(file),
          new ImageListener() {
            @Override
            public void recognized(Path image, Mat bgr, List<Face> faces) {
              counts.add(faces.size());
            }

            @Override
            public void failed(Path image, UserException reason) {
              throw reason;
            }
          });
    }
    assertTrue(counts.stream().allMatch(count -> count > 0), counts.toString());
    assertEquals(3, counts.size());
  }

  /** The detector's eyes are in the red half, the landmarks in the blue one. */
  private String recognized(Framing framing) throws IOException {
    Landmarks landmarks = framing.template(40).mapped(new Similarity(1, 0, 250, 20));
    LandmarkDetector located =
        new LandmarkDetector() {
          @Override
          public List<Landmarks> locate(Mat bgr, List<DetectedFace> faces) {
            return List.of(landmarks);
          }

          @Override
          public void close() {}
        };
    Point2 mouth = new Point2(50, 45);
    DetectedFace face =
        new DetectedFace(
            new Box(30, 10, 40, 50),
            0.9,
            new Point2(40, 28),
            new Point2(60, 28),
            Optional.of(new DetectedFace.LowerFace(new Point2(50, 36), mouth, mouth)));
    Path model = TinyModel.write(folder.resolve(framing.text()));
    new ServingInfo(TinyModel.LABELS, TinyModel.SIZE, framing).write(model);
    try (Recognizer recognizer =
        new Recognizer(
            new ServedModel(model),
            new FaceFinder(
                () ->
                    new FaceInstruments(new FixedDetector(List.of(face)), Optional.of(located))))) {
      return recognizer.recognize(redAndBlue()).get(0).expression();
    }
  }

  @Test
  void facesAreCutOutAsTheModelLearnedThem() throws IOException {
    try (Recognizer recognizer = recognizer(FixedDetector.at(30, 250))) {
      List<Face> faces = recognizer.recognize(redAndBlue());
      assertEquals(faces.get(0).expression(), recognized(Framing.DEFAULT));
      assertEquals(faces.get(1).expression(), recognized(Framing.DEFAULT.by(Alignment.TEMPLATE)));
    }
  }

  @Test
  void filesAndMatsGiveTheSame() throws IOException {
    Path file = folder.resolve("redAndBlue.png");
    try (Mat bgr = new Mat(100, 400, CV_8UC3, new Scalar(0, 0, 255, 0));
        Mat right = bgr.colRange(200, 400);
        Mat blue = new Mat(100, 200, CV_8UC3, new Scalar(255, 0, 0, 0));
        Recognizer recognizer = recognizer(FixedDetector.at(30, 320))) {
      blue.copyTo(right);
      ImageWriter.write(file, bgr);
      assertRedThenBlue(recognizer.recognize(bgr));
      assertRedThenBlue(recognizer.recognize(file));
    }
  }

  /** Left half red, right half blue: the square in the middle has as much of both. */
  @Test
  void aCropIsOneFaceWithoutBeingSought() throws IOException {
    try (Recognizer recognizer = Recognizer.ofCrops(TinyModel.write(folder.resolve("model")));
        Mat red = new Mat(31, 20, CV_8UC3, new Scalar(0, 0, 255, 0))) {
      List<Face> faces = recognizer.recognize(red);
      assertEquals(1, faces.size());
      assertEquals(new Box(0, 5, 20, 20), faces.get(0).box());
      assertEquals("RE", faces.get(0).expression());
      assertEquals(WINNER, faces.get(0).probability(), 1e-6);
      assertEquals(1, faces.get(0).score());
      assertEquals(Optional.empty(), faces.get(0).landmarks());
      Face both = recognizer.recognize(redAndBlue()).get(0);
      assertEquals(new Box(150, 0, 100, 100), both.box());
      assertEquals(both.probabilities().get("RE"), both.probabilities().get("BL"), 1e-6);
    }
  }

  @Test
  void noFaceGivesAnEmptyListAndACrowdAllOfThem() throws IOException {
    try (Recognizer recognizer = recognizer(FixedDetector.at())) {
      assertEquals(List.of(), recognizer.recognize(redAndBlue()));
    }
    int[] crowd = new int[70]; // more than two batches
    for (int i = 0; i < crowd.length; i++) {
      crowd[i] = i < 65 ? 30 : 320;
    }
    try (Recognizer recognizer = recognizer(FixedDetector.at(crowd))) {
      List<Face> faces = recognizer.recognize(redAndBlue());
      assertEquals(70, faces.size());
      assertEquals("RE", faces.get(64).expression());
      assertEquals("BL", faces.get(65).expression());
    }
  }

  @Test
  void transparentPartsCountAsWhite() throws IOException {
    try (Recognizer recognizer = recognizer(FixedDetector.at(30))) {
      BufferedImage clear = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
      Face face = recognizer.recognize(clear).get(0);
      assertEquals(1 / 3.0, face.probability(), 1e-6);
    }
  }

  @Test
  void threadsMayShareOne() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (Recognizer recognizer = recognizer(FixedDetector.at(30, 320))) {
      List<Future<List<Face>>> running = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        running.add(executor.submit(() -> recognizer.recognize(redAndBlue())));
      }
      for (Future<List<Face>> future : running) {
        assertRedThenBlue(future.get());
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** A stand-in for the recogniser that ships. */
  @Test
  void theRecogniserIsTakenFromTheFolderOfModels() {
    SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("recognizer-mine.zip"));
    FaceModels models = new FaceModels(Optional.empty(), Optional.of(folder));
    Device device = Device.forInference(1);
    try (Recognizer ofCrops = Recognizer.ofCrops(models, device);
        Recognizer recognizer = Recognizer.open(models, device);
        Mat grey = new Mat(100, 100, CV_8UC3, Scalar.GRAY)) {
      assertEquals(1, ofCrops.recognize(grey).size());
      assertEquals(List.of(), recognizer.recognize(grey));
      assertEquals(TinyModel.LABELS, recognizer.labels());
    }
  }

  private void assertRefused(Path model, String reason) {
    UserException e = assertThrows(UserException.class, () -> Recognizer.open(model));
    assertTrue(e.getMessage().contains(model.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void whatIsNoCompleteModelIsRefused() throws IOException {
    Path model = folder.resolve("model");
    assertRefused(model, "no model at");
    Files.createDirectories(folder.resolve("all/9"));
    Files.createDirectories(folder.resolve("all/10"));
    assertRefused(folder.resolve("all"), "writes them, such as " + folder.resolve("all/10"));
    TinyModel.writeGraph(model, "serving_default", "images");
    assertRefused(model, "cycleat.json");
    TinyModel.write(model);
    Files.writeString(model.resolve("saved_model.pb"), "no protocol buffer");
    assertRefused(model, "cannot load");
    assertRefused(Files.writeString(folder.resolve("a.zip"), "no zip"), "is no model");
  }

  @Test
  void modelsOfAnotherShapeAreRefused() throws IOException {
    Path model = TinyModel.write(folder.resolve("model"));
    new ServingInfo(TinyModel.LABELS, 20, Framing.DEFAULT).write(model);
    assertRefused(model, "expected [N, 20, 20, 3]");
    new ServingInfo(TinyModel.LABELS.subList(0, 2), TinyModel.SIZE, Framing.DEFAULT).write(model);
    UserException e = assertThrows(UserException.class, () -> Recognizer.open(model));
    assertTrue(e.getMessage().contains("2 labels"), e.getMessage());
    TinyModel.writeGraph(model, "other", "images");
    assertRefused(model, "serving_default");
    TinyModel.writeGraph(model, "serving_default", "pictures");
    assertRefused(model, "pictures");
  }

  @Test
  void memoryStaysFlat() throws IOException {
    try (Recognizer recognizer = recognizer(FixedDetector.at(30, 320));
        Mat bgr = new Mat(1000, 1000, CV_8UC3, Scalar.GRAY)) {
      for (int i = 0; i < 20; i++) {
        recognizer.recognize(bgr);
      }
      long before = org.bytedeco.javacpp.Pointer.totalBytes();
      for (int i = 0; i < 100; i++) {
        recognizer.recognize(bgr);
      }
      long grown = org.bytedeco.javacpp.Pointer.totalBytes() - before;
      assertTrue(grown < 10_000, grown + " bytes more of native memory");
    }
  }
}
