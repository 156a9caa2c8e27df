package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.dataset.Use;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.evaluation.Voting;
import org.cycleat.nn.Precision;
import org.cycleat.placement.Step;
import org.cycleat.train.Checkpoint;
import org.cycleat.weights.CheckpointFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

class MovementLessonTest {
  private static final Config TINY =
      Config.preset("tiny").with("source.learns=movements", "source.epochs=1", "log.everySteps=1");
  private static final int OUTPUTS = FacialMovement.values().length;

  @TempDir Path folder;

  /** A face that opens its mouth so far; nothing else moves. */
  private static Sample moving(Sample face, double jaw) {
    Sample moving = face;
    for (FacialMovement movement : FacialMovement.values()) {
      moving = moving.with(movement.title(), "0"); // of the pose
      Set<String> shapes = new TreeSet<>(movement.shapes(1).keySet());
      shapes.addAll(movement.shapes(-1).keySet());
      for (String shape : shapes) {
        moving = moving.with(shape, "0");
      }
    }
    return moving.with("jawOpen", Double.toString(jaw));
  }

  private Manifest faces() throws IOException {
    Path drawn = DrawnDomains.in(folder.resolve("drawn")).source();
    Manifest source = Manifest.read(drawn, Labels.EXPRESSIONS, Use.LABELLED);
    List<Sample> faces = new ArrayList<>();
    for (Sample face : source.samples()) {
      faces.add(moving(face, faces.size() % 4 / 4.0));
    }
    return source.with(faces);
  }

  /** Without some labels: of every image, or of those that the kit's people show at random. */
  private static Manifest unlabelled(Manifest faces, Predicate<Sample> some) {
    return faces.with(
        faces.samples().stream()
            .map(face -> some.test(face) ? face.as(Sample.UNLABELLED) : face)
            .toList());
  }

  private RunData data(Manifest faces) {
    Path file = folder.resolve("source.csv");
    faces.write(file);
    Workspace workspace = Workspace.create(folder.resolve("run"), TINY);
    var given = GivenData.of(Domain.SOURCE, new DataSource(file, "--source"), Optional.empty());
    return new RunData(workspace, TINY, Map.of(Domain.SOURCE, given), line -> {});
  }

  private RunContext run(Manifest faces) {
    RunData data = data(faces);
    Workspace workspace = Workspace.open(folder.resolve("run"));
    return new RunContext(workspace, data, Step.DEVICE, Precision.FLOAT32, line -> {}, false);
  }

  @Test
  void labelsMayBeThereOrNot() throws IOException {
    Manifest faces = faces();
    Manifest some = unlabelled(faces, face -> face.label() != 2);
    RunData data = data(some);
    Splits.Split learning = data.learning(Domain.SOURCE);
    int learned = learning.training().size() + learning.validation().size();
    assertEquals(RunData.training(faces).size(), learned);
    assertTrue(learning.validation().size() > 0);
    assertEquals(faces.split(RunData.TEST).size(), data.test(Domain.SOURCE).size());
    Set<String> held = subjects(learning.validation());
    held.retainAll(subjects(learning.training()));
    assertEquals(Set.of(), held, "nobody is on both sides");
  }

  private static Set<String> subjects(Manifest faces) {
    Set<String> subjects = new TreeSet<>();
    faces.samples().forEach(face -> subjects.add(face.subject()));
    return subjects;
  }

  @Test
  void aNetworkLearnsMovementsWithoutLabelsAndClassifiersStartFromIt() throws IOException {
    RunContext run = run(unlabelled(faces(), face -> true));
    new SourceTraining(run).train();
    Path source = run.workspace().folder(Stage.SOURCE);
    assertTrue(run.workspace().isComplete(source));
    assertTrue(Files.readString(source.resolve("metrics.csv")).startsWith("step,error,"));
    String validation = Files.readString(source.resolve("validation.csv"));
    assertTrue(validation.startsWith("step,validation_correlation\n"), validation);
    assertTrue(Files.readString(source.resolve("movements.json")).contains("\"mouthSmile\""));
    List<String> charts = new RunCurves(run.workspace()).charts();
    assertTrue(charts.stream().anyMatch(chart -> chart.contains("f_S: error of the movements")));
    assertRefused(() -> new Judgement(run.workspace(), TINY, line -> {}).evaluate(null, null));
    assertRefused(
        () -> new Delivery(run.workspace()).export("f_S", folder, Voting.NONE, line -> {}));
    assertTheFileOfShownMovements(run);
    Path checkpoint = run.workspace().network(Stage.SOURCE, SourceTraining.F_S);
    Config classes = Config.preset("tiny").with("source.weights=" + checkpoint);
    StartingWeights.check(classes, List.of(Stage.SOURCE));
    try (Graph graph = new Graph();
        Session session = Step.DEVICE.session(graph)) {
      Ops tf = Ops.create(graph);
      var network = new Networks(classes).source().make(tf, "f_S").parameters();
      network.initialize(session);
      Path before = folder.resolve("before");
      Path after = folder.resolve("after");
      Checkpoint whole = Checkpoint.of(tf, network);
      whole.save(session, before, 0);
      Checkpoint.startOf(tf, network, checkpoint).restore(session, checkpoint);
      whole.save(session, after, 0);
      Path learned = checkpoint.resolve(newest(checkpoint));
      String convolution = "conv1_conv/kernel";
      assertArrayEquals(values(learned, convolution), values(after.resolve(START), convolution));
      assertFalse(
          Arrays.equals(
              values(before.resolve(START), convolution),
              values(after.resolve(START), convolution)));
      String last = "predictions/kernel";
      assertArrayEquals(
          values(before.resolve(START), last), values(after.resolve(START), last), "it is new");
      assertEquals(OUTPUTS, values(learned, "predictions/bias").length);
    }
  }

