package org.cycleat.cli;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.image.ImageFile;
import org.cycleat.image.ImageWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PrepareCommandTest {
  private static final Path DATA = Path.of("../shared/data");

  @TempDir Path folder;
  private Path in;
  private Path out;
  private Path boxes;
  private String failure;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @BeforeEach
  void folders() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    out = folder.resolve("out");
    boxes = folder.resolve("boxes.csv");
    Files.writeString(boxes, "path,reason,x,y,width,height\n");
  }

  private int prepare(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--in", in.toString(), "--out", out.toString()));
    arguments.addAll(List.of(more));
    CommandLine command = new CommandLine(new PrepareCommand());
    command.setOut(new PrintWriter(stdout, true)).setErr(new PrintWriter(stderr, true));
    command.setCaseInsensitiveEnumValuesAllowed(true); // as Main does
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          failure = e.getMessage();
          return 2;
        });
    return command.execute(arguments.toArray(String[]::new));
  }

  private void photograph(String name) {
    try (Mat grey = new Mat(60, 80, CV_8UC3, Scalar.GRAY)) {
      ImageWriter.write(in.resolve(name), grey);
    }
  }

  /** Writes a photograph of which the list of boxes knows the face. */
  private void photographWithFace(String name, int x) throws IOException {
    photograph(name);
    Files.writeString(boxes, Files.readString(boxes) + name + ",no face found," + x + ",5,30,40\n");
  }

  @Test
  void labelsAndStructureAreKept() throws IOException {
    photographWithFace("Set1/Angry/b.jpg", 10);
    photographWithFace("Set1/Angry/a.png", 11);
    photographWithFace("Set1/John_Smith/c.bmp", 12);
    photographWithFace("d.jpg", 13);
    assertEquals(0, prepare("--boxes", boxes.toString(), "--size", "32", "--dataset", "folders"));
    assertEquals(
        """
        path,label,subject,split,x,y,width,height,score,landmarks,source,framing
        Set1/Angry/a.png,Angry,,Set1,11,5,30,40,1.0,,Set1/Angry/a.png,eyes 0
        Set1/Angry/b.png,Angry,,Set1,10,5,30,40,1.0,,Set1/Angry/b.jpg,eyes 0
        Set1/John_Smith/c.png,,,Set1,12,5,30,40,1.0,,Set1/John_Smith/c.bmp,eyes 0
        d.png,,,,13,5,30,40,1.0,,d.jpg,eyes 0
        """,
        withoutLandmarks());
    try (Mat crop = ImageFile.read(out.resolve("Set1/John_Smith/c.png"))) {
      assertEquals(32, crop.cols());
      assertEquals(32, crop.rows());
    }
    List<String> said = stdout.toString().lines().toList();
    assertEquals(in + ": class folders, 4 images", said.get(0));
    assertEquals("4 images: 4 crops in " + out + ", 0 failed", said.get(1));
  }

  /** The manifest without the points of the faces, which all have them. */
  private String withoutLandmarks() throws IOException {
    String manifest = Files.readString(out.resolve("manifest.csv"));
    assertFalse(manifest.contains(",1.0,,"), manifest);
    return manifest.replaceAll("(-?\\d+(\\.\\d)? -?\\d+(\\.\\d)? 1 ?){68}", "");
  }

  @Test
  void theLayoutIsRecognised() throws IOException {
    photographWithFace("Train/Angry/Film_000000001_00000002.jpg", 10);
    photograph("Train/Test/Other_000000001_00000003.jpg");
    assertEquals(0, prepare("--boxes", boxes.toString(), "--labelled-only"));
    assertTrue(
        stdout.toString().contains("SFEW (parts with class folders), 1 images"), stdout.toString());
    assertTrue(
        stderr.toString().contains("cycleat: --in: 1 images without a label are left out"),
        stderr.toString());
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertEquals(2, rows.size());
    assertTrue(
        rows.get(1).startsWith("Train/Angry/Film_000000001_00000002.png,Angry,Film,train,10,"),
        rows.get(1));
  }

  @Test
  void otherTasksNameTheirOwnClasses() throws IOException {
    photographWithFace("Bored/a.jpg", 10);
    photographWithFace("Angry/b.jpg", 10);
    assertEquals(0, prepare("--boxes", boxes.toString(), "--labels", "bored,awake"));
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertTrue(rows.get(1).startsWith("Angry/b.png,,,"), rows.get(1));
    assertTrue(rows.get(2).startsWith("Bored/a.png,Bored,,"), rows.get(2));
  }

  @Test
  void failuresAreListedAndFinishedByHand() throws IOException {
    photographWithFace("good.jpg", 10);
    photograph("empty wall.jpg");
    Files.writeString(in.resolve("text.jpg"), "dear diary");
    assertEquals(1, prepare("--boxes", boxes.toString()));
    List<String> failed = Files.readAllLines(out.resolve("failed.csv"));
    assertEquals("path,reason,x,y,width,height", failed.get(0));
    assertEquals("empty wall.jpg,no face found,,,,", failed.get(1));
    assertTrue(failed.get(2).startsWith("text.jpg,"), failed.get(2));
    assertTrue(failed.get(2).contains("no image"), failed.get(2));
    assertEquals(3, failed.size());
    assertEquals(2, Files.readAllLines(out.resolve("manifest.csv")).size());
    assertTrue(stdout.toString().contains("3 images: 1 crops"), stdout.toString());
    Files.delete(in.resolve("text.jpg"));
    Path list = out.resolve("failed.csv");
    Files.writeString(list, failed.get(0) + "\nempty wall.jpg,no face found,20,5,30,40\n");
    assertEquals(0, prepare("--boxes", list.toString()));
    assertTrue(withoutLandmarks().contains("\nempty wall.png,,,,20,5,30,40,1.0,,"));
    assertTrue(withoutLandmarks().contains("\ngood.png,,,,10,5,30,40,1.0,,"));
    assertEquals(failed.get(0) + "\n", Files.readString(list));
  }

  @Test
  void aLinkToNothingIsToldAndTheRestGoesOn() throws IOException {
    photographWithFace("good.jpg", 10);
    Files.createSymbolicLink(in.resolve("again"), in);
    Files.createSymbolicLink(in.resolve("gone.jpg"), in.resolve("missing.jpg"));
    assertEquals(1, prepare("--boxes", boxes.toString()));
    String problem = "a link to a file that is not there";
    assertEquals(1, stderr.toString().lines().filter(line -> line.endsWith(problem)).count());
    assertTrue(Files.readString(out.resolve("failed.csv")).contains("\ngone.jpg," + problem));
    assertEquals(2, Files.readAllLines(out.resolve("manifest.csv")).size());
  }

  @Test
  void facesOfATableOfPixelsAreCut() throws IOException {
    Path table = in.resolve("fer2013.csv");
    String dark = "10 ".repeat(48 * 48).strip();
    Files.writeString(
        table, " emotion, Usage, pixels\n3,Training," + dark + "\n6,PrivateTest," + dark + "\n");
    Files.writeString(
        boxes,
        "path,x,y,width,height\nfer2013/fer0000000.png,4,5,30,40\nfer2013/fer0000001.png,4,5,30,40\n");
    in = table;
    assertEquals(0, prepare("--boxes", boxes.toString(), "--size", "32"), () -> failure);
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertEquals(3, rows.size());
    assertTrue(rows.get(1).startsWith("fer2013/fer0000000.png,HA,,train,4,5,30,40,"), rows.get(1));
    assertTrue(rows.get(2).startsWith("fer2013/fer0000001.png,NE,,test,4,5,30,40,"), rows.get(2));
    assertEquals(0, prepare("--boxes", boxes.toString(), "--size", "32"), "nothing is done again");
  }

  @Test
  void aManifestByItsOwnNameLosesNoRow() throws IOException {
    photographWithFace("Deep/a.jpg", 10);
    photograph("unlisted.jpg");
    Path list = in.resolve("faces.csv");
    Files.writeString(
        list, "\uFEFFPath,Label,score\r\nDEEP\\A.JPG,Fear,3\r\nmissing.jpg,Fear,3\r\n");
    in = list;
    assertEquals(1, prepare("--boxes", boxes.toString()), () -> failure);
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertEquals(2, rows.size());
    assertTrue(rows.get(1).startsWith("Deep/a.png,Fear,,,10,5,30,40,1.0,"), rows.get(1));
    List<String> failed = Files.readAllLines(out.resolve("failed.csv"));
    assertEquals(2, failed.size());
    assertTrue(
        failed
            .get(1)
            .startsWith("missing.jpg,\"no image at 'missing.jpg' in line 3 of the manifest"),
        failed.get(1));
  }

  @Test
  void otherExpressionsAndFilmsAreCounted() throws IOException {
    photographWithFace("Happy/a.jpg", 10);
    photograph("Contempt/b.jpg");
    Files.write(in.resolve("film.mkv"), new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3});
    Files.write(in.resolve("Thumbs.db"), new byte[] {0, 1});
    assertEquals(1, prepare("--boxes", boxes.toString()), () -> failure);
    assertTrue(stderr.toString().contains("1 images of CO are left out"), stderr.toString());
    assertTrue(
        stderr.toString().contains("1 films beside the images are left out"), stderr.toString());
    assertTrue(stderr.toString().contains("neither image nor film: 1 .db"), stderr.toString());
    assertEquals(2, Files.readAllLines(out.resolve("manifest.csv")).size());
  }

  @Test
  void imagesWithoutALabelAreCountedAndWrongLabelsRefused() throws IOException {
    photographWithFace("Happy/a.jpg", 10);
    photographWithFace("Somebody/b.jpg", 10);
    assertEquals(0, prepare("--boxes", boxes.toString()), () -> failure);
    assertTrue(
        stderr.toString().contains("--in: 1 images have no label; the first: Somebody/b.jpg"),
        stderr.toString());
    Files.writeString(in.resolve("manifest.csv"), "path,label\nHappy/a.jpg,furious\n");
    out = folder.resolve("other");
    assertMistake("unknown label 'furious' in line 2");
    Files.writeString(in.resolve("manifest.csv"), "path,label\nHappy/a.jpg,3\n");
    assertMistake("say which with --dataset");
    Files.writeString(in.resolve("manifest.csv"), "path,label\nHappy/a.jpg,\n");
    assertMistake("found no label at " + in, "--labelled-only");
    Files.writeString(in.resolve("manifest.csv"), "emotion,pixels\n");
    assertMistake("found no image at " + in);
  }

  private void assertMistake(String expected, String... arguments) {
    assertEquals(2, prepare(arguments));
    assertTrue(failure.contains(expected), failure);
    assertEquals(1, failure.lines().count());
    assertFalse(Files.exists(out.resolve("manifest.csv")));
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertMistake("found no image at");
    photograph("a.jpg");
    assertMistake("(--format)", "--format", "gif");
    assertMistake("--size 4", "--size", "4");
    assertMistake("--margin -1.0", "--margin", "-1");
    assertMistake("(--face-model)", "--face-model", in.resolve("missing.onnx").toString());
    assertMistake("(--boxes)", "--boxes", in.resolve("missing.csv").toString());
    Files.writeString(boxes, "path,x,y,width,height\na.jpg,1,2,wide,4\n");
    assertMistake("row 1 (a.jpg)", "--boxes", boxes.toString());
    Files.writeString(boxes, "file,x,y\na.jpg,1,2\n");
    assertMistake("[file, x, y]", "--boxes", boxes.toString());
    assertMistake("(--dataset)", "--dataset", "lfpw");
    assertMistake("--threads", "--threads", "0");
    assertEquals(2, prepare("--align", "nose"));
    assertMistake("--every: expected seconds", "--every", "-1");
    out = in.resolve("crops");
    assertMistake("contain each other");
    in = folder.resolve("missing");
    assertMistake("no folder or file at");
  }

  @Test
  void oneOrAllFacesOfAPhotograph() throws IOException {
    Path photograph = DATA.resolve("photos/multi_face.jpg");
    assumeTrue(Files.exists(photograph));
    Files.copy(photograph, in.resolve("group.jpg"));
    assertEquals(0, prepare());
    assertTrue(Files.exists(out.resolve("group.png")));
    assertEquals(2, Files.readAllLines(out.resolve("manifest.csv")).size());
    assertEquals(2, prepare("--all-faces"));
    assertTrue(failure.contains("(--all-faces: false there, true here)"), failure);
    assertEquals(0, prepare("--all-faces", "--overwrite"));
    assertFalse(Files.exists(out.resolve("group.png")));
    assertEquals(6, Files.readAllLines(out.resolve("manifest.csv")).size());
    assertTrue(Files.exists(out.resolve("group-face5.png")));
  }
}
