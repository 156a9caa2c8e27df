package org.cycleat.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.train.StepReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

class StepProfileTest {
  @TempDir private Path folder;

  private final TestGraph test = new TestGraph();
  private final Operand<TFloat32> a = test.tf().variable(Shape.of(2, 3), TFloat32.class);
  private final Operand<TFloat32> product =
      test.tf().linalg.matMul(a, a, MatMul.transposeB(true)); // [2, 2]
  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void close() {
    test.close();
  }

  private void train(StepProfile profile, long done, long steps) {
    test.session()
        .run(test.tf().assign(a, test.tf().constant(new float[][] {{1, 2, 3}, {4, 5, 6}})));
    profile.onStart(done, steps);
    for (long step = done + 1; step <= steps; step++) {
      profile.run(test.session().runner().fetch(product)).close();
      profile.run(test.session().runner().fetch(product)).close();
      profile.onStep(new StepReport(step, steps, 0.1f, Map.of()));
    }
  }

  @Test
  void oneStepIsTracedOnceAllIsWarm() throws IOException {
    train(new StepProfile(folder.resolve("profile"), lines::add), 0, 14);
    assertEquals(List.of("profile/step-12.json", "profile/step-12.txt"), files());
    var events = new ObjectMapper().readTree(folder.resolve("profile/step-12.json").toFile());
    List<String> types = new ArrayList<>();
    events.get("traceEvents").forEach(event -> types.add(event.get("name").asText()));
    assertEquals(
        2, types.stream().filter(type -> type.contains("MatMul")).count(), types::toString);
    List<String> summary = Files.readAllLines(folder.resolve("profile/step-12.txt"));
    assertTrue(summary.get(0).startsWith("step 12: "), summary::toString);
    assertEquals(summary, lines.subList(0, lines.size() - 1));
  }

  @Test
  void aShortTrainingTracesItsLastStep() {
    train(new StepProfile(folder, lines::add), 0, 3);
    assertEquals(List.of("step-3.json", "step-3.txt"), files());
  }

  @Test
  void aResumedTrainingWarmsUpAgain() {
    train(new StepProfile(folder, lines::add), 100, 120);
    assertEquals(List.of("step-112.json", "step-112.txt"), files());
  }

  @Test
  void aTrainingThatIsOverTracesNothing() {
    train(new StepProfile(folder, lines::add), 3, 3);
    assertEquals(List.of(), files());
  }

  @Test
  void aFolderThatCannotBeMadeIsToldInALine() throws IOException {
    Path taken = Files.writeString(folder.resolve("profile"), "a file");
    StepProfile profile = new StepProfile(taken, lines::add);
    UserException e = assertThrows(UserException.class, () -> train(profile, 0, 1));
    assertTrue(e.getMessage().contains("step-1.json"), e.getMessage());
  }

  private List<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
