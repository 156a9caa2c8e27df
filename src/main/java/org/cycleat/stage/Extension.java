package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.Config;

/**
 * More epochs or steps for a run: its trainings go on from their states at the new schedule's
 * rates, and the stages that started from their results begin anew.
 */
public final class Extension {

  /**
   * The keys that say how long a training is, and what hangs on them; paths in the run's folder.
   */
  private enum Length {
    SOURCE(
        "source.epochs",
        List.of("source"),
        List.of("translation", "generated", "selection", "target", "baselines")),
    STAGE_1(
        "gan.stage1Steps",
        List.of("translation/stage1", "baselines"),
        List.of(
            "translation",
            "generated",
            "selection",
            "target",
            "baselines/att-gen/translation",
            "baselines/att-gen/generated",
            "baselines/att-gen/selection",
            "baselines/att-gen/target")),
    STAGE_2(
        "gan.stage2Steps",
        List.of("translation", "baselines/att-gen/translation", "baselines"),
        List.of(
            "generated",
            "selection",
            "target",
            "baselines/att-gen/generated",
            "baselines/att-gen/selection",
            "baselines/att-gen/target")),
    SELECTION(
        "selection.epochs",
        List.of("selection/alexnet", "selection", "baselines/att-gen/selection", "baselines"),
        List.of("target", "baselines/att-gen/target")),
    PRETRAINING(
        "target.pretrainEpochs",
        List.of("pretraining", "baselines"),
        List.of(
            "target", "baselines/fine-tune", "baselines/attention", "baselines/att-gen/target")),
    GENERATED_PHASE(TargetPhase.GENERATED),
    MIXTURE_PHASE(TargetPhase.MIXTURE),
    REAL_PHASE(TargetPhase.REAL);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> goOn;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> anew;

    /** Where the length is one of f_T's: what hangs on it depends on its other phases. */
    private final Optional<TargetPhase> phase;

    Length(TargetPhase phase) {
      this.key = phase.key();
      this.goOn = List.of("baselines");
      this.anew = List.of();
      this.phase = Optional.of(phase);
    }

    Length(String key, List<String> goOn, List<String> anew) {
      this.key = key;
      this.goOn = goOn;
      this.anew = anew;
      this.phase = Optional.empty();
    }

    static Optional<Length> of(String key) {
      return Arrays.stream(values()).filter(length -> length.key.equals(key)).findFirst();
    }
  }

  private final Workspace workspace;
  private final Config wanted;
  private final Set<String> goOn = new LinkedHashSet<>();
  private final Set<String> anew = new LinkedHashSet<>();

  private Extension(Workspace workspace, Config wanted) {
    this.workspace = workspace;
    this.wanted = wanted;
  }

  /** Whether all that differs is that trainings are longer. */
  static boolean isPossible(List<Config.Difference> differences) {
    return differences.stream()
        .allMatch(difference -> Length.of(difference.key()).isPresent() && !isShorter(difference));
  }

  private static boolean isShorter(Config.Difference difference) {
    return Integer.parseInt(difference.there()) < Integer.parseInt(difference.here());
  }

  /**
   * What it takes to train a run with another configuration; nothing is changed yet.
   *
   * @throws UserException where more than lengths differ, one is shorter, or a state is gone
   */
  static Extension of(Workspace workspace, Config wanted) {
    if (workspace.borrows()) {
      throw new UserException(
          "%s takes results from other runs, which --extend would not make longer: train a new --run"
              .formatted(workspace.root()));
    }
    Extension extension = new Extension(workspace, wanted);
    workspace.config().differences(wanted).forEach(extension::take);
    extension.requireStates();
    return extension;
  }

  /**
   * Makes the run ready.
   *
   * @param report told in a line what begins anew
   */
  void apply(Consumer<String> report) {
    if (goOn.isEmpty()) {
      return;
    }
    putAside(report);
    goOn.forEach(folder -> workspace.reopen(workspace.root().resolve(folder)));
    workspace.write(wanted);
  }

