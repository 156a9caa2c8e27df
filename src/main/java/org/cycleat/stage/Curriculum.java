package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.config.TargetConfig;
import org.cycleat.loss.CrossEntropy;

/**
 * The phases of f_T's training on the target domain, one after the other: each starts from the
 * weights that the one before kept, with an optimiser and a learning rate of its own.
 *
 * @param phases the first first
 * @param teacher whose attention f_T is taught in every phase
 */
record Curriculum(
    RunContext run, List<TargetPhase> phases, Optional<ClassifierTask.Teacher> teacher) {

  /**
   * Trains to the end; phases that are complete are skipped. The last one is in {@code home}
   * itself, where f_T is looked for, and the others in folders of their own there.
   *
   * @param pretrained a checkpoint to start from
   */
  void train(Path home, TargetFaces faces, Optional<Path> pretrained) {
    Optional<Path> start = pretrained;
    for (int i = 0; i < phases.size(); i++) {
      boolean isLast = i == phases.size() - 1;
      Path folder = isLast ? home : phases.get(i).folderIn(home);
      train(phases.get(i), folder, faces, start);
      start = Optional.of(folder.resolve(TargetTraining.F_T));
    }
  }

  private void train(TargetPhase phase, Path folder, TargetFaces faces, Optional<Path> start) {
    if (run.workspace().isComplete(folder)) {
      return;
    }
    if (phases.size() > 1) {
      run.report()
          .accept(
              "f_T %s, phase %d of %d"
                  .formatted(phase.description(), phases.indexOf(phase) + 1, phases.size()));
    }
    ClassifierTraining.train(run, folder, task(phase, faces, start));
    run.workspace().complete(folder);
  }

  private ClassifierTask task(TargetPhase phase, TargetFaces faces, Optional<Path> start) {
    TargetConfig target = run.config().target();
    var task =
        new ClassifierTask(
                TargetTraining.F_T,
                run.networks().target(),
                faces.of(phase),
                run.data().pipeline(run.config().imageSize(), target.batchSize(), target.balance()),
                new ClassifierTask.Recipe(
                    phase.epochs(target),
                    target.learningRate(),
                    new CrossEntropy((float) target.labelSmoothing(), List.of())))
            .weighing(faces.weights(phase, (float) target.generatedWeight()));
    task = teacher.isPresent() ? task.taughtBy(teacher.get()) : task;
    return start.isPresent() ? task.startingFrom(start.get()) : task;
  }
}
