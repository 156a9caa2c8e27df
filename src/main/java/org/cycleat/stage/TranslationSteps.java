package org.cycleat.stage;

import java.util.Map;
import org.cycleat.train.StepRunner;
import org.cycleat.train.TrainingLoop;
import org.tensorflow.Session;

/**
 * A training step of the translation, in one run: generators and discriminators move at the same
 * time, each by the others' weights as they were before.
 *
 * @param how the run is done
 */
record TranslationSteps(Session session, TranslationGraph net, StepRunner how)
    implements TrainingLoop.Step {

  @Override
  public Map<String, Float> run(long step, float learningRate) {
    var runner = session.runner();
    net.steps().forEach(each -> runner.addTarget(each.target()));
    var now = new StepInputs.Now(step, learningRate);
    return net.stepInputs.through(how).run(runner, now, net.losses());
  }
}