  private void take(Config.Difference difference) {
    String said = difference.between("in the run", "in this command");
    Length length =
        Length.of(difference.key())
            .orElseThrow(
                () ->
                    new UserException(
                        "--extend makes trainings longer and changes nothing else (%s): expected one of %s"
                            .formatted(
                                said,
                                Arrays.stream(Length.values())
                                    .map(each -> each.key)
                                    .collect(Collectors.joining(", ")))));
    if (isShorter(difference)) {
      throw new UserException(
          "--extend cannot make a training shorter (%s): give more than the run has"
              .formatted(said));
    }
    goOn.addAll(length.goOn);
    anew.addAll(length.anew);
    length.phase.ifPresent(
        phase -> Arrays.stream(TargetTraining.Method.values()).forEach(m -> take(phase, m)));
  }

  /**
   * The phase goes on, those after it begin anew; all do where another one is the last now, or
   * where folds choose, which may choose otherwise.
   */
  private void take(TargetPhase phase, TargetTraining.Method method) {
    List<TargetPhase> before = TargetPhase.of(method, workspace.config().target());
    List<TargetPhase> now = TargetPhase.of(method, wanted.target());
    if (before.isEmpty() || !now.contains(phase)) {
      return;
    }
    boolean isAlike = last(before) == last(now) && wanted.target().folds() == 0;
    if (isAlike && phase == last(now)) {
      goOn.add(method.folder());
      return;
    }
    anew.add(method.folder());
    for (TargetPhase other : isAlike ? now.subList(0, now.size() - 1) : List.<TargetPhase>of()) {
      String folder = other.folderIn(Path.of(method.folder())).toString();
      (other.compareTo(phase) <= 0 ? goOn : anew).add(folder);
    }
  }

  private static TargetPhase last(List<TargetPhase> phases) {
    return phases.get(phases.size() - 1);
  }

  /** What begins anew needs no state, unless it lies inside and goes on itself. */
  private void requireStates() {
    goOn.removeAll(anew);
    for (String folder : goOn) {
      Path state = workspace.root().resolve(folder).resolve("state");
      boolean isTrained = workspace.isComplete(state.getParent()) && isTraining(folder);
      if (isTrained && !hasState(state)) {
        throw new UserException(
            "no training state in %s: it was deleted, so this stage cannot go on; train a new --run"
                .formatted(state));
      }
    }
  }

  /** The others only gather what trainings inside them made. */
  private static boolean isTraining(String folder) {
    return !folder.endsWith("selection") && !folder.equals("baselines");
  }

  private static boolean hasState(Path state) {
    try (Stream<Path> inside = Files.list(state)) {
      return inside.anyMatch(step -> step.getFileName().toString().startsWith("step-"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Results that no longer fit are kept, so that nothing that took days is lost. */
  private void putAside(Consumer<String> report) {
    List<String> there =
        anew.stream().filter(folder -> Files.exists(workspace.root().resolve(folder))).toList();
    if (there.isEmpty()) {
      return;
    }
    Path aside = workspace.root().resolve("before-1");
    for (int i = 2; Files.exists(aside); i++) {
      aside = workspace.root().resolve("before-" + i);
    }
    List<String> moved = new ArrayList<>();
    try {
      Files.createDirectories(aside);
      for (String folder : there) {
        if (move(folder, workspace.root(), aside)) {
          moved.add(folder);
        }
      }
      for (String folder : goOn) { // which may lie inside
        move(folder, aside, workspace.root());
      }
    } catch (IOException e) {
      throw new UserException(
          "cannot move %s to %s: %s".formatted(there, aside, e.getMessage()), e);
    }
    report.accept(
        "extend: %s will be made anew; what was there lies in %s now"
            .formatted(String.join(", ", moved), aside));
  }

  /** Does nothing where the folder is not there, as it went with the one that it lies in. */
  private static boolean move(String folder, Path from, Path to) throws IOException {
    if (!Files.exists(from.resolve(folder)) || Files.exists(to.resolve(folder))) {
      return false;
    }
    Files.createDirectories(to.resolve(folder).getParent());
    Files.move(from.resolve(folder), to.resolve(folder));
    return true;
  }
}
