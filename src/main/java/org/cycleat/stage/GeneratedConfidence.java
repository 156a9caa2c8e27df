package org.cycleat.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Predictions;

/**
 * Leaves generated faces out whose class the run's classifiers doubt: f_S and f_W, or f_S alone
 * where the generators learned without a classifier, or there are none.
 */
record GeneratedConfidence(RunContext run, Generation generation) {
  /** The column with the mean probability of a face's own class. */
  static final String COLUMN = "confidence";

  /**
   * Faces that take part.
   *
   * @param unsure codes of the classes of which no face is sure enough, so that the surest take
   *     part
   */
  record Kept(Manifest faces, List<String> unsure) {}

  /** Those that {@code selection.minConfidence} lets take part; all as they are where it is 0. */
  Manifest sure(Manifest generated) {
    double least = run.config().selection().minConfidence();
    if (least == 0) {
      return generated;
    }
    int fewest = run.config().selection().neighbours();
    Kept kept = kept(generated, ofOwnClass(predictions(generated)), least, fewest);
    run.report().accept(line(generated, kept, least));
    return kept.faces();
  }

  private String line(Manifest generated, Kept kept, double least) {
    String classifiers =
        classifiers().stream().map(Contenders.Contender::name).collect(Collectors.joining(" and "));
    String line =
        String.format(
            Locale.ROOT,
            "selection: %d of %d generated faces take part, whose own class has a probability of %s"
                + " or more by %s",
            kept.faces().size(),
            generated.size(),
            least,
            classifiers);
    return kept.unsure().isEmpty()
        ? line
        : "%s; of %s, where none has that, the surest (%d at most)"
            .formatted(
                line, String.join(", ", kept.unsure()), run.config().selection().neighbours());
  }

  private List<Predictions> predictions(Manifest generated) {
    var judgement = new Judgement(run.workspace(), run.config(), run.report());
    return classifiers().stream()
        .map(classifier -> judgement.judge(run.device(), classifier, generated))
        .toList();
  }

  private List<Contenders.Contender> classifiers() {
    var fS = classifier(Stage.SOURCE, SourceTraining.F_S);
    return generation == Generation.JOINT && generation.isTranslated(run.config())
        ? List.of(fS, classifier(Stage.TRANSLATION, FaceTranslation.F_W))
        : List.of(fS);
  }

  private Contenders.Contender classifier(Stage stage, String name) {
    return new Contenders.Contender(
        name, name, run.networks().source(), run.workspace().network(stage, name));
  }

  /** The mean over classifiers of the probability of each face's own class. */
  static double[] ofOwnClass(List<Predictions> predictions) {
    List<Sample> faces = predictions.get(0).manifest().samples();
    return IntStream.range(0, faces.size())
        .mapToDouble(
            i ->
                predictions.stream()
                    .mapToDouble(by -> by.probabilities().get(i)[faces.get(i).likeliest()])
                    .average()
                    .orElseThrow())
        .toArray();
  }

  /**
   * The faces that are sure enough, in their order, with their confidence in a column.
   *
   * @param confidence of each face
   * @param least confidence that a face needs
   * @param fewest faces that are kept, the surest, of a class of which none is sure enough
   */
  static Kept kept(Manifest faces, double[] confidence, double least, int fewest) {
    boolean[] isKept = new boolean[faces.size()];
    List<String> unsure = new ArrayList<>();
    for (int label = 0; label < faces.labels().size(); label++) {
      int[] members = membersOf(faces, label);
      int[] sure = Arrays.stream(members).filter(i -> confidence[i] >= least).toArray();
      if (sure.length == 0 && members.length > 0) {
        unsure.add(faces.labels().get(label).code());
        sure = surest(members, confidence, fewest);
      }
      Arrays.stream(sure).forEach(i -> isKept[i] = true);
    }
    List<Sample> kept =
        IntStream.range(0, faces.size())
            .filter(i -> isKept[i])
            .mapToObj(i -> faces.samples().get(i).with(COLUMN, text(confidence[i])))
            .toList();
    return new Kept(faces.with(kept), unsure);
  }

  private static int[] membersOf(Manifest faces, int label) {
    return IntStream.range(0, faces.size())
        .filter(i -> faces.samples().get(i).likeliest() == label)
        .toArray();
  }

  private static int[] surest(int[] members, double[] confidence, int most) {
    return Arrays.stream(members)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> confidence[i]).reversed())
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static String text(double confidence) {
    return String.format(Locale.ROOT, "%.4f", confidence);
  }
}
