package org.cycleat.python;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.GradientCheck;
import org.cycleat.TestGraph;
import org.cycleat.loss.AdversarialLoss;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.loss.CrossEntropy;
import org.cycleat.loss.CycleLoss;
import org.cycleat.loss.IdentityLoss;
import org.cycleat.loss.WingLoss;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Every loss and its gradients agree with Python's, written anew from the equations. */
class LossesPythonIT {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @Test
  void agreeWithTheirGradients() throws Exception {
    PythonEnvironment python = PythonEnvironment.get();
    try (TestGraph graph = new TestGraph()) {
      Map<String, WeightArray> tensors = new LinkedHashMap<>();
      cases(graph).forEach((name, loss) -> record(graph, tensors, name, loss));
      Tensors.write(folder.resolve("losses"), tensors);
    }
    System.out.print(python.script("losses.py", folder.resolve("losses"), TOLERANCE));
  }

  /** A loss as a function of inputs. */
  private record Loss(Operand<TFloat32> value, List<Operand<TFloat32>> inputs) {}

  private static void record(
      TestGraph graph, Map<String, WeightArray> tensors, String name, Loss loss) {
    tensors.put(name + "/loss", WeightArray.of(loss.value().shape(), graph.value(loss.value())));
    int next = 0;
    for (Operand<TFloat32> input : loss.inputs()) {
      var gradient = GradientCheck.gradients(graph, loss.value(), input).get(0);
      tensors.put(name + "/input/" + next, WeightArray.of(input.shape(), graph.get(input)));
      tensors.put(name + "/gradient/" + next, WeightArray.of(input.shape(), graph.value(gradient)));
      next++;
    }
  }

  private static Map<String, Loss> cases(TestGraph graph) {
    Ops tf = graph.tf();
    Map<String, Loss> cases = new LinkedHashMap<>();
    var logits = graph.normal(1, 5, 4);
    var labels = graph.labels(3, 0, 1, 1, 2);
    cases.put(
        "cross_entropy", new Loss(CrossEntropy.PLAIN.of(tf, logits, labels), List.of(logits)));
    var weighted = new CrossEntropy(0.1f, List.of(0.5f, 2f, 0f, 1.25f));
    cases.put("cross_entropy_weighted", new Loss(weighted.of(tf, logits, labels), List.of(logits)));
    var real = graph.normal(2, 2, 3, 4, 1);
    var fake = graph.normal(3, 2, 3, 4, 1);
    for (AdversarialLoss loss : AdversarialLoss.values()) {
      String kind = loss == AdversarialLoss.LOG ? "log" : "lsgan";
      cases.put("generator_" + kind, new Loss(loss.generator(tf, fake), List.of(fake)));
      cases.put(
          "discriminator_" + kind,
          new Loss(loss.discriminator(tf, real, fake), List.of(real, fake)));
    }
    var cycled = graph.normal(4, 2, 5, 4, 3);
    var original = graph.normal(5, 2, 5, 4, 3);
    cases.put("cycle", new Loss(CycleLoss.of(tf, cycled, original), List.of(cycled, original)));
    cases.put(
        "identity", new Loss(IdentityLoss.of(tf, cycled, original), List.of(cycled, original)));
    cases.put("attention", attention(graph, AttentionTransfer.PAPER));
    cases.put("attention_power_3", attention(graph, new AttentionTransfer(3, 1e-6f)));
    var errors = graph.normal(6, 3, 7);
    cases.put("wing", new Loss(new WingLoss(0.8f, 0.3f).of(tf, errors), List.of(errors)));
    return cases;
  }

  /**
   * Two pairs of other sizes and numbers of channels; the inputs are the teacher's, then the
   * student's.
   */
  private static Loss attention(TestGraph graph, AttentionTransfer transfer) {
    var teacher = List.of(graph.normal(7, 2, 4, 3, 5), graph.normal(8, 2, 2, 1, 6));
    var student = List.of(graph.normal(9, 2, 4, 3, 2), graph.normal(10, 2, 2, 1, 3));
    List<Operand<TFloat32>> inputs = new ArrayList<>(teacher);
    inputs.addAll(student);
    return new Loss(transfer.of(graph.tf(), teacher, student), inputs);
  }
}
