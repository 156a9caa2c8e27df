package org.cycleat.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

class MetricsTest {

  @TempDir Path folder;

  @Test
  void rowsHaveTheMeansSinceTheLastRow() throws IOException {
    try (Metrics metrics = new Metrics(folder, 3, false)) {
      metrics.onStart(0, 5);
      float[] losses = {1, 2, 6, 4, 5};
      for (int i = 0; i < 5; i++) {
        metrics.onStep(report(i + 1, 5, losses[i]));
      }
      metrics.scalar(5, "accuracy", 1f);
    }
    assertEquals(
        List.of("step,L_W,L_cyc,learning_rate", "3,3.0,-3.0,0.25", "5,4.5,-4.5,0.25"), lines());
    assertFalse(Files.exists(folder.resolve("events")));
  }

  private static StepReport report(long step, long steps, float loss) {
    Map<String, Float> losses = new LinkedHashMap<>();
    losses.put("L_W", loss);
    losses.put("L_cyc", -loss);
    return new StepReport(step, steps, 0.25f, losses);
  }

  @Test
  void rowsAfterTheResumedStepAreCutOff() throws IOException {
    try (MetricsFile file = new MetricsFile(file(), List.of("a", "b"), 0)) {
      for (int step = 10; step <= 40; step += 10) {
        file.append(step, Map.of("b", 0.5f, "a", step));
      }
    }
    Files.writeString(file(), "5", StandardOpenOption.APPEND); // a row that a kill cut off
    try (MetricsFile file = new MetricsFile(file(), List.of("a", "b"), 25)) {
      file.append(30, Map.of("a", 1e-7, "b", 2));
    }
    assertEquals(List.of("step,a,b", "10,10,0.5", "20,20,0.5", "30,1.0E-7,2"), lines());
    new MetricsFile(file(), List.of("c"), 0).close();
    assertEquals(List.of("step,c"), lines());
  }

  @Test
  void otherColumnsAreRefused() throws IOException {
    Files.writeString(file(), "step,a\n1,2\n");
    var e = assertThrows(UserException.class, () -> new MetricsFile(file(), List.of("a", "b"), 1));
    assertTrue(e.getMessage().contains("has the columns 'step,a', expected 'step,a,b'"));
    assertEquals(List.of("step,a", "1,2"), lines());
    assertThrows(IllegalArgumentException.class, () -> new MetricsFile(file(), List.of("a,b"), 1));
    try (MetricsFile file = new MetricsFile(file(), List.of("a"), 1)) {
      assertThrows(IllegalArgumentException.class, () -> file.append(2, Map.of("b", 1)));
      assertThrows(IllegalArgumentException.class, () -> file.append(2, Map.of("a", 1, "b", 1)));
    }
  }

  @Test
  void eventsHoldScalarsAndPictures() throws IOException {
    BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(2, 1, 0x10ff80);
    try (Metrics metrics = new Metrics(folder, 1, true)) {
      metrics.onStart(0, 9);
      metrics.onStep(report(7, 9, 2.5f));
      metrics.scalar(8, "accuracy", 0.75f);
      metrics.image(9, "samples", picture);
    }
    List<Event> events = events();
    assertFalse(events.stream().anyMatch(Event::hasSessionLog));
    assertEquals(2.5f, value(events, 7, "L_W").getSimpleValue());
    assertEquals(-2.5f, value(events, 7, "L_cyc").getSimpleValue());
    assertEquals(0.25f, value(events, 7, "learning_rate").getSimpleValue());
    assertEquals(0.75f, value(events, 8, "accuracy").getSimpleValue());
    var png = value(events, 9, "samples/image/0").getImage();
    BufferedImage shown =
        ImageIO.read(new ByteArrayInputStream(png.getEncodedImageString().toByteArray()));
    assertArrayEquals(new int[] {3, 2}, new int[] {shown.getWidth(), shown.getHeight()});
    assertEquals(0xff10ff80, shown.getRGB(2, 1));
    assertEquals(0xff000000, shown.getRGB(1, 0));
  }

  @Test
  void eventsOfAResumedRunDropTheLaterSteps() throws IOException {
    new TensorBoard(folder.resolve("events"), 41).close();
    Event start = events().stream().filter(Event::hasSessionLog).findFirst().orElseThrow();
    assertEquals(SessionLog.SessionStatus.START, start.getSessionLog().getStatus());
    assertEquals(42, start.getStep());
  }

  private static Summary.Value value(List<Event> events, long step, String tag) {
    return events.stream()
        .filter(event -> event.getStep() == step)
        .flatMap(event -> event.getSummary().getValueList().stream())
        .filter(value -> value.getTag().equals(tag))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + tag + " in " + events));
  }

  /** Records: length (8 bytes), its checksum (4), the event, its checksum (4). */
  private List<Event> events() throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("events"))) {
      for (Path file : files.toList()) {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
          byte[] event = new byte[(int) bytes.getLong()];
          bytes.getInt();
          bytes.get(event).getInt();
          events.add(Event.parseFrom(event));
        }
      }
    }
    return events;
  }

  private Path file() {
    return folder.resolve("metrics.csv");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }
}
