package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.export.ServingInfo;
import org.cycleat.export.TinyModel;
import org.cycleat.face.Framing;
import org.cycleat.nn.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftLabelsTest {
  private static final Device DEVICE = Device.forInference(1);
  private static final String LABELS = "RE,GR,BL";

  @TempDir Path folder;
  private int runs;

  private Manifest red() throws IOException {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.RED);
    g.fillRect(0, 0, 20, 20);
    g.dispose();
    Path file = folder.resolve("red.png");
    ImageIO.write(image, "png", file.toFile());
    Sample sample = new Sample(file, 2, "anna", "train", List.of(0f, 1f, 0f), Map.of());
    return new Manifest(List.of(sample), Labels.parse(LABELS));
  }

  /** A model that takes reddish faces for greenish ones, and the other way round. */
  private Path mistaken() throws IOException {
    Path model = TinyModel.write(folder.resolve("mistaken"));
    List<ServingInfo.Label> swapped =
        List.of(TinyModel.LABELS.get(1), TinyModel.LABELS.get(0), TinyModel.LABELS.get(2));
    new ServingInfo(swapped, TinyModel.SIZE, Framing.DEFAULT).write(model);
    return model;
  }

  private static Config config(String labels, Path... teachers) {
    Config config = Config.preset("tiny").with("labels=" + labels).with("data.votes=0.5");
    String names = String.join(",", List.of(teachers).stream().map(Path::toString).toList());
    return config.with("source.teachers=" + names);
  }

  private SoftLabels of(Config config) {
    Workspace workspace = Workspace.create(folder.resolve("run" + runs++), config);
    RunData data = new RunData(workspace, config, Map.of(), line -> {});
    var run = new RunContext(workspace, data, DEVICE, Precision.FLOAT32, line -> {}, false);
    return new SoftLabels(run);
  }

  @Test
  void theMeanOfTheTeachersTakesThePlaceOfWhatCameWithAnImage() throws IOException {
    Path right = TinyModel.write(folder.resolve("right"));
    SoftLabels labels = of(config(LABELS, right, mistaken()));
    Sample taught = labels.of(red()).samples().get(0);
    double most = Math.exp(1) / (Math.exp(1) + 2 * Math.exp(-1));
    double least = Math.exp(-1) / (Math.exp(1) + 2 * Math.exp(-1));
    List<Double> expected = List.of((most + least) / 2, (most + least) / 2, least);
    for (int k = 0; k < 3; k++) {
      assertEquals(expected.get(k), taught.distribution().get(k), 1e-4);
    }
    assertEquals(2, taught.label());
    assertEquals("anna", taught.subject());
  }

  @Test
  void aRunThatGoesOnLearnsTheSame() throws IOException {
    Path model = TinyModel.write(folder.resolve("model"));
    SoftLabels labels = of(config(LABELS, model));
    Manifest first = labels.of(red());
    String sha256 = DataDigest.sha256(model.resolve("saved_model.pb"));
    Path json = folder.resolve("run0/source/soft-labels.json");
    assertEquals(sha256, Workspace.readJson(json).get(model.toString()).asText());
    Files.delete(model.resolve("saved_model.pb"));
    labels.check();
    assertEquals(first.samples(), labels.of(red()).samples());
  }

  @Test
  void withoutTeachersImagesStayAsTheyAre() throws IOException {
    Manifest images = red();
    assertSame(images, of(config(LABELS)).of(images));
  }

  @Test
  void aTeacherThatIsMissingOrLacksAClassIsRefusedByTheKey() throws IOException {
    Path nothing = folder.resolve("nothing.zip");
    assertRefused("source.teachers: ", config(LABELS, nothing));
    Path model = TinyModel.write(folder.resolve("model"));
    of(config("BL,RE", model)).check();
    assertRefused(
        "source.teachers: %s does not know XX, YY: it has RE, GR, BL; give".formatted(model),
        config("RE,XX,GR,YY", model));
  }

  private void assertRefused(String beginning, Config config) {
    SoftLabels labels = of(config);
    String message = assertThrows(UserException.class, labels::check).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }
}