  /** One step teaches nothing, so what can be read is written by hand. */
  private void assertTheFileOfShownMovements(RunContext run) throws IOException {
    Path shown = folder.resolve("shown.csv");
    Path labelled = folder.resolve("labelled.csv");
    faces().write(labelled);
    var all = new DataSource(labelled, "--data");
    List<String> lines = new ArrayList<>();
    var movements = ShownMovements.of(run.workspace());
    Path fits = run.workspace().folder(Stage.SOURCE).resolve(UnseenMovements.FILE);
    Workspace.writeJson(fits, Map.of("jawOpen", fitOf(0.2)));
    int faces = movements.write(all, GpuChoice.NONE, shown, lines::add);
    assertTrue(
        lines.contains("1 of 22 movements cannot be read, and are left out: jawOpen"),
        lines::toString);
    List<String> rows = Files.readAllLines(shown);
    assertEquals(faces + 1, rows.size());
    assertTrue(rows.get(0).startsWith("path,label,pan,tilt"), rows.get(0));
    assertFalse(rows.get(0).contains("jawOpen"), rows.get(0));
    assertTheExportedModelReadsTheSame(run, all, shown);
    Map<String, MovementFit.Fit> none = new HashMap<>();
    for (FacialMovement movement : FacialMovement.values()) {
      none.put(movement.title(), fitOf(0.2));
    }
    Workspace.writeJson(fits, none);
    String refusal =
        assertThrows(
                UserException.class, () -> movements.write(all, GpuChoice.NONE, shown, line -> {}))
            .getMessage();
    assertTrue(refusal.contains(" (--run) reads no movement: "), refusal);
  }

  private void assertTheExportedModelReadsTheSame(RunContext run, DataSource faces, Path shown)
      throws IOException {
    Path model = folder.resolve("movements.zip");
    Delivery delivery = new Delivery(run.workspace());
    assertTrue(delivery.readsMovements());
    List<String> lines = new ArrayList<>();
    delivery.exportMovements(model, lines::add);
    assertEquals("1 of 22 movements cannot be read, and are left out: jawOpen", lines.get(0));
    Path byModel = folder.resolve("byModel.csv");
    lines.clear();
    ShownMovements.of(model).write(faces, GpuChoice.NONE, byModel, lines::add);
    assertEquals("1 of 22 movements cannot be read, and are left out: jawOpen", lines.get(0));
    List<Csv.Row> expected = Csv.read(shown);
    List<Csv.Row> found = Csv.read(byModel);
    assertEquals(expected.size(), found.size());
    assertEquals(expected.get(0), found.get(0));
    for (int i = 1; i < expected.size(); i++) {
      for (int k = 2; k < expected.get(i).cells().size(); k++) {
        double byRun = number(expected.get(i).cells().get(k));
        double tolerance = k < 4 ? 1 : 0.04; // whole degrees; less than 0.03 is nothing
        assertEquals(
            Math.min(byRun, k < 4 ? 99 : 1), number(found.get(i).cells().get(k)), tolerance);
      }
    }
  }

  private static double number(String cell) {
    return cell.isEmpty() ? 0 : Double.parseDouble(cell);
  }

  private static void assertRefused(Executable asks) {
    String refusal = assertThrows(UserException.class, asks).getMessage();
    assertTrue(refusal.contains(" reads movements (source.learns)"), refusal);
  }

  private static final String START = "step-00000000";

