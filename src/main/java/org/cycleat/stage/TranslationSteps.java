package org.cycleat.stage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.train.ImagePool;
import org.cycleat.train.TrainingLoop;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/**
 * A training step of the translation: the generators' step, whose fakes go through the pools, then
 * the discriminators' step on what comes out of them.
 */
record TranslationSteps(
    Session session, TranslationGraph net, ImagePool poolW, ImagePool poolS, StepMeasures measures)
    implements TrainingLoop.Step {

  @Override
  public Map<String, Float> run(long step, float learningRate) {
    var now = new StepInputs.Now(step, learningRate);
    Map<String, Float> losses = new LinkedHashMap<>();
    var images =
        new StepInputs.Images(
            List.of(net.faces().xW(), net.fakeW, net.faces().xS(), net.fakeS),
            faces -> losses.putAll(discriminators(faces, now)));
    var runner = session.runner().addTarget(net.generatorStep.target());
    StepInputs drawing = net.stepInputs.through(measures.drawing());
    losses.putAll(drawing.run(runner, now, net.generatorLosses(), images));
    return losses;
  }

  private Map<String, Float> discriminators(List<TFloat32> faces, StepInputs.Now now) {
    try (TFloat32 fakeW = poolW.query(faces.get(1));
        TFloat32 fakeS = poolS.query(faces.get(3))) {
      var runner =
          session
              .runner()
              .addTarget(net.discriminatorStep.target())
              .feed(net.inputs.realW(), faces.get(0))
              .feed(net.inputs.fakeW(), fakeW)
              .feed(net.inputs.realS(), faces.get(2))
              .feed(net.inputs.fakeS(), fakeS);
      StepInputs feeding = net.stepInputs.through(measures.feeding());
      return feeding.run(runner, now, net.discriminatorLosses(), StepInputs.Images.NONE);
    }
  }
}
