package org.cycleat.stage;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cycleat.config.Config;
import org.cycleat.nn.Precision;
import org.cycleat.placement.PlacedStep;
import org.cycleat.placement.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.NodeDef;

/** What a training step does on a machine with a GPU, told on one without. */
@EnabledIfEnvironmentVariable(
    named = "TF_ENABLE_ONEDNN_OPTS",
    matches = "0",
    disabledReason =
        "oneDNN's operations stand in for those that a GPU has; the build runs it without")
class StepPlacementTest {
  private static final Config SMALL = TrainingSteps.SMALL;

  /** What is copied to the GPU: the type of the operation that it comes from, and its own type. */
  private static final String IMAGES = "IteratorGetNext float";

  private static final String FACES = "Identity float";

  /** What a classifier is to give for the images of a batch, [N, K]. */
  private static final String TARGETS = "ResourceGather float";

  private static final String LABELS = "IteratorGetNext int32";
  private static final String RATE = "_Arg float";
  private static final String STEP = "_Arg int64";

  /** Of a ResNet-18: one behind each convolution. */
  private static final int RESNET_NORMS = 1 + 16 + 3;

  /** Of the small generators, with 6 blocks, and of a discriminator. */
  private static final int GENERATOR_NORMS = 3 + 2 * 6 + 2;

  private static final int DISCRIMINATOR_NORMS = 3;

  /** All that a step may leave on the CPU, wherever there is a kernel for GPUs. */
  private static final Set<String> ON_CPU =
      Set.of(
          // what is fed and fetched
          Step.FED,
          Step.FETCHED,
          // the batches, which tf.data has ready
          "IteratorV2",
          "IteratorGetNext",
          "Identity",
          // what is to be learned of their images: a table beside them
          "VarHandleOp",
          "ResourceGather",
          // how long they were waited for: given - asked
          "Timestamp",
          "Sub",
          // what kernels of GPUs read in the host's memory: borders, and seeds, [2] of a number and
          // the step
          "Const",
          "Pack");

  @TempDir private Path folder;
  private TrainingSteps steps;

  @BeforeEach
  void steps() throws IOException {
    steps = new TrainingSteps(folder, Precision.FLOAT32);
  }

  @Test
  void aClassifier() {
    Step step = steps.classifier(SMALL);
    assertNorms(step, RESNET_NORMS, RESNET_NORMS);
    assertEquals(0, step.nodes("Rsqrt").size(), "norms made of parts");
    assertRunsOnGpu(step, List.of(IMAGES, TARGETS, RATE), 1);
  }

  @Test
  void aClassifierWithDropout() {
    Step step = steps.classifier(SMALL.with("source.model=vgg16", "target.model=vgg16"));
    assertNorms(step, 0, 0);
    assertRunsOnGpu(step, List.of(IMAGES, TARGETS, RATE), 1);
  }

  @Test
  void aClassifierWithATeacher() {
    Step step = steps.taughtClassifier(SMALL);
    assertNorms(step, 2 * RESNET_NORMS, RESNET_NORMS);
    assertEquals(2 * 4, step.nodes("Rsqrt").size(), "norms of four groups' attention maps alone");
    assertIsAppliedOnce(step, "teacher_f/");
    assertRunsOnGpu(step, List.of(IMAGES, TARGETS, RATE), 2);
  }

  @Test
  void aClassifierInHalfPrecision() throws IOException {
    Step step =
        new TrainingSteps(folder.resolve("half"), Precision.FLOAT16).taughtClassifier(SMALL);
    assertNorms(step, 2 * RESNET_NORMS, RESNET_NORMS);
    assertRunsOnGpu(step, List.of(IMAGES, TARGETS, RATE), 2);
  }

