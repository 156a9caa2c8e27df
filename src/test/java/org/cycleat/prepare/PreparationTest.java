package org.cycleat.prepare;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.cycleat.dataset.Contents;
import org.cycleat.dataset.Entry;
import org.cycleat.dataset.GivenFace;
import org.cycleat.dataset.ImageFacts;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.LandmarkColumn;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.face.Box;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Framing;
import org.cycleat.image.ImageWriter;
import org.cycleat.prepare.HandBoxes.HandBox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  @TempDir Path folder;
  private Path in;
  private Path out;
  private final List<Entry> entries = new ArrayList<>();

  @BeforeEach
  void folders() throws IOException {
    in = Files.createDirectory(folder.resolve("in"));
    out = folder.resolve("out");
  }

  /** A photograph whose face {@link DrawnDetector} finds at x, unless that is 0. */
  private void photograph(String name, int x) {
    try (Scalar blue = new Scalar(x, 90, 90, 0);
        Mat plain = new Mat(60, 80, CV_8UC3, blue)) {
      ImageWriter.write(in.resolve(name), plain);
    }
    entries.add(new Entry(Path.of(name), new ImageFacts("HA", "", "")));
  }

  private Preparation.Setup setup(Map<String, String> settings) {
    FaceAligner aligner = new FaceAligner(32, Framing.DEFAULT);
    FaceCutter cutter = new FaceCutter(out, aligner, false, "png");
    return new Preparation.Setup(
        in,
        new Contents(List.of("landmarks", "x", "y", "width", "height"), entries),
        cutter,
        settings);
  }

  private Preparation job(Map<Path, HandBox> boxes) {
    return new Preparation(setup(Map.of("--size", "32")), boxes, false);
  }

  private Preparation.Count prepare() {
    return prepare(DrawnDetector::finder, 2, Map.of());
  }

  private Preparation.Count prepare(
      Supplier<FaceInstruments> finders, int threads, Map<Path, HandBox> boxes) {
    try (Preparation job = job(boxes)) {
      return job.run(new Preparation.Run(threads, () -> false, () -> {}), finders).orElseThrow();
    }
  }

  private byte[] manifest() throws IOException {
    return Files.readAllBytes(out.resolve("manifest.csv"));
  }

  private List<String> failed() throws IOException {
    return Files.readAllLines(out.resolve("failed.csv"));
  }

  private Map<Path, HandBox> box(String image, int x) {
    return Map.of(Path.of(image), new HandBox(new Box(x, 5, 30, 40), "row 1 (" + image + ")"));
  }

  @Test
  void aJobKilledAfterAnyByteOfItsJournalGivesTheSameBytes() throws IOException {
    for (int i = 0; i < 6; i++) {
      photograph("p%d/a \u00fc %d.png".formatted(i % 2, i), i == 3 ? 0 : 10 + i);
    }
    assertEquals(new Preparation.Count(6, 5, 1), prepare(DrawnDetector::finder, 1, Map.of()));
    byte[] manifest = manifest();
    List<String> failed = failed();
    byte[] journal = Files.readAllBytes(out.resolve(Journal.FILE));
    for (int length = 0; length < journal.length; length += 37) {
      Files.delete(out.resolve("manifest.csv"));
      Files.write(out.resolve(Journal.FILE), Arrays.copyOf(journal, length));
      Files.write(out.resolve(Journal.RUNNING), new byte[0]);
      assertEquals(new Preparation.Count(6, 5, 1), prepare(), "killed after " + length);
      assertArrayEquals(manifest, manifest());
      assertEquals(failed, failed());
      assertFalse(Files.exists(out.resolve(Journal.RUNNING)));
    }
  }

  @Test
  void whatIsDoneIsNotDoneAgainUnlessTheFileOrItsCropChanged() throws IOException {
    photograph("a.png", 10);
    photograph("b.png", 11);
    photograph("c.png", 12);
    prepare();
    byte[] manifest = manifest();
    try (Preparation job = job(Map.of())) {
      assertEquals(3, job.done());
    }
    Files.delete(out.resolve("a.png"));
    Files.write(in.resolve("b.png"), Files.readAllBytes(in.resolve("c.png")));
    Files.setLastModifiedTime(in.resolve("b.png"), FileTime.fromMillis(1_000_000));
    try (Preparation job = job(Map.of())) {
      assertEquals(1, job.done());
    }
    prepare();
    assertEquals(
        new String(manifest, StandardCharsets.UTF_8).replace(",11,5,", ",12,5,"),
        Files.readString(out.resolve("manifest.csv")));
  }

  @Test
  void theProgramDiedTwiceAtAnImage() throws IOException {
    photograph("good.png", 10);
    photograph("hostile.png", 11);
    photograph("other.png", 12);
    for (int deaths = 0; deaths <= 2; deaths++) {
      try (Preparation job = job(Map.of())) {
        assertEquals(0, job.done());
      }
      if (deaths == 2) {
        break;
      }
      // what a process leaves behind that dies while it reads two images
      try (Journal journal = new Journal(out)) {
        journal.start(Map.of("--size", "32"));
        journal.begin(
            new Source(
                entries.get(deaths == 0 ? 0 : 2),
                Path.of(deaths == 0 ? "good" : "other"),
                Optional.empty(),
                List.of()),
            0);
        journal.begin(
            new Source(entries.get(1), Path.of("hostile"), Optional.empty(), List.of()), 0);
      }
      Files.write(out.resolve(Journal.RUNNING), new byte[0]);
    }
    assertEquals(new Preparation.Count(3, 2, 1), prepare());
    assertEquals(
        List.of(
            "path,reason,x,y,width,height", "hostile.png,the program ended while reading it,,,,"),
        failed());
  }

  @Test
  void anOrderlyEndIsNoDeath() throws IOException {
    photograph("a.png", 10);
    for (int i = 0; i < 3; i++) {
      try (Journal journal = new Journal(out)) {
        journal.start(Map.of("--size", "32"));
        Source source = new Source(entries.get(0), Path.of("a"), Optional.empty(), List.of());
        assertEquals(0, journal.deaths(source));
        journal.begin(source, 0);
      }
    }
    assertEquals(new Preparation.Count(1, 1, 0), prepare());
  }

  @Test
  void aStoppedJobGoesOn() throws IOException {
    for (int i = 0; i < 5; i++) {
      photograph(i + ".png", 10 + i);
    }
    AtomicInteger count = new AtomicInteger();
    try (Preparation job = job(Map.of())) {
      Preparation.Run run = new Preparation.Run(1, () -> count.get() >= 2, count::incrementAndGet);
      assertTrue(job.run(run, DrawnDetector::finder).isEmpty());
    }
    assertFalse(Files.exists(out.resolve("manifest.csv")));
    try (Preparation job = job(Map.of())) {
      assertEquals(2, job.done());
    }
    assertEquals(new Preparation.Count(5, 5, 0), prepare());
  }

  @Test
  void boxesByHandJoinTheManifestInOrder() throws IOException {
    photograph("a.png", 10);
    photograph("b.png", 0);
    photograph("c.png", 0);
    photograph("d.png", 13);
    assertEquals(new Preparation.Count(4, 2, 2), prepare());
    AtomicInteger read = new AtomicInteger();
    try (Preparation job = job(box("b.png", 7))) {
      job.run(new Preparation.Run(2, () -> false, read::incrementAndGet), DrawnDetector::finder);
    }
    assertEquals(1, read.get());
    String manifest = Files.readString(out.resolve("manifest.csv"));
    assertEquals(
        """
        path,label,subject,split,x,y,width,height,score,landmarks,source,framing
        a.png,HA,,,10,5,30,40,0.75,,a.png,eyes 0
        b.png,HA,,,7,5,30,40,1.0,,b.png,eyes 0
        d.png,HA,,,13,5,30,40,0.75,,d.png,eyes 0
        """,
        manifest);
    assertEquals(List.of("path,reason,x,y,width,height", "c.png,no face found,,,,"), failed());
    prepare(); // the boxes are known from now on
    assertEquals(manifest, Files.readString(out.resolve("manifest.csv")));
    prepare(DrawnDetector::finder, 1, box("b.png", 8)); // a better one
    assertEquals(
        manifest.replace("b.png,HA,,,7", "b.png,HA,,,8"),
        Files.readString(out.resolve("manifest.csv")));
  }

  @Test
  void aBoxOutsideOfThePictureEndsTheRunAndKeepsTheLists() throws IOException {
    photograph("a.png", 0);
    prepare();
    Files.writeString(out.resolve("failed.csv"), "edited by hand");
    UserException e =
        assertThrows(
            UserException.class, () -> prepare(DrawnDetector::finder, 1, box("a.png", 51)));
    assertTrue(
        e.getMessage().startsWith("row 1 (a.png): the box at 51,5 of 30 x 40"), e.getMessage());
    assertTrue(e.getMessage().contains("80 x 60"), e.getMessage());
    assertEquals(List.of("edited by hand"), failed());
    assertEquals(
        new Preparation.Count(1, 1, 0), prepare(DrawnDetector::finder, 1, box("a.png", 50)));
    UserException missing =
        assertThrows(UserException.class, () -> prepare(DrawnDetector::finder, 1, box("z.png", 1)));
    assertTrue(missing.getMessage().contains("no such image"), missing.getMessage());
  }

  @Test
  void landmarksAreInPixelsOfTheCrop() throws IOException {
    photograph("a.png", 10);
    photograph("b.png", 0);
    prepare(DrawnDetector::finderOfLandmarks, 1, box("b.png", 20));
    Manifest manifest =
        Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED);
    for (Sample sample : manifest.samples()) {
      String[] numbers = sample.extra().get("landmarks").split(" ", -1);
      assertEquals(3 * 68, numbers.length);
      // the right eye of the framing, and the face is enlarged so that its eyes are 0.379 apart
      double scale = 0.379 * 32 / (0.47 * 30);
      assertEquals(32 * (0.5 - 0.379 / 2), Double.parseDouble(numbers[0]), 0.051);
      assertEquals(32 * 0.386, Double.parseDouble(numbers[1]), 0.051);
      assertEquals(
          6.7 * scale, Double.parseDouble(numbers[3 * 67]) - Double.parseDouble(numbers[0]), 0.11);
      assertEquals("1", numbers[2]);
    }
  }

  @Test
  void badImagesLoseOnlyThemselves() throws IOException {
    photograph("good.png", 10);
    photograph("\u6f22 \u00fc.png", 12);
    for (String name : List.of("empty.jpg", "text.jpg", "huge.png", "cut.png", "gone.jpg")) {
      entries.add(new Entry(Path.of(name), ImageFacts.NOTHING));
    }
    entries.add(new Entry(Path.of("locked"), ImageFacts.NOTHING, "cannot list the folder: why"));
    Files.write(in.resolve("empty.jpg"), new byte[0]);
    Files.writeString(in.resolve("text.jpg"), "dear diary");
    byte[] png = Files.readAllBytes(in.resolve("good.png"));
    Files.write(in.resolve("cut.png"), Arrays.copyOf(png, png.length - 20));
    Files.write(in.resolve("huge.png"), png);
    try (RandomAccessFile header = new RandomAccessFile(in.resolve("huge.png").toFile(), "rw")) {
      header.seek(16);
      header.writeInt(30_000);
      header.writeInt(30_000);
    }
    assertEquals(new Preparation.Count(8, 2, 6), prepare());
    List<String> reasons = failed();
    assertTrue(reasons.get(1).contains("truncated"), reasons.get(1));
    assertTrue(reasons.get(2).contains("it is empty"), reasons.get(2));
    assertTrue(reasons.get(3).contains("no file at"), reasons.get(3));
    assertTrue(reasons.get(4).contains("30000 x 30000 pixels"), reasons.get(4));
    assertEquals("locked,cannot list the folder: why,,,,", reasons.get(5));
    assertTrue(reasons.get(6).contains("it is no image"), reasons.get(6));
    assertEquals(
        List.of("good.png", "\u6f22 \u00fc.png"),
        Files.readAllLines(out.resolve("manifest.csv")).stream()
            .skip(1)
            .map(row -> row.split(",", -1)[10])
            .toList());
  }

  @Test
  void aCropThatCannotBeWrittenEndsTheRunAndIsNoFailureOfTheImage() throws IOException {
    photograph("a.png", 10);
    photograph("sub/b.png", 11);
    Files.createDirectories(out);
    Files.writeString(out.resolve("sub"), "in the way");
    UserException e = assertThrows(UserException.class, this::prepare);
    assertTrue(
        e.getMessage().startsWith("cannot write " + out.resolve("sub/b.png")), e.getMessage());
    assertTrue(e.getMessage().contains("the same command goes on"), e.getMessage());
    assertFalse(Files.exists(out.resolve("failed.csv")));
    Files.delete(out.resolve("sub"));
    assertEquals(new Preparation.Count(2, 2, 0), prepare());
  }

  @Test
  void otherOptionsNeedAnotherFolderOrOverwrite() throws IOException {
    photograph("a.png", 10);
    photograph("b.png", 10);
    prepare();
    Preparation.Setup other = setup(Map.of("--size", "64"));
    UserException e =
        assertThrows(UserException.class, () -> new Preparation(other, Map.of(), false));
    assertTrue(e.getMessage().contains("(--size: 32 there, 64 here)"), e.getMessage());
    entries.remove(1);
    try (Preparation job = new Preparation(setup(Map.of("--size", "64")), Map.of(), true)) {
      assertEquals(0, job.done());
      assertFalse(Files.exists(out.resolve("b.png")));
      UserException inUse =
          assertThrows(UserException.class, () -> new Preparation(other, Map.of(), false));
      assertTrue(inUse.getMessage().contains("another `cycleat prepare`"), inUse.getMessage());
    }
    Files.delete(out.resolve(Journal.FILE));
    Files.writeString(out.resolve("manifest.csv"), "path\n");
    UserException foreign =
        assertThrows(UserException.class, () -> new Preparation(other, Map.of(), false));
    assertTrue(foreign.getMessage().contains("holds another data set"), foreign.getMessage());
  }

  /** A face whose eyes are at (20, 30) and (50, 30), the rest of it below. */
  private static List<LandmarkColumn.Point> face(double shift) {
    List<LandmarkColumn.Point> points = new ArrayList<>();
    for (int i = 0; i < 68; i++) {
      double x = i >= 36 && i < 42 ? 20 : i >= 42 && i < 48 ? 50 : 25 + i / 4.0;
      double y = i >= 36 && i < 48 ? 30 : 45;
      points.add(new LandmarkColumn.Point(x + shift, y, i % 3 != 0));
    }
    return points;
  }

  private static List<String> cells(GivenFace face) {
    List<String> cells =
        new ArrayList<>(
            List.of(face.landmarks().isEmpty() ? "" : LandmarkColumn.text(face.landmarks())));
    cells.addAll(
        face.box()
            .map(b -> Stream.of(b.x(), b.y(), b.width(), b.height()).map(String::valueOf).toList())
            .orElse(List.of("", "", "", "")));
    return cells;
  }

  private void given(String name, GivenFace face) {
    entries.replaceAll(
        entry ->
            entry.path().equals(Path.of(name))
                ? new Entry(entry.path(), new ImageFacts("HA", "", "", cells(face)))
                : entry);
  }

  @Test
  void aFaceThatTheManifestTellsIsNotSought() throws IOException {
    photograph("a.png", 0); // where nothing would be found
    photograph("b.png", 10);
    photograph("c.png", 0);
    given("a.png", new GivenFace(Optional.empty(), face(0)));
    given("b.png", new GivenFace(Optional.of(new GivenFace.Area(-3, 4.6, 70, 80)), face(0)));
    given("c.png", new GivenFace(Optional.empty(), face(100)));
    assertEquals(new Preparation.Count(3, 2, 1), prepare());
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertTrue(rows.get(1).startsWith("a.png,HA,,,20,30,30,15,1.0,"), rows.get(1));
    assertTrue(rows.get(2).startsWith("b.png,HA,,,-3,5,70,80,1.0,"), rows.get(2));
    for (String row : rows.subList(1, 3)) {
      List<LandmarkColumn.Point> points = LandmarkColumn.parse(row.split(",", -1)[9]);
      double half = 0.379 * 32 / 2; // the eyes are 30 apart: the crop's scale is 2 half / 30
      assertEquals(16 - half, points.get(36).x(), 0.051);
      assertEquals(16 + half, points.get(42).x(), 0.051);
      assertEquals(32 * 0.386, points.get(36).y(), 0.051);
      assertEquals(32 * 0.386 + half, points.get(0).y(), 0.051);
      assertFalse(points.get(0).isVisible());
      assertTrue(points.get(1).isVisible());
    }
    assertEquals(
        "c.png,\"the middle of the eyes in the manifest, 135.0,30.0, is not within the picture of 80 x 60 pixels\",,,,",
        failed().get(1));
    given("a.png", new GivenFace(Optional.empty(), face(1))); // a better one
    try (Preparation job = job(Map.of())) {
      assertEquals(2, job.done());
    }
    prepare();
    assertTrue(Files.readAllLines(out.resolve("manifest.csv")).get(1).contains(",21,30,30,15,"));
    prepare(DrawnDetector::finder, 1, box("a.png", 7)); // a person's word counts more
    assertTrue(Files.readAllLines(out.resolve("manifest.csv")).get(1).contains(",7,5,30,40,"));
  }

  @Test
  void aBoxThatTheManifestTellsSaysWhichFace() throws IOException {
    photograph("found.png", 10); // at 10, 5 of 30 x 40
    photograph("elsewhere.png", 10);
    photograph("outside.png", 10);
    given("found.png", new GivenFace(Optional.of(new GivenFace.Area(12, 8, 30, 40)), List.of()));
    given(
        "elsewhere.png",
        new GivenFace(Optional.of(new GivenFace.Area(50.4, 20, 40, 30)), List.of()));
    given("outside.png", new GivenFace(Optional.of(new GivenFace.Area(81, 8, 9, 9)), List.of()));
    assertEquals(new Preparation.Count(3, 2, 1), prepare());
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertTrue(rows.get(1).startsWith("elsewhere.png,HA,,,50,20,30,30,1.0,"), rows.get(1));
    assertTrue(rows.get(2).startsWith("found.png,HA,,,10,5,30,40,0.75,"), rows.get(2));
    assertTrue(failed().get(1).startsWith("outside.png,\"the middle of the box"), failed().get(1));
  }

  @Test
  void eachFaceOfAnImageKeepsItsOwnRow() throws IOException {
    photograph("a.png", 0);
    photograph("b.png", 10);
    Entry a = entries.get(0);
    List<String> left = cells(new GivenFace(Optional.empty(), face(0)));
    List<String> right = cells(new GivenFace(Optional.empty(), face(25)));
    entries.set(0, new Entry(a.path(), new ImageFacts("HA", "", "", left)));
    entries.add(new Entry(a.path(), new ImageFacts("SA", "", "", right)));
    assertEquals(new Preparation.Count(3, 3, 0), prepare());
    List<String> rows = Files.readAllLines(out.resolve("manifest.csv"));
    assertTrue(rows.get(1).startsWith("a.png,HA,,,20,30,30,15,"), rows.get(1));
    assertTrue(rows.get(2).startsWith("a.png.png,SA,,,45,30,30,15,"), rows.get(2));
    try (Preparation job = job(Map.of())) {
      assertEquals(3, job.done());
    }
  }

  @Test
  void aWrongRowOfTheManifestLosesOnlyItsImage() throws IOException {
    photograph("a.png", 10);
    photograph("b.png", 10);
    ImageFacts wrong = new ImageFacts("HA", "", "", List.of("1 2 3", "", "", "", ""));
    String place = "in line 2 of the manifest faces.csv";
    entries.set(0, new Entry(entries.get(0).path(), wrong, "", place, Optional.empty()));
    assertEquals(new Preparation.Count(2, 1, 1), prepare());
    String row = failed().get(1);
    assertTrue(row.startsWith("a.png,\"the face " + place + ": 3 numbers, expected"), row);
  }

  @Test
  void equalNamesDoNotShareACrop() {
    photograph("a.jpg", 10);
    photograph("a.png", 20);
    prepare();
    assertTrue(Files.exists(out.resolve("a.png")));
    assertTrue(Files.exists(out.resolve("a.png.png")));
  }
}