  private static String newest(Path checkpoint) throws IOException {
    String text = Files.readString(checkpoint.resolve("checkpoint"));
    return text.substring(text.indexOf('"') + 1, text.indexOf('"', text.indexOf('"') + 1));
  }

  private static float[] values(Path prefix, String name) {
    try (CheckpointFile file = CheckpointFile.open(prefix)) {
      return file.read(name).floats();
    }
  }

  @Test
  void whatIsReadTooWeakIsShownStrongerAndWhatCannotBeReadNotAtAll() {
    var fit = new MovementFit.Fit(0.6, 0.1, 0.1, 0.8);
    assertEquals(0.5, fit.shown(0.5, false), 1e-9);
    assertEquals(0, fit.shown(0.05, false));
    assertEquals(0, fit.shown(0.12, false), "as good as nothing");
    assertEquals(1.15, fit.shown(2, false));
    assertEquals(-0.5, fit.shown(-0.4, true), 1e-9);
    assertEquals(1, new MovementFit.Fit(0.6, 0.1, 0, 0.1).shown(0.5, false), "at most twice");
    assertEquals(0, new MovementFit.Fit(0.2, 0.1, 0, 1).shown(0.5, false));
    float[] read = new float[OUTPUTS];
    read[List.of(FacialMovement.values()).indexOf(FacialMovement.MOUTH_SMILE)] = 0.5f;
    read[List.of(FacialMovement.values()).indexOf(FacialMovement.PAN)] = 1;
    assertEquals(
        Map.of("mouthSmile_L", 0.5, "mouthSmile_R", 0.5), ShownMovements.mixture(read, Map.of()));
    assertEquals(Map.of(), ShownMovements.mixture(read, Map.of("mouthSmile", fitOf(0.1))));
  }

  private static MovementFit.Fit fitOf(double correlation) {
    return new MovementFit.Fit(correlation, 0, 0, 1);
  }

  @Test
  void noStageFollows() {
    List<Stage> stages = List.of(Stage.SOURCE, Stage.TRANSLATION);
    assertTrue(
        assertThrows(UserException.class, () -> SourceTraining.requireLast(TINY, stages))
            .getMessage()
            .startsWith("source.learns=movements: no stage can follow"));
    SourceTraining.requireLast(TINY, List.of(Stage.SOURCE));
    SourceTraining.requireLast(Config.preset("tiny"), stages);
  }

  @Test
  void movementsCountInUnitsOfTheirDeviation() throws IOException {
    Manifest faces = faces();
    Manifest four = faces.with(faces.samples().subList(0, 4)); // 0, 0.25, 0.5, 0.75
    List<Float> deviations = MovementLesson.of(four).loss().deviations();
    Map<FacialMovement, Float> named = new EnumMap<>(FacialMovement.class);
    for (FacialMovement movement : FacialMovement.values()) {
      named.put(movement, deviations.get(named.size()));
    }
    assertEquals(Math.sqrt(0.078125) + 0.02, named.get(FacialMovement.JAW_OPEN), 1e-6);
    assertEquals(0.02, named.get(FacialMovement.PAN), 1e-6);
  }

  @Test
  void aFitHasCorrelationsAndMedianErrors() throws IOException {
    Manifest faces = faces();
    Manifest four = faces.with(faces.samples().subList(0, 4));
    float[][] read = new float[4][OUTPUTS];
    int jaw = List.of(FacialMovement.values()).indexOf(FacialMovement.JAW_OPEN);
    float[] seen = {0, 0.5f, 0.5f, 1};
    for (int i = 0; i < 4; i++) {
      read[i][jaw] = seen[i];
    }
    MovementFit fit = MovementFit.of(read, four);
    MovementFit.Fit opening = fit.movements().get(FacialMovement.JAW_OPEN);
    // covariance 0.375, squares 0.5 and 0.3125
    assertEquals(0.375 / Math.sqrt(0.5 * 0.3125), opening.correlation(), 1e-6);
    assertEquals(0.125, opening.medianError(), 1e-6); // of 0, 0, 0.25, 0.25
    assertEquals(0, opening.rest());
    // products 0.125, 0.25 and 0.75, squares 0.0625, 0.25 and 0.5625
    assertEquals(1.125 / 0.875, opening.slope(), 1e-6);
    assertEquals(0, fit.movements().get(FacialMovement.PAN).correlation());
    assertEquals(opening.correlation() / OUTPUTS, fit.average(), 1e-6);
    assertTrue(fit.text().contains("median error of pan 0.0 and tilt 0.0 degrees"), fit.text());
    assertTrue(
        Double.isNaN(
            MovementFit.of(new float[0][], faces.with(List.of()))
                .movements()
                .get(FacialMovement.PAN)
                .medianError()));
  }
}
