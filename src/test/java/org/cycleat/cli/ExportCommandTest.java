package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.config.Architecture;
import org.cycleat.device.Device;
import org.cycleat.evaluation.Voting;
import org.cycleat.export.ServedModel;
import org.cycleat.export.ServingInfo;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.nn.Variable;
import org.cycleat.stage.Networks;
import org.cycleat.transfer.CheckpointWriter;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class ExportCommandTest {
  private static final String WIDTH = "0.0625";
  private static final int SIZE = 40;

  @TempDir Path folder;
  private Path checkpoint;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  /** A narrow ResNet-18 of three classes. */
  @BeforeEach
  void makeCheckpoint() {
    checkpoint = folder.resolve("theirs.ckpt");
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    try (Graph graph = new Graph()) {
      Scope scope = new Scope(new Parameters(Ops.create(graph), "any", 1), Initializer.HE);
      var look = new Networks.Look(Architecture.RESNET18, SIZE, Double.parseDouble(WIDTH));
      for (Variable variable : Networks.classifier(scope, look, 3).parameters().all()) {
        float[] values = TestGraph.normals(arrays.size(), (int) variable.shape().size());
        boolean isVector = variable.shape().numDimensions() == 1; // of it, some are variances
        for (int i = 0; i < values.length; i++) {
          values[i] = isVector ? 0.3f + 0.1f * Math.abs(values[i]) : 0.1f * values[i];
        }
        arrays.put(variable.name(), WeightArray.of(variable.shape(), values));
      }
    }
    CheckpointWriter.write(Device.forInference(1), checkpoint, arrays);
  }

  private int export(String... more) {
    List<String> line =
        new ArrayList<>(List.of("export", "--checkpoint", checkpoint.toString(), "--width", WIDTH));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  private int run(String... line) {
    stderr.getBuffer().setLength(0);
    return Main.run(
        Main.COMMANDS, new PrintWriter(stdout, true), new PrintWriter(stderr, true), line);
  }

  private int export(Path out, String... more) {
    List<String> line = new ArrayList<>(List.of("--as", "resnet18", "--out", out.toString()));
    line.addAll(List.of("--labels", "SU,Anger,HA"));
    line.addAll(Arrays.asList(more));
    return export(line.toArray(String[]::new));
  }

  private static ServedModel.Answer answer(Path model) {
    try (ServedModel served = new ServedModel(model, Device.forInference(1))) {
      assertEquals(SIZE, served.info().imageSize());
      assertEquals(
          List.of("SU", "AN", "HA"),
          served.info().labels().stream().map(ServingInfo.Label::code).toList());
      assertEquals("happiness", served.info().labels().get(2).name());
      assertEquals("template 0.1", served.info().framing().text());
      return served.answer(TestGraph.normals(3, 2 * SIZE * SIZE * 3), 2);
    }
  }

  @Test
  void aCheckpointBecomesAModelInAFolderOrInAFile() {
    Path whole = folder.resolve("whole");
    Path packed = folder.resolve("packed.zip");
    for (Path out : List.of(whole, packed)) {
      assertEquals(
          0, export(out, "--image-size", "40", "--framing", "template 0.1"), stderr.toString());
    }
    assertEquals(Voting.NONE, ServingInfo.read(whole).voting());
    Path mean = folder.resolve("mean");
    assertEquals(0, export(mean, "--image-size", "40", "--voting", "flip"), stderr.toString());
    assertEquals(Voting.FLIP, ServingInfo.read(mean).voting());
    float[] expected = answer(whole).probabilities();
    assertArrayEquals(expected, answer(packed).probabilities(), 1e-3f);
    assertTrue(Math.abs(expected[0] - expected[1]) > 1e-4, Arrays.toString(expected));
    assertTrue(stdout.toString().contains(checkpoint + " written to " + packed));
  }

  private void assertMistake(String expected, String... more) {
    Path out = folder.resolve("refused");
    List<String> line = new ArrayList<>(List.of("--out", out.toString()));
    line.addAll(List.of(more));
    assertEquals(2, export(line.toArray(String[]::new)), stderr.toString());
    assertEquals(1, stderr.toString().lines().count(), stderr.toString());
    assertTrue(stderr.toString().contains(expected), stderr.toString());
    assertFalse(Files.exists(out));
  }

  @Test
  void whatDoesNotFitIsOneLine() {
    String[] right = {"--as", "resnet18", "--labels", "A,B,C", "--image-size", "40"};
    assertMistake(
        "unknown network lenet (--as): expected one of resnet", //
        "--as",
        "lenet",
        "--labels",
        "A,B,C",
        "--image-size",
        "40");
    assertMistake(
        checkpoint + " has 3 classes, --labels names 2", //
        "--as",
        "resnet18",
        "--labels",
        "A,B",
        "--image-size",
        "40");
    assertMistake("--checkpoint: ", "--as", "resnet34", "--labels", "A,B,C", "--image-size", "40");
    assertMistake("does not tell the size of its images", "--as", "resnet18", "--labels", "A,B,C");
    assertMistake(
        "--image-size: expected ", "--as", "resnet18", "--labels", "A,B", "--image-size", "4");
    assertMistake("--framing: expected ", with(right, "--framing", "nose"));
    assertMistake("--voting: expected none or flip", with(right, "--voting", "tencrop"));
    assertMistake("'--voting'", with(right, "--voting", "both"));
    assertMistake("--run", with(right, "--run", "runs/none"));
    checkpoint = folder.resolve("none");
    assertMistake("--checkpoint: no file " + checkpoint, right);
    assertMistake("--checkpoint: no file " + checkpoint, "--as", "resnet18", "--labels", "A,B,C");
  }

  @Test
  void versionsOfOneFileAreRefused() {
    Path file = folder.resolve("all.zip");
    assertEquals(2, export(file, "--image-size", "40", "--next-version"));
    assertTrue(stderr.toString().contains("found " + file + " (--out)"), stderr.toString());
    assertFalse(Files.exists(file));
  }

  /** No run is opened before the options are right. */
  @Test
  void aTranslationIsAPlainFile() {
    String[] translation = {"export", "--run", "none", "--network", "translation", "--out"};
    Path out = folder.resolve("translation");
    assertRefused("--out: expected a new file NAME.zip", with(translation, out.toString()));
    assertRefused(
        "--voting: it is for classifiers", with(translation, out + ".zip", "--voting", "flip"));
    assertRefused("no run at none", with(translation, out + ".zip"));
  }

  private void assertRefused(String expected, String... line) {
    assertEquals(2, run(line), stderr.toString());
    assertEquals(1, stderr.toString().lines().count(), stderr.toString());
    assertTrue(stderr.toString().contains(expected), stderr.toString());
  }

  private static String[] with(String[] right, String... more) {
    List<String> line = new ArrayList<>(List.of(right));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }
}
