package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.Predictions;
import org.cycleat.face.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurestErrorsTest {
  @TempDir Path folder;

  /** Happy faces, that often taken for angry ones with these probabilities. */
  private Predictions taken(double... forAnger) throws IOException {
    List<Sample> samples = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    for (double anger : forAnger) {
      Path file = folder.resolve("face" + samples.size() + ".png");
      ImageIO.write(new BufferedImage(240, 130, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
      samples.add(new Sample(file, 1, "", "", Map.of()));
      probabilities.add(new float[] {(float) anger, (float) (1 - anger)});
    }
    return new Predictions(new Manifest(samples, Labels.parse("AN,HA")), probabilities);
  }

  private static String name(Sample sample) {
    return sample.path().getFileName().toString();
  }

  @Test
  void smallCopiesAreKeptInPlaceOfOthers() throws IOException {
    SurestErrors errors = new SurestErrors(folder.resolve("report"));
    assertEquals(List.of(), errors.pictures());
    errors.write(taken(0.75, 0.25, 0.875), SurestErrorsTest::name, Map.of());
    List<Picture> pictures = errors.pictures();
    assertEquals(
        List.of("happiness, taken for anger: 88\u00a0%", "happiness, taken for anger: 75\u00a0%"),
        pictures.stream().map(Picture::caption).toList());
    assertEquals(List.of("face2.png", "face0.png"), pictures.stream().map(Picture::alt).toList());
    BufferedImage copy = ImageIO.read(folder.resolve("report/errors/02.jpg").toFile());
    assertEquals(112, copy.getWidth());
    assertEquals(112, copy.getHeight());
    JsonNode list = Workspace.readJson(folder.resolve("report/errors/errors.json"));
    assertEquals(
        "{\"picture\":\"01.jpg\",\"file\":\"face2.png\",\"truth\":\"happiness\","
            + "\"predicted\":\"anger\",\"probability\":0.875}",
        list.get(0).toString());
    errors.write(taken(0.25, 0.625), SurestErrorsTest::name, Map.of());
    assertEquals(1, errors.pictures().size());
    assertFalse(Files.exists(folder.resolve("report/errors/02.jpg")));
  }

  @Test
  void aFaceHasSomeRoomAsFarAsTheImageHasIt() throws IOException {
    SurestErrors errors = new SurestErrors(folder);
    Predictions one = taken(0.75);
    Path image = one.manifest().samples().get(0).path();
    BufferedImage whole = ImageIO.read(image.toFile()); // 240 x 130
    for (int x = 200; x < 240; x++) {
      for (int y = 0; y < 130; y++) {
        whole.setRGB(x, y, 0xFFFFFF);
      }
    }
    ImageIO.write(whole, "png", image.toFile());
    errors.write(one, SurestErrorsTest::name, Map.of(image, new Box(205, 5, 30, 50)));
    BufferedImage copy = ImageIO.read(folder.resolve("errors/01.jpg").toFile());
    assertEquals(70, copy.getWidth(), "1.4 times the longer side");
    assertEquals(70, copy.getHeight());
    assertEquals(0, copy.getRGB(10, 35) & 0xFF, 8, "from x = 170, where the image ends at 240");
    assertEquals(255, copy.getRGB(60, 35) & 0xFF, 8);
  }

  @Test
  void aCopyThatIsGoneIsTold() throws IOException {
    SurestErrors errors = new SurestErrors(folder);
    errors.write(taken(0.75), SurestErrorsTest::name, Map.of());
    Files.delete(folder.resolve("errors/01.jpg"));
    var problem = assertThrows(UserException.class, errors::pictures);
    assertTrue(problem.getMessage().endsWith("01.jpg; evaluate again"), problem.getMessage());
  }
}
