package org.cycleat.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.nn.OnCpu;
import org.cycleat.nn.Parameters;
import org.cycleat.train.ImagePool;
import org.cycleat.train.Optimizer;
import org.cycleat.train.OptimizerStep;
import org.cycleat.train.StoredVariable;
import org.cycleat.train.Towers;
import org.cycleat.train.TrainedObjects;
import org.cycleat.train.WeightAverage;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The joint objective as a graph of two steps: one moves the generators, and in stage II f_W with
 * them, the other the discriminators. Both go into the same run.
 */
final class TranslationGraph {

  /**
   * What a step draws.
   *
   * @param xS source faces [N, S, S, 3]
   * @param yS their labels [N]
   * @param xW web faces [N, S, S, 3]
   */
  record Faces(Operand<TFloat32> xS, Operand<TInt32> yS, Operand<TFloat32> xW) {

    /** The towers' parts. */
    List<Faces> split(Ops tf, Towers towers) {
      Ops cpu = OnCpu.of(tf); // where they come from
      var partsOfXS = towers.split(cpu, xS);
      var partsOfYS = towers.split(cpu, yS);
      var partsOfXW = towers.split(cpu, xW);
      return towers
          .numbers()
          .mapToObj(i -> new Faces(partsOfXS.get(i), partsOfYS.get(i), partsOfXW.get(i)))
          .toList();
    }
  }

  /**
   * Which of the two stages it is.
   *
   * @param joint whether L_W is added, as in stage II
   * @param stepsBefore of the stage before, from which the averages of weights go on
   */
  record Part(boolean joint, long stepsBefore) {}

  final Ops tf;
  final TranslationNetworks networks;
  final StepInputs stepInputs;
  private final Towers towers;
  private final List<JointObjective> parts;
  private final Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();
  private final ImagePool poolW;
  private final ImagePool poolS;
  private final List<OptimizerStep> steps = new ArrayList<>();

  TranslationGraph(Graph graph, Networks networks, Towers towers, Faces faces, Part part) {
    this.tf = Ops.create(graph);
    this.networks = TranslationNetworks.make(tf, networks, part.joint());
    this.towers = towers;
    var config = networks.config();
    stepInputs = StepInputs.in(tf);
    List<Faces> shares = faces.split(tf, towers);
    parts =
        towers
            .numbers()
            .mapToObj(
                i -> {
                  var pass = towers.pass(tf, i, stepInputs.step()).in(networks.precision());
                  return new JointObjective(this.networks, config, pass, shares.get(i));
                })
            .toList();
    int kept = config.gan().poolSize();
    poolW = new ImagePool(towers.on(tf, 0), "pool_W", kept, config.seed());
    poolS = new ImagePool(towers.on(tf, 0), "pool_S", kept, config.seed() + 1);
    Optimizer adam = networks.adam(tf, graph);
    OptimizerStep generators =
        adam.minimize(
            "generators",
            ofEach(each -> each.generators),
            this.networks.generating(),
            stepInputs.learningRate(),
            parts.get(0).updates());
    double decay = config.gan().weightAverage();
    steps.add(decay > 0 ? averaging(generators, decay, part.stepsBefore()) : generators);
    steps.add(discriminatorStep(adam));
    if (this.networks.teachesFWApart()) {
      steps.add(webStep(adam));
    }
    for (String name : parts.get(0).terms().keySet()) {
      losses.put(name, towers.mean(tf, ofEach(each -> each.terms().get(name))));
    }
  }

  private OptimizerStep averaging(OptimizerStep generators, double decay, long stepsBefore) {
    var t = tf.math.add(stepInputs.step(), tf.constant(stepsBefore));
    return WeightAverage.after(tf, generators, networks.averages(), decay, t);
  }

  /** Moves f_W alone, which learns from what the averages of the generators make. */
  private OptimizerStep webStep(Optimizer adam) {
    List<Operand<TFloat32>> losses = ofEach(JointObjective::web);
    return adam.minimize(
        FaceTranslation.F_W,
        losses,
        List.of(networks.fW().parameters()),
        stepInputs.learningRate(),
        parts.get(0).updates());
  }

  private OptimizerStep discriminatorStep(Optimizer adam) {
    ImagePool.Mixed mixedW = poolW.mix(fakeW(), stepInputs.step());
    ImagePool.Mixed mixedS = poolS.mix(fakeS(), stepInputs.step());
    var shownW = towers.split(towers.on(tf, 0), mixedW.images());
    var shownS = towers.split(towers.on(tf, 0), mixedS.images());
    List<Operand<TFloat32>> losses =
        towers
            .numbers()
            .<Operand<TFloat32>>mapToObj(
                i -> parts.get(i).discriminators(shownW.get(i), shownS.get(i)))
            .toList();
    List<Op> updates = new ArrayList<>(mixedW.updates());
    updates.addAll(mixedS.updates());
    return adam.minimize(
        "discriminators", losses, networks.discriminating(), stepInputs.learningRate(), updates);
  }

  /** G_SW(x_S) [N, S, S, 3]. */
  Operand<TFloat32> fakeW() {
    return towers.join(tf, ofEach(part -> part.fakeW));
  }

  /** G_WS(x_W) [N, S, S, 3]. */
  Operand<TFloat32> fakeS() {
    return towers.join(tf, ofEach(part -> part.fakeS));
  }

  /** The terms of (8), without their weights, and the discriminators' losses. */
  Map<String, Operand<TFloat32>> losses() {
    return losses;
  }

  /** What one run does. */
  List<OptimizerStep> steps() {
    return List.copyOf(steps);
  }

  /** Gives all that is trained its first values. */
  void initialize(Session session) {
    trained().forEach(network -> network.initialize(session));
    steps().forEach(step -> step.initialize(session));
    poolW.initialize(session);
    poolS.initialize(session);
  }

  /** What a training state keeps. */
  TrainedObjects objects() {
    List<StoredVariable> pools = new ArrayList<>(poolW.stored());
    pools.addAll(poolS.stored());
    return new TrainedObjects(trained(), steps(), pools);
  }

  /** The networks that this graph trains. */
  List<Parameters> trained() {
    return networks.trained();
  }

  private List<Operand<TFloat32>> ofEach(Function<JointObjective, Operand<TFloat32>> value) {
    return parts.stream().map(value).toList();
  }
}