  @Test
  void translationOfStageOneOnBatchesOfTwoWithEveryOption() {
    Step step = steps.translation(TrainingSteps.EVERY_OPTION, false);
    // A generator makes fake, cycle and identity. A discriminator sees the fake in the generators'
    // loss, and a real face and one of the pool in its own. Each image has its own norm.
    int norms = 2 * (2 * (3 * GENERATOR_NORMS + 3 * DISCRIMINATOR_NORMS));
    assertNorms(step, norms, norms);
    assertEquals(0, step.nodes("Rsqrt").size(), "norms made of parts");
    assertRunsOnGpu(step, List.of(STEP, RATE, FACES, FACES), 6);
  }

  @Test
  void translationInBfloat16() throws IOException {
    Step step =
        new TrainingSteps(folder.resolve("half"), Precision.BFLOAT16)
            .translation(TrainingSteps.EVERY_OPTION, false);
    assertRunsOnGpu(step, List.of(STEP, RATE, FACES, FACES), 6);
  }

  @Test
  void translationOfStageTwo() {
    Step step = steps.translation(SMALL, true);
    int norms = 2 * (2 * GENERATOR_NORMS + 3 * DISCRIMINATOR_NORMS);
    assertNorms(step, norms + 2 * RESNET_NORMS, norms + RESNET_NORMS);
    assertEquals(2 * 4, step.nodes("Rsqrt").size(), "norms of four groups' attention maps alone");
    assertIsAppliedOnce(step, "f_S/");
    assertRunsOnGpu(step, List.of(STEP, RATE, LABELS, FACES, FACES), 7);
  }

  /** f_W has a pass and a step of its own, for what the kept generator makes of the same faces. */
  @Test
  void translationOfStageTwoWithAverages() {
    Step step = steps.translation(SMALL.with("gan.weightAverage=0.99"), true);
    int norms = 2 * (2 * GENERATOR_NORMS + 3 * DISCRIMINATOR_NORMS);
    assertNorms(step, norms + GENERATOR_NORMS + 3 * RESNET_NORMS, norms + 2 * RESNET_NORMS);
    assertIsAppliedOnce(step, "f_S/");
    assertRunsOnGpu(step, List.of(STEP, RATE, LABELS, FACES, FACES), 9);
  }

  /**
   * Nothing but images, labels and two numbers goes to the GPU, nothing but losses comes back.
   *
   * @param given what is copied to the GPU
   * @param losses how many scalars are fetched besides the times that batches were waited for
   */
  private static void assertRunsOnGpu(Step step, List<String> given, int losses) {
    PlacedStep placed = new PlacedStep(step);
    Set<String> onCpu = placed.onCpu().stream().map(NodeDef::getOp).collect(toSet());
    onCpu.removeAll(ON_CPU);
    assertEquals(Set.of(), onCpu, "on the CPU without a reason");
    List<String> toGpu =
        placed.toGpu().stream().map(copy -> copy.op() + " " + copy.type()).sorted().toList();
    assertEquals(given.stream().sorted().toList(), toGpu, () -> placed.toGpu().toString());
    Set<String> toHost = placed.toHost().stream().map(PlacedStep.Copy::tensor).collect(toSet());
    assertEquals(losses, toHost.size(), toHost::toString);
    assertTrue(step.fetched().containsAll(toHost), toHost::toString);
    assertEquals(Set.of(), placed.waiting(), "what on the CPU waits for the GPU");
  }

  /** One fused operation for each norm that is applied, and one for each gradient. */
  private static void assertNorms(Step step, int applied, int differentiated) {
    assertEquals(applied, step.nodes("FusedBatchNormV3").size(), "norms");
    assertEquals(differentiated, step.nodes("FusedBatchNormGradV3").size(), "gradients of norms");
  }

  /** Each variable of the network has one use: a second pass, or a gradient, would be another. */
  private static void assertIsAppliedOnce(Step step, String network) {
    List<NodeDef> reads =
        step.nodes("ReadVariableOp").stream().filter(n -> n.getName().startsWith(network)).toList();
    assertTrue(reads.size() > 2 * RESNET_NORMS, () -> "only " + reads);
    for (NodeDef read : reads) {
      long uses =
          step.nodes().stream().filter(n -> n.getInputList().contains(read.getName())).count();
      assertEquals(1, uses, () -> "uses of " + read.getName());
    }
  }
}
