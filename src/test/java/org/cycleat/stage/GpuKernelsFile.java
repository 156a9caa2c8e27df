package org.cycleat.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cycleat.nn.Precision;
import org.cycleat.placement.GpuKernels;
import org.cycleat.placement.Step;

/**
 * Lists which operations of the training steps have kernels for GPUs, after one was added that the
 * list does not tell about. It needs TensorFlow's build for GPUs, which loads without a GPU:
 *
 * <pre>
 * ./mvnw -Pgpu -DskipTests test-compile dependency:build-classpath -Dmdep.outputFile=target/gpu.txt
 * java -cp target/test-classes:target/classes:$(cat target/gpu.txt) org.cycleat.stage.GpuKernelsFile \
 *     FOLDER src/test/resources/org/cycleat/placement/gpu-kernels.txt
 * </pre>
 *
 * <p>FOLDER is an empty one for work.
 */
final class GpuKernelsFile {
  /** Of batches that are split over several GPUs, and of what may come. */
  private static final List<String> ALSO =
      List.of(
          "AddN",
          "All",
          "Any",
          "Cast",
          "ConcatV2",
          "FloorMod",
          "Greater",
          "GreaterEqual",
          "IsFinite",
          "Less",
          "LogicalAnd",
          "LogicalNot",
          "LogicalOr",
          "Maximum",
          "Minimum",
          "RealDiv",
          "Select",
          "SelectV2",
          "Split",
          "SplitV",
          "ZerosLike");

  private GpuKernelsFile() {}

  public static void main(String[] args) throws Exception {
    Set<String> ops = new TreeSet<>(ALSO);
    for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT16)) {
      Path folder = Files.createDirectories(Path.of(args[0], precision.name()));
      for (Step step : new TrainingSteps(folder, precision).all()) {
        step.nodes().forEach(node -> ops.add(node.getOp()));
        step.others().forEach(node -> ops.add(node.getOp()));
      }
    }
    GpuKernels.write(Path.of(args[1]), ops);
  }
}
