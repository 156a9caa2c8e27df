package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.cycleat.face.Framing;
import org.cycleat.render.dataset.DrawnScans;
import org.cycleat.render.facekit.DrawnKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
  @TempDir Path folder;
  private Path out;
  private StringWriter stdout;
  private StringWriter stderr;

  @BeforeEach
  void place() {
    out = folder.resolve("out");
  }

  private int render(String... arguments) {
    stdout = new StringWriter();
    stderr = new StringWriter();
    List<String> all = new ArrayList<>(List.of("render", "--out", out.toString()));
    all.addAll(List.of(arguments));
    return Main.run(
        Main.COMMANDS,
        new PrintWriter(stdout),
        new PrintWriter(stderr),
        all.toArray(String[]::new));
  }

  private void assertMistake(String expected, String... arguments) {
    assertEquals(2, render(arguments), stderr.toString());
    String printed = stderr.toString();
    assertTrue(printed.startsWith("cycleat: ") && printed.contains(expected), printed);
    assertEquals(1, printed.lines().count(), printed);
    assertEquals("", stdout.toString());
    assertFalse(Files.exists(out));
  }

  @Test
  void wrongOptionsAreNamed() {
    String[] kit = {"--ict-facekit", folder.toString()};
    record Mistake(String expected, String option, String value) {}
    for (Mistake m :
        List.of(
            new Mistake("unknown poses all (--poses): expected paper, frontal", "--poses", "all"),
            new Mistake("unknown poses 144 (--poses)", "--poses", "144"),
            new Mistake("--levels: expected different levels from 1 to 4", "--levels", "5"),
            new Mistake("such as 3,4, found [3, 3]", "--levels", "3,3"),
            new Mistake("found [0, 1]", "--levels", "0,1"),
            new Mistake("--levels", "--levels", "3,x"),
            new Mistake("--levels", "--levels", ""),
            new Mistake("--size: expected a side from 16 to 2048, found 0", "--size", "0"),
            new Mistake("found 2049", "--size", "2049"),
            new Mistake("--size", "--size", "big"),
            new Mistake("--format: expected png or jpg, found gif", "--format", "gif"),
            new Mistake("--background: expected six digits", "--background", "red"),
            new Mistake("--subjects: expected 1 to 100000, found 0", "--subjects", "0"),
            new Mistake("--first-subject: expected a number from", "--first-subject", "-1"),
            new Mistake("found 2147483647", "--first-subject", "2147483647"),
            new Mistake("--train-share: expected a share", "--train-share", "1.5"),
            new Mistake("found NaN", "--train-share", "NaN"),
            new Mistake("--threads: expected a number from 1, found 0", "--threads", "0"),
            new Mistake("--margin: expected it with --align only, found 0.5", "--margin", "0.5"),
            new Mistake("--align", "--align", "nose"),
            new Mistake("--variants", "--variants", "all"),
            new Mistake("--seed", "--seed", "x"))) {
      assertMistake(m.expected, kit[0], kit[1], m.option, m.value);
    }
  }

  @Test
  void facesComeFromOnePlace() throws IOException {
    String here = folder.toString();
    assertMistake("--bu3dfe", "--size", "32");
    assertMistake("--ict-facekit", "--size", "32");
    assertMistake("mutually exclusive", "--bu3dfe", here, "--ict-facekit", here);
    assertMistake("of BU-3DFE all are taken", "--bu3dfe", here, "--subjects", "3");
    assertMistake("of BU-3DFE all are taken", "--bu3dfe", here, "--first-subject", "3");
    assertMistake("no BU-3DFE models in " + here, "--bu3dfe", here);
    assertMistake("no generic_neutral_mesh.obj in " + here, "--ict-facekit", here);
    Path missing = folder.resolve("kit.zip");
    assertMistake(
        "nothing at " + missing + " (--ict-facekit)", "--ict-facekit", missing.toString());
    Files.writeString(missing, "dear diary");
    assertMistake(missing + " (--ict-facekit) is no ZIP file", "--ict-facekit", missing.toString());
  }

  @Test
  void aPlanIsCountedWithoutReadingModels() throws IOException {
    Path names = DrawnScans.names(folder.resolve("scans"), 56, 44);
    assertEquals(0, render("--bu3dfe", names.toString(), "--levels", "3,4", "--plan"));
    assertEquals(
        "185900 images of 100 subjects: 148720 train, 37180 test%n".formatted(), stdout.toString());
    assertFalse(Files.exists(out));
  }

  private String[] scans(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("--bu3dfe", folder.resolve("scans").toString(), "--size", "32", "--poses"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void scansBecomeImagesAndAManifest() throws IOException {
    DrawnScans.models(folder.resolve("scans"), 1, 1);
    assertEquals(
        0, render(scans("2", "--train-share", "0.5", "--threads", "2")), stderr.toString());
    assertEquals(
        "52 images of 2 subjects: 26 train, 26 test%nmanifest: %s%n"
            .formatted(out.resolve("manifest.csv")),
        stdout.toString());
    Manifest manifest =
        Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED);
    assertEquals(52, manifest.size());
    int neutral = 0;
    for (Sample sample : manifest.samples()) {
      BufferedImage image = ImageIO.read(sample.path().toFile());
      assertEquals(32, image.getWidth());
      assertEquals(32, image.getHeight());
      assertBox(manifest, sample);
      assertEquals("", manifest.value(sample, "landmarks"));
      neutral += manifest.value(sample, "level").equals("0") ? 1 : 0;
    }
    assertEquals(4, neutral);
    assertEquals(26, manifest.split("train").size());
  }

  /** The sheet is 160 wide, 200 high and up to 50 deep, in a frame of 220; boxes have tenths. */
  private static void assertBox(Manifest manifest, Sample sample) {
    double width = Double.parseDouble(manifest.value(sample, "width"));
    double height = Double.parseDouble(manifest.value(sample, "height"));
    assertTrue(width > 13 && width < 27.05, "width " + width);
    assertTrue(height > 24 && height < 36.05, "height " + height);
  }

  @Test
  void scansAreNeitherMirroredNorUpsideDown() throws IOException {
    DrawnScans.models(folder.resolve("scans"), 1, 1);
    assertEquals(0, render(scans("frontal", "--format", "png", "--levels", "1")));
    for (String name : List.of("F0001/F0001_HA01", "M0001/M0001_NE00")) {
      BufferedImage image = ImageIO.read(out.resolve("images/" + name + "_p+00_t+00.png").toFile());
      assertTrue(red(image, 8, 20) > 3 * blue(image, 8, 20), "red on the left");
      assertTrue(blue(image, 23, 20) > 3 * red(image, 23, 20), "blue on the right");
      assertTrue(Math.min(blue(image, 8, 4), red(image, 8, 4)) > 100, "white above");
      assertEquals(0x3A3D40, image.getRGB(0, 16) & 0xFFFFFF, "background");
    }
  }

  private static int red(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) >> 16 & 0xFF;
  }

  private static int blue(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFF;
  }

  @Test
  void aBrokenScanIsNamedAndTheRestIsKept() throws IOException {
    DrawnScans.models(folder.resolve("scans"), 1, 0);
    Path broken = folder.resolve("scans/F0001/F0001_SU04WH_F3D.wrl");
    String good = Files.readString(broken);
    Files.writeString(broken, good.substring(0, 1000));
    assertEquals(2, render(scans("1", "--threads", "1")));
    assertTrue(stderr.toString().contains(broken + ", line 5"), stderr.toString());
    Files.writeString(
        broken,
        "#VRML V2.0 utf8\nShape { geometry IndexedFaceSet { coord Coordinate"
            + " { point [1 2 3, 1 2 4, 1 2 5] } coordIndex [0 1 2 -1] } }");
    assertEquals(2, render(scans("1", "--threads", "1")));
    assertTrue(stderr.toString().contains(broken + ": expected a face"), stderr.toString());
    Files.writeString(broken, good);
    assertEquals(0, render(scans("1")));
    assertEquals(14, Files.readAllLines(out.resolve("manifest.csv")).size());
  }

  @Test
  void anotherJobsFolderIsNotTouched() throws IOException {
    DrawnScans.models(folder.resolve("scans"), 1, 0);
    assertEquals(0, render(scans("1", "--levels", "2", "--background", "aabbcc")));
    byte[] before = Files.readAllBytes(out.resolve("manifest.csv"));
    assertEquals(2, render(scans("1", "--levels", "3", "--background", "AABBCC")));
    String printed = stderr.toString();
    assertTrue(printed.contains("(levels: [2] there, [3] here): give another"), printed);
    assertEquals(0, render(scans("1", "--levels", "2", "--background", "AABBCC")));
    assertEquals(before.length, Files.size(out.resolve("manifest.csv")));
  }

  @Test
  void peopleOfAFaceKitHaveLandmarks() throws IOException {
    Path kit = DrawnKit.write(folder.resolve("kit"));
    assertEquals(
        0,
        render(
            "--ict-facekit=" + kit, "--subjects=2", "--levels=4", "--poses=frontal", "--size=32"),
        stderr.toString());
    Manifest manifest =
        Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED);
    assertEquals(14, manifest.size());
    for (Sample sample : manifest.samples()) {
      String[] numbers = manifest.value(sample, "landmarks").split(" ", -1);
      assertEquals(3 * 68, numbers.length);
      double nose = Double.parseDouble(numbers[3 * 30]);
      assertEquals(16, nose, 1.5);
      assertTrue(Double.parseDouble(numbers[3 * 36]) < nose, "the own right eye is on the left");
      String expression = manifest.value(sample, "label");
      String smile = manifest.value(sample, "mouthSmile_L");
      assertEquals(expression.equals("HA"), Double.parseDouble(smile) > 0.5, smile);
      assertEquals(
          expression.equals("SU"), Double.parseDouble(sample.extra().get("jawOpen")) > 0.3);
    }
  }

  /** Two happy mixtures and one of each other expression; all that a manifest of renders has. */
  private Path mixtures() throws IOException {
    return Files.writeString(
        folder.resolve("mixtures.csv"),
        """
        path,label,subject,jawOpen,mouthSmile_L
        a.jpg,HA,S1,0.25,1
        b.jpg,HA,S2,0,0.5
        c.jpg,AN,S1,0.1,0
        d.jpg,DI,S1,0.2,0
        e.jpg,FE,S1,0.3,0
        f.jpg,NE,S1,0,0
        g.jpg,SA,S1,0.4,0
        h.jpg,SU,S1,1.25,0
        i.jpg,CO,S1,1,0
        """);
  }

  @Test
  void peopleShowTheMixturesOfAFileAndItsManifestIsSuchAFile() throws IOException {
    String kit = "--ict-facekit=" + DrawnKit.write(folder.resolve("kit"));
    Path file = mixtures();
    String[] arguments = {kit, "--subjects=3", "--poses=2", "--size=32", "--expressions=" + file};
    assertEquals(0, render(arguments), stderr.toString());
    String counted = "left out of " + file + ": 1 CO";
    assertTrue(stdout.toString().contains(counted), stdout.toString());
    Manifest manifest =
        Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED);
    assertEquals(3 * 7 * 2, manifest.size());
    Map<String, Integer> smiles = new TreeMap<>();
    for (Sample sample : manifest.samples()) {
      String label = manifest.value(sample, "label");
      assertEquals("", manifest.value(sample, "level"));
      if (label.equals("HA")) {
        smiles.merge(manifest.value(sample, "mouthSmile_L"), 1, Integer::sum);
      }
      if (label.equals("SU")) {
        assertEquals("1.25", manifest.value(sample, "jawOpen"));
      }
    }
    assertEquals(Map.of("0.5", 3, "1", 3), smiles);
    assertFalse(Files.readString(out.resolve("render.json")).contains("levels"));

    Files.writeString(file, Files.readString(file).replace("S1,1.25", "S1,1.5"));
    assertEquals(2, render(arguments));
    assertTrue(stderr.toString().contains("other settings (expressions: "), stderr.toString());

    Path first = out;
    out = folder.resolve("again");
    assertEquals(
        0,
        render(
            kit,
            "--subjects=4",
            "--poses=1",
            "--size=32",
            "--expressions=" + first + "/manifest.csv"),
        stderr.toString());
    assertEquals(1 + 4 * 7, Files.readAllLines(out.resolve("manifest.csv")).size());
  }

  @Test
  void aFileOfMixturesIsForPeopleOfAFaceKitWithoutLevels() throws IOException {
    String here = folder.toString();
    String file = mixtures().toString();
    assertMistake(
        "--expressions and --variants are for people", "--bu3dfe", here, "--expressions", file);
    assertMistake(
        "--expressions and --variants are for people", "--bu3dfe", here, "--variants", "emfacs");
    assertMistake(
        "both say what people show",
        "--ict-facekit",
        here,
        "--variants",
        "emfacs",
        "--expressions",
        file);
    assertMistake(
        "--levels are of prototypes and variants",
        "--ict-facekit",
        here,
        "--levels",
        "3",
        "--expressions",
        file);
  }

  @Test
  void variantsDifferFromImageToImage() throws IOException {
    String kit = "--ict-facekit=" + DrawnKit.write(folder.resolve("kit"));
    String[] common = {kit, "--subjects=1", "--levels=4", "--poses=3", "--size=32"};
    List<Set<String>> smiles = new ArrayList<>();
    for (String variants : List.of("prototype", "emfacs")) {
      out = folder.resolve(variants);
      List<String> all = new ArrayList<>(List.of(common));
      all.addAll(List.of("--variants", variants));
      assertEquals(0, render(all.toArray(String[]::new)), stderr.toString());
      String settings = Files.readString(out.resolve("render.json"));
      assertTrue(settings.contains("\"variants\" : \"" + variants + "\""), settings);
      Set<String> found = new TreeSet<>();
      for (Sample sample :
          Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED).samples()) {
        if (sample.path().toString().contains("_HA04")) {
          found.add(sample.extra().get("mouthSmile_L"));
        }
      }
      smiles.add(found);
    }
    assertEquals(1, smiles.get(0).size());
    assertEquals(3, smiles.get(1).size());
    out = folder.resolve("prototype");
    assertEquals(0, render(common), "the prototypes, unless set");
  }

  @Test
  void mixturesHaveNoLabelAndDifferFromImageToImage() throws IOException {
    String kit = "--ict-facekit=" + DrawnKit.write(folder.resolve("kit"));
    String[] arguments = {
      kit, "--variants=mixtures", "--subjects=3", "--poses=5", "--size=32", "--threads=1"
    };
    assertEquals(0, render(arguments), stderr.toString());
    String plan = "15 images of 3 subjects: 10 train, 5 test";
    assertTrue(stdout.toString().startsWith(plan), stdout.toString());
    Manifest manifest =
        Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.UNLABELLED);
    Set<Map<String, String>> mixtures = new HashSet<>();
    for (Sample sample : manifest.samples()) {
      assertEquals("", manifest.value(sample, "label"));
      assertEquals("", manifest.value(sample, "level"));
      assertEquals(32, ImageIO.read(sample.path().toFile()).getWidth());
      Map<String, String> shapes = new TreeMap<>(sample.extra());
      shapes.keySet().removeIf(column -> !column.matches("(brow|eye|cheek|nose|mouth|jaw).*"));
      assertTrue(Float.isFinite(FacialMovement.of(sample)[0]), "has all that is learned of it");
      mixtures.add(shapes);
    }
    assertEquals(15, manifest.size());
    assertTrue(mixtures.size() >= 14, mixtures.toString()); // a face may be at rest
    String settings = Files.readString(out.resolve("render.json"));
    assertTrue(settings.contains("\"variants\" : \"mixtures\""), settings);
    assertFalse(settings.contains("levels"), settings);

    Path first = out;
    out = folder.resolve("again");
    arguments[arguments.length - 1] = "--threads=3";
    assertEquals(0, render(arguments), stderr.toString());
    for (Sample sample : manifest.samples()) {
      Path file = first.relativize(sample.path());
      assertArrayEquals(Files.readAllBytes(sample.path()), Files.readAllBytes(out.resolve(file)));
    }
    assertEquals(-1, Files.mismatch(first.resolve("manifest.csv"), out.resolve("manifest.csv")));
  }

  @Test
  void mixturesAreWildAlignedAndUnlabelledAsExpressionsAre() throws IOException {
    String kit = "--ict-facekit=" + DrawnKit.write(folder.resolve("kit"));
    assertMistake(
        "--levels are of expressions, and --variants mixtures show none",
        kit,
        "--variants=mixtures",
        "--levels=3");
    String[] wild = {
      kit,
      "--variants=mixtures",
      "--subjects=2",
      "--poses=3",
      "--size=32",
      "--wild",
      "--align=eyes",
      "--margin=-0.2",
      "--unlabelled"
    };
    assertEquals(0, render(wild), stderr.toString());
    Manifest manifest =
        Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.UNLABELLED);
    assertEquals(6, manifest.size());
    assertFalse(manifest.columns().contains("jawOpen"), "a domain without labels has no weights");
    assertEquals("eyes -0.2", manifest.value(manifest.samples().get(0), "framing"));
    assertTrue(Files.exists(out.resolve("images/S001/S001_0002.jpg")));
  }

  @Test
  void alignedPicturesAreThoseThatPreparationWouldCut() throws IOException {
    Path kit = DrawnKit.write(folder.resolve("kit"));
    String[] common = {
      "--ict-facekit=" + kit, "--subjects=1", "--levels=4", "--poses=2", "--size=32"
    };
    String[][] looks = {{"--align=eyes"}, {"--align=eyes", "--margin=0.25", "--wild"}};
    String[] framings = {"eyes 0", "eyes 0.25"};
    for (int look = 0; look < 2; look++) {
      out = folder.resolve("out" + look);
      List<String> all = new ArrayList<>(List.of(common));
      all.addAll(List.of(looks[look]));
      assertEquals(0, render(all.toArray(String[]::new)), stderr.toString());
      Manifest manifest =
          Manifest.read(out.resolve("manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED);
      assertEquals(14, manifest.size());
      Framing framing = Framing.parse(framings[look]).orElseThrow();
      for (Sample sample : manifest.samples()) {
        assertEquals(framings[look], manifest.value(sample, "framing"));
        String[] numbers = manifest.value(sample, "landmarks").split(" ", -1);
        double y = 0;
        for (int i = 36; i < 48; i++) {
          y += Double.parseDouble(numbers[3 * i + 1]) / 12;
        }
        assertEquals(32 * framing.eyeLine(), y, 0.05);
      }
      assertTrue(Files.readString(out.resolve("render.json")).contains(framings[look]));
    }
  }

  @Test
  void greyPicturesAreTheLumaOfTheColouredOnes() throws IOException {
    Path kit = DrawnKit.write(folder.resolve("kit"));
    String[] common = {
      "--ict-facekit=" + kit,
      "--subjects=1",
      "--levels=4",
      "--poses=1",
      "--size=32",
      "--wild",
      "--format=png"
    };
    for (String name : List.of("coloured", "grey")) {
      out = folder.resolve(name);
      List<String> all = new ArrayList<>(List.of(common));
      if (name.equals("grey")) {
        all.add("--grey");
      }
      assertEquals(0, render(all.toArray(String[]::new)), stderr.toString());
    }
    assertEquals(
        Files.readString(folder.resolve("coloured/manifest.csv")),
        Files.readString(folder.resolve("grey/manifest.csv")));
    int different = 0;
    for (Sample sample :
        Manifest.read(folder.resolve("coloured/manifest.csv"), Labels.EXPRESSIONS, Use.LABELLED)
            .samples()) {
      BufferedImage coloured = ImageIO.read(sample.path().toFile());
      Path twin =
          folder.resolve("grey").resolve(folder.resolve("coloured").relativize(sample.path()));
      BufferedImage grey = ImageIO.read(twin.toFile());
      assertEquals(1, grey.getRaster().getNumBands());
      for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 32; x++) {
          Color colour = new Color(coloured.getRGB(x, y));
          double luma =
              0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
          assertEquals(luma, grey.getRaster().getSample(x, y, 0), 0.5001);
          different += colour.getRed() == colour.getBlue() ? 0 : 1;
        }
      }
    }
    assertTrue(different > 100, "colours to take away: " + different);
  }

  @Test
  void aScanInWhichNoFaceIsSeenCannotBeAligned() throws IOException {
    DrawnScans.models(folder.resolve("scans"), 1, 0);
    assertEquals(2, render(scans("1", "--align", "eyes", "--threads", "1")));
    assertTrue(stderr.toString().contains("no face found in a picture of"), stderr.toString());
  }
}
