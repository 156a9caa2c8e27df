package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cycleat.evaluation.LearningCurves;
import org.cycleat.train.Metrics;

/** The learning curves of every stage that has begun, for the report. */
record RunCurves(Workspace workspace) {
  /** Losses of one scale in one chart. */
  private record Group(String title, List<String> columns) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group("losses", List.of("entropy", "attention", "unlabelled")),
          new Group("share of unlabelled faces that the teacher is sure of", List.of("confident")),
          new Group(
              "adversarial losses (4), (5)", List.of("L_GAN_SW", "L_GAN_WS", "L_D_W", "L_D_S")),
          new Group("pixel consistency (6)", List.of("L_cyc", "L_identity")),
          new Group("expression (7)", List.of("L_W_entropy", "L_W_attention")),
          new Group(
              "expression (7) in what f_W learns from",
              List.of("L_W_average_entropy", "L_W_average_attention")),
          new Group("accuracy on the validation part", List.of(ClassLesson.ACCURACY)),
          new Group("error of the movements", List.of(MovementLesson.ERROR)),
          new Group("correlation on the validation part", List.of(MovementLesson.CORRELATION)));

  /** An HTML figure each, in the order of the stages. */
  List<String> charts() throws IOException {
    List<String> charts = new ArrayList<>();
    Path translation = workspace.folder(Stage.TRANSLATION);
    add(charts, "f_S", workspace.folder(Stage.SOURCE));
    add(charts, "Translation I", translation.resolve("stage1"));
    add(charts, "Translation II", translation);
    add(charts, "Translation II without f_W", Generation.SEPARATE.translation(workspace));
    add(charts, "AlexNet for the selection", FaceSelection.alexNetFolder(workspace));
    add(charts, "f_T on the source images", TargetTraining.pretraining(workspace));
    for (TargetTraining.Method method : TargetTraining.Method.values()) {
      String name = "f_T, " + method.title();
      Path home = method.folderIn(workspace);
      for (TargetPhase phase : TargetPhase.values()) {
        Path first = FoldChoice.in(home).map(c -> TargetFolds.placeOf(home, c.beta())).orElse(home);
        boolean isShared = phase == TargetPhase.GENERATED;
        add(charts, name + " " + phase.description(), phase.folderIn(isShared ? first : home));
      }
      add(charts, name, home);
    }
    return charts;
  }

  private static void add(List<String> charts, String name, Path folder) throws IOException {
    for (String file : List.of(Metrics.FILE_NAME, BestEpoch.FILE_NAME)) {
      Path csv = folder.resolve(file);
      if (!Files.exists(csv)) {
        continue;
      }
      LearningCurves curves = LearningCurves.read(csv);
      for (Group group : GROUPS) {
        List<String> columns = group.columns().stream().filter(curves.columns()::contains).toList();
        if (!columns.isEmpty() && !curves.isEmpty()) {
          charts.add(curves.figure(name + ": " + group.title(), columns));
        }
      }
    }
  }
}
