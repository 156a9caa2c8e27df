package org.cycleat.render.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.render.HeadPose;
import org.cycleat.render.SkinTone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedManifestTest {
  private static final Sitting FIRST = new Sitting("F0001", "AN", 3, () -> null);
  private static final Sitting SECOND = new Sitting("F0002", "NE", 0, () -> null);

  private static final List<String> SHAPES =
      List.of("browDown_L", "browDown_R", "eyeWide_R", "jawOpen");

  @TempDir Path folder;

  private static PlannedManifest.Row row(String file, double pan) {
    return new PlannedManifest.Row(
        file,
        new FaceFacts(
            new HeadPose(pan, -5, 0.125),
            pan == 100 ? Optional.empty() : Optional.of(SkinTone.VERY_LIGHT),
            new FaceFacts.Box(-0.001, 2.5, 100, 31.996),
            List.of(
                new FaceFacts.Landmark(1, 2.345, true),
                new FaceFacts.Landmark(-10.25, 1200, false))),
        Map.of("jawOpen", 0.0625f, "browDown_L", 1.7254f, "eyeWide_R", 0.0004f, "hat", 1f));
  }

  @Test
  void rowsOfSittingsBecomeOneManifestInTheirOrder() throws IOException {
    PlannedManifest manifest = new PlannedManifest(folder, true, Optional.empty(), List.of());
    manifest.put(SECOND, "test", List.of(row("images/c.jpg", 0)));
    assertTrue(manifest.isDone(SECOND));
    assertFalse(manifest.isDone(FIRST));
    manifest.put(FIRST, "train", List.of(row("images/a.jpg", -45), row("images/b,x.jpg", 100)));
    manifest.complete(List.of(FIRST, SECOND));
    assertEquals(
        """
        path,label,subject,split,level,pan,tilt,roll,skin,x,y,width,height,landmarks
        images/a.jpg,AN,F0001,train,3,-45,-5,0.1,1 very light,0,2.5,100,32,1 2.3 1 -10.2 1200 0
        "images/b,x.jpg",AN,F0001,train,3,100,-5,0.1,,0,2.5,100,32,1 2.3 1 -10.2 1200 0
        images/c.jpg,NE,F0002,test,0,0,-5,0.1,1 very light,0,2.5,100,32,1 2.3 1 -10.2 1200 0
        """,
        Files.readString(manifest.file()));
    assertArrayEquals(new String[] {"manifest.csv"}, folder.toFile().list());
  }

  @Test
  void withoutLabelsNeitherLabelNorLevelIsToldButTheFramingIs() throws IOException {
    PlannedManifest manifest = new PlannedManifest(folder, false, Optional.of("eyes 0"), SHAPES);
    manifest.put(FIRST, "train", List.of(row("images/a.jpg", 5)));
    manifest.complete(List.of(FIRST));
    String line = Files.readAllLines(manifest.file()).get(1);
    assertTrue(line.startsWith("images/a.jpg,,F0001,train,,5,-5,"), line);
    assertTrue(line.endsWith("1200 0,eyes 0"), "weights tell the expression: " + line);
  }

  @Test
  void eachShapeHasAColumnOfItsWeightToAThousandth() throws IOException {
    PlannedManifest manifest = new PlannedManifest(folder, true, Optional.of("eyes 0"), SHAPES);
    manifest.put(FIRST, "train", List.of(row("images/a.jpg", 5)));
    manifest.complete(List.of(FIRST));
    List<String> lines = Files.readAllLines(manifest.file());
    String header = ",landmarks,framing,browDown_L,browDown_R,eyeWide_R,jawOpen";
    assertTrue(lines.get(0).endsWith(header), lines.get(0));
    assertTrue(lines.get(1).endsWith(" 1200 0,eyes 0,1.725,0,0,0.063"), lines.get(1));
  }

  @Test
  void whatHasNoLevelTellsNone() throws IOException {
    Sitting sitting = new Sitting("S001", "HA", OptionalInt.empty(), () -> null);
    assertEquals("S001_HA", sitting.name());
    assertEquals("F0001_AN03", FIRST.name());
    PlannedManifest manifest = new PlannedManifest(folder, true, Optional.empty(), List.of());
    manifest.put(sitting, "train", List.of(row("images/a.jpg", 5)));
    manifest.complete(List.of(sitting));
    String line = Files.readAllLines(manifest.file()).get(1);
    assertTrue(line.startsWith("images/a.jpg,HA,S001,train,,5,"), line);
  }

  @Test
  void numbersAreWrittenTheSameEverywhere() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      withoutLabelsNeitherLabelNorLevelIsToldButTheFramingIs();
      eachShapeHasAColumnOfItsWeightToAThousandth();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void picturesAreEncodedAsTheirFormatSays() throws IOException {
    BufferedImage image = new BufferedImage(24, 17, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 24; x++) {
      for (int y = 0; y < 17; y++) {
        image.setRGB(x, y, new Color(10 * x, 15 * y, 77).getRGB());
      }
    }
    ImageEncoder png = new ImageEncoder(ImageEncoder.Format.parse("PNG"));
    BufferedImage back = ImageIO.read(new ByteArrayInputStream(png.encode(image)));
    ImageEncoder jpg = new ImageEncoder(ImageEncoder.Format.parse("jpg"));
    byte[] first = jpg.encode(image);
    jpg.encode(new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB));
    assertArrayEquals(first, jpg.encode(image), "an encoder remembers nothing");
    BufferedImage jpeg = ImageIO.read(new ByteArrayInputStream(first));
    for (int x = 0; x < 24; x++) {
      for (int y = 0; y < 17; y++) {
        assertEquals(image.getRGB(x, y), back.getRGB(x, y));
        assertEquals(image.getRGB(x, y) >> 8 & 0xFF, jpeg.getRGB(x, y) >> 8 & 0xFF, 6);
      }
    }
    assertEquals((byte) 0x89, png.encode(image)[0]);
    assertEquals((byte) 0xFF, first[0]);
    assertEquals("jpg", ImageEncoder.Format.JPG.ending());
    var error = assertThrows(UserException.class, () -> ImageEncoder.Format.parse("gif"));
    assertEquals("unknown format gif (--format): expected png or jpg", error.getMessage());
  }
}
