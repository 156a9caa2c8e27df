package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.device.Device;
import org.cycleat.export.ServingInfo;
import org.cycleat.export.TinyModel;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.Framing;
import org.cycleat.recognition.Recognizer;
import org.cycleat.recognition.StandInRecognizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognizerJudgementTest {
  private static final Color GREY = new Color(128, 128, 128);

  @TempDir Path folder;
  private Path model;
  private Path data;
  private final List<String> told = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  /** Finds a surer face at the edge and a larger one in the middle, but none in grey images. */
  private record TwoFaces() implements FaceDetector {
    @Override
    public List<DetectedFace> detect(Mat bgr) {
      try (UByteIndexer pixels = bgr.createIndexer()) {
        if (pixels.get(0, 0, 0) == pixels.get(0, 0, 2)) {
          return List.of();
        }
      }
      return List.of(face(new Box(2, 2, 16, 16), 0.9), face(new Box(80, 20, 40, 40), 0.8));
    }

    private static DetectedFace face(Box box, double score) {
      return DetectedFace.fromBox(box, score, EyeProportions.OF_A_FACE);
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void modelAndData() throws IOException {
    model = TinyModel.write(folder.resolve("tiny/7"));
    data = Files.createDirectories(folder.resolve("data"));
  }

  /** 200 x 100 pixels, the left quarter in one colour and the rest in another. */
  private void image(String name, Color edge, Color middle) throws IOException {
    BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(middle);
    graphics.fillRect(0, 0, 200, 100);
    graphics.setColor(edge);
    graphics.fillRect(0, 0, 30, 100);
    graphics.dispose();
    ImageIO.write(image, "png", data.resolve(name).toFile());
  }

  private Path manifest(String... rows) throws IOException {
    return Files.writeString(
        data.resolve("manifest.csv"), "path,label,split,light\n" + String.join("\n", rows) + "\n");
  }

  private GivenData given(Path where, Optional<String> split) {
    return GivenData.toJudgeOn(
        new DataSource(where, FaceDataSets.AUTO, "--data", told::add, lost::add), split);
  }

  private String judgeFound(Optional<Path> out, Optional<String> split, String... by) {
    try (Recognizer recognizer = StandInRecognizer.of(model, new TwoFaces())) {
      return new RecognizerJudgement(recognizer, model.toString(), false)
          .judge(given(data, split), List.of(by), out);
    }
  }

  private String judgeCrops(Path where, Optional<Path> out) {
    try (Recognizer recognizer = Recognizer.ofCrops(model, Device.forInference(0))) {
      return new RecognizerJudgement(recognizer, model.toString(), true)
          .judge(given(where, Optional.empty()), List.of(), out);
    }
  }

  private void fourImages() throws IOException {
    image("a.png", Color.BLUE, Color.RED);
    image("b.png", GREY, GREY);
    image("c.png", Color.GREEN, Color.RED);
    image("d.png", Color.RED, Color.BLUE);
    image("e.png", Color.RED, Color.RED);
    manifest(
        "a.png,RE,x,day",
        "b.png,RE,x,day",
        "c.png,GR,x,night",
        "d.png,BL,x,night",
        "e.png,BL,y,day");
  }

  @Test
  void theMainFaceCountsAndAnImageWithoutOneIsWrong() throws IOException {
    fourImages();
    String text = judgeFound(Optional.empty(), Optional.of("x"), "light");
    assertEquals(
        """
        method     RE    GR      BL    Ave   95 % interval
        tiny/7  50.00  0.00  100.00  50.00  33.33 to 66.67
        images      2     1       1      4

        1 of 4 images: no face found, counted as wrong.
        Accuracy over all images: tiny/7 50.00 %.

        Mean accuracy by light
        light  images  tiny/7   95 % interval
        day         2   50.00  0.00 to 100.00
        night       2   50.00  50.00 to 50.00
        """,
        text);
    assertEquals(List.of(), lost);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "only the model and the data");
    }
  }

  @Test
  void everyFileOfARunsReportThatMakesSense() throws IOException {
    fourImages();
    Path out = folder.resolve("new/out");
    judgeFound(Optional.of(out), Optional.of("x"));
    JsonNode metrics = Workspace.readJson(out.resolve("metrics.json"));
    assertEquals("[[1,0,0,1],[1,0,0,0],[0,0,1,0]]", metrics.get("confusion").toString());
    assertEquals(0.5, metrics.get("accuracy").asDouble());
    List<String> predictions = Files.readAllLines(out.resolve("predictions.csv"));
    assertEquals("file,label,method,RE,GR,BL", predictions.get(0));
    assertTrue(predictions.get(1).startsWith("a.png,RE,tiny/7,0.78"), predictions.get(1));
    assertEquals("b.png,RE,tiny/7,,,", predictions.get(2));
    assertEquals(5, predictions.size());
    assertTrue(Files.exists(out.resolve("confusion.png")));
    String page = Files.readString(out.resolve("index.html"));
    assertTrue(page.contains("<title>CycleAT: tiny/7</title>"), page);
    assertTrue(page.contains("<th scope=\"col\">no face</th>"), page);
    assertTrue(page.contains("1 of 4 images: no face found, counted as wrong."), page);
    JsonNode errors = Workspace.readJson(out.resolve("errors/errors.json"));
    assertEquals(1, errors.size(), "what has no face is taken for nothing");
    BufferedImage copy = ImageIO.read(out.resolve("errors/01.jpg").toFile());
    assertEquals(56, copy.getWidth(), "1.4 times the face");
    assertTrue(new Color(copy.getRGB(1, 28)).getRed() > 200, "the face in the middle");
  }

  @Test
  void aCropIsAFaceAsItIs() throws IOException {
    fourImages();
    image("b.png", GREY, Color.RED);
    String text = judgeCrops(data, Optional.empty());
    assertTrue(text.contains("tiny/7  100.00  0.00  50.00  50.00"), text);
    assertTrue(text.contains("Accuracy over all images: tiny/7 60.00 %."), text);
    assertFalse(text.contains("no face"), text);
  }

  @Test
  void aTableOfPixelsAndAModelOfAnotherOrder() throws IOException {
    List<ServingInfo.Label> labels =
        List.of(
            new ServingInfo.Label("HA", "happiness"),
            new ServingInfo.Label("AN", "anger"),
            new ServingInfo.Label("NE", "neutral"));
    new ServingInfo(labels, TinyModel.SIZE, Framing.DEFAULT).write(model);
    image("a.png", Color.RED, Color.RED);
    image("b.png", Color.GREEN, Color.GREEN);
    manifest("a.png,happy,,", "b.png,angry,,");
    String text = judgeCrops(data, Optional.empty());
    assertTrue(text.startsWith("method      AN      HA  NE     Ave"), text);
    assertTrue(text.contains("tiny/7  100.00  100.00   -  100.00"), text);
    String pixels = String.join(" ", Collections.nCopies(16, "90"));
    Path table = folder.resolve("fer2013.csv");
    Files.writeString(
        table, "emotion,pixels,Usage\n0,%1$s,Training\n3,%1$s,Training\n".formatted(pixels));
    Path out = folder.resolve("out");
    assertTrue(judgeCrops(table, Optional.of(out)).contains("tiny/7"));
    List<String> predictions = Files.readAllLines(out.resolve("predictions.csv"));
    assertTrue(
        predictions.get(1).matches("fer2013/fer0000000-\\w+\\.png,AN,tiny/7,0.33.*"),
        predictions.get(1));
  }

  @Test
  void whatCannotBeReadIsLeftOutAndTold() throws IOException {
    fourImages();
    Files.write(data.resolve("c.png"), new byte[] {1, 2});
    String text = judgeFound(Optional.empty(), Optional.of("x"));
    assertTrue(text.contains("images      2   0       1      3"), text);
    assertEquals(1, lost.size());
    assertTrue(
        lost.get(0).startsWith("--data: 1 images cannot be read and are left out; the first: "),
        lost.get(0));
    assertTrue(lost.get(0).contains("c.png"), lost.get(0));
    for (String name : List.of("a.png", "b.png", "d.png")) {
      Files.write(data.resolve(name), new byte[] {1, 2});
    }
    String refused = refusal(() -> judgeFound(Optional.empty(), Optional.of("x")));
    assertTrue(refused.startsWith("none of the 4 images of " + data + " (split x)"), refused);
  }

  private static String refusal(Runnable call) {
    return assertThrows(UserException.class, call::run).getMessage();
  }

  @Test
  void whatIsNotThereIsRefusedBeforeAnythingIsWritten() throws IOException {
    fourImages();
    Path out = folder.resolve("out");
    Optional<Path> there = Optional.of(out);
    assertTrue(
        refusal(() -> judgeFound(there, Optional.of("z"))).startsWith("no image of the split"));
    assertTrue(
        refusal(() -> judgeFound(there, Optional.of("x"), "pan")).startsWith("no column pan"));
    manifest("a.png,violet,x,day");
    assertTrue(refusal(() -> judgeFound(there, Optional.empty())).contains("violet"));
    assertFalse(Files.exists(out));
    fourImages();
    Files.writeString(out, "a file");
    assertTrue(
        refusal(() -> judgeFound(there, Optional.empty())).startsWith("cannot write " + out));
  }
}
