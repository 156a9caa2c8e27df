package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cycleat.config.TargetConfig;
import org.cycleat.loss.CrossEntropy;

/**
 * The phases of f_T's training on the target domain, one after the other: each starts from the
 * weights that the one before kept, with an optimiser and a learning rate of its own.
 *
 * @param phases the first first
 * @param teacher whose attention f_T is taught in every phase
 * @param start a checkpoint that the first phase starts from
 * @param lastEpoch that the last phase stops after; empty where it goes on to its end
 */
record Curriculum(
    RunContext run,
    List<TargetPhase> phases,
    Optional<ClassifierTask.Teacher> teacher,
    Optional<Path> start,
    OptionalInt lastEpoch) {

  Curriculum upTo(int epoch) {
    return new Curriculum(run, phases, teacher, start, OptionalInt.of(epoch));
  }

  /** Trains the first phase alone, in a folder; gives the others, which start from there. */
  Curriculum afterFirst(Path folder, TargetFaces faces) {
    train(phases.get(0), folder, faces, start);
    List<TargetPhase> others = phases.subList(1, phases.size());
    Path first = folder.resolve(TargetTraining.F_T);
    return new Curriculum(run, others, teacher, Optional.of(first), lastEpoch);
  }

  /**
   * Trains to the end; phases that are complete are skipped. The last one is in {@code home}
   * itself, where f_T is looked for, and the others in folders of their own there.
   */
  void train(Path home, TargetFaces faces) {
    Optional<Path> from = start;
    for (TargetPhase phase : phases) {
      Path folder = isLast(phase) ? home : phase.folderIn(home);
      train(phase, folder, faces, from);
      from = Optional.of(folder.resolve(TargetTraining.F_T));
    }
  }

  private boolean isLast(TargetPhase phase) {
    return phase == phases.get(phases.size() - 1);
  }

  private void train(TargetPhase phase, Path folder, TargetFaces faces, Optional<Path> from) {
    if (run.workspace().isComplete(folder)) {
      return;
    }
    if (phases.size() > 1) {
      run.report().accept("f_T " + phase.description());
    }
    ClassifierTraining.train(run, folder, task(phase, faces, from));
    run.workspace().complete(folder);
  }

  private ClassifierTask task(TargetPhase phase, TargetFaces faces, Optional<Path> from) {
    TargetConfig target = run.config().target();
    int epochs = phase.epochs(target);
    var recipe =
        new ClassifierTask.Recipe(
            epochs,
            target.learningRate(),
            new CrossEntropy((float) target.labelSmoothing(), List.of()));
    boolean isJudged = target.folds() == 0 || isLast(phase); // folds choose for the last one
    var task =
        new ClassifierTask(
                TargetTraining.F_T,
                run.networks().target(),
                faces.of(phase, isJudged),
                run.data().pipeline(run.config().imageSize(), target.batchSize(), target.balance()),
                isLast(phase) ? recipe.upTo(lastEpoch.orElse(epochs)) : recipe)
            .weighing(faces.weights(phase, (float) target.generatedWeight()));
    task = teacher.isPresent() ? task.taughtBy(teacher.get()) : task;
    task = phase.isBesideUnlabelled(target) ? task.learningFrom(unlabelled(faces)) : task;
    return from.isPresent() ? task.startingFrom(from.get()) : task;
  }

  private Unlabelled unlabelled(TargetFaces faces) {
    return new Unlabelled(run.data().all(Domain.WEB), run.config().target(), faces.shares());
  }
}
