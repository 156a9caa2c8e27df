package org.cycleat.baseline;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.evaluation.ConfusionMatrix;
import org.cycleat.evaluation.Predictions;

/**
 * The paper's table 8: a multi-class support vector machine on features of faces. Its C is chosen
 * by folds of the training faces, which keep a person's faces together, by the mean accuracy over
 * the classes; of equals the smallest. The same faces, features and seed give the same answer.
 *
 * @param seed of the division into folds
 */
public record SvmBaseline(FaceFeatures features, long seed) {
  private static final int FOLDS = 5;

  /** Half a power of ten apart. */
  private static final double[] PRICES = {0.1, 0.3, 1, 3, 10, 30, 100};

  /**
   * What came of it.
   *
   * @param predictions whose probabilities are shares of votes
   * @param c that was chosen
   * @param foldAccuracy the mean over classes that it had on the folds
   * @param folds how many there were: fewer than five where a class has fewer people
   */
  public record Outcome(Predictions predictions, double c, double foldAccuracy, int folds) {}

  /** Features of faces and what they show. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Faces(float[][] features, int[] labels) {
    private Faces in(Standardization scale) {
      return new Faces(scale.of(features), labels);
    }

    private Faces only(int[] members) {
      return new Faces(
          IntStream.of(members).mapToObj(i -> features[i]).toArray(float[][]::new),
          IntStream.of(members).map(i -> labels[i]).toArray());
    }
  }

  /** Standardised features to learn from and to judge. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Task(Faces fit, float[][] judged, int classes) {
    private List<float[]> shares(double c) {
      try (LinearSvm svm = new LinearSvm(fit.features(), fit.labels(), classes, c)) {
        return svm.shares(judged);
      }
    }
  }

  /**
   * Learns from some faces and judges others.
   *
   * @param training labelled
   * @param test labelled, of the same classes
   * @throws UserException where less than two classes, or one person only of a class, can be
   *     learned from
   */
  public Outcome judge(Manifest training, Manifest test) {
    int folds = folds(training);
    Faces faces =
        new Faces(
            features.of(training), training.samples().stream().mapToInt(Sample::label).toArray());
    int classes = training.labels().size();
    double[] reached = accuracies(faces, training, Splits.kFold(training, folds, seed));
    int best = 0;
    for (int i = 1; i < PRICES.length; i++) {
      best = reached[i] > reached[best] ? i : best;
    }
    var scale = new Standardization(faces.features());
    List<float[]> shares =
        new Task(faces.in(scale), scale.of(features.of(test)), classes).shares(PRICES[best]);
    return new Outcome(new Predictions(test, shares), PRICES[best], reached[best], folds);
  }

  /** What each price reaches on the folds, as a mean over classes. */
  private static double[] accuracies(Faces faces, Manifest training, List<Splits.Split> splits) {
    List<ConfusionMatrix> all =
        Arrays.stream(PRICES)
            .mapToObj(c -> new ConfusionMatrix(training.labels().codes()))
            .toList();
    for (Splits.Split split : splits) {
      Set<Sample> held = Collections.newSetFromMap(new IdentityHashMap<>());
      held.addAll(split.validation().samples());
      Faces fit = faces.only(members(training, sample -> !held.contains(sample)));
      Faces judged = faces.only(members(training, held::contains));
      var scale = new Standardization(fit.features());
      Task task = new Task(fit.in(scale), scale.of(judged.features()), training.labels().size());
      for (int i = 0; i < PRICES.length; i++) {
        var predictions = new Predictions(split.validation(), task.shares(PRICES[i]));
        all.get(i).add(predictions.confusion());
      }
    }
    return all.stream().mapToDouble(ConfusionMatrix::average).toArray();
  }

  /** In the manifest's order, as the parts of a split are. */
  private static int[] members(Manifest manifest, Predicate<Sample> condition) {
    return IntStream.range(0, manifest.size())
        .filter(i -> condition.test(manifest.samples().get(i)))
        .toArray();
  }

  /**
   * Makes sure that a machine can learn from some faces.
   *
   * @throws UserException as {@link #judge}
   */
  public static void requireEnough(Manifest training) {
    folds(training);
  }

  /** As many as the class with the fewest people allows. */
  private static int folds(Manifest training) {
    int[] people = new int[training.labels().size()];
    for (int label = 0; label < people.length; label++) {
      int wanted = label;
      List<Sample> faces =
          training.samples().stream().filter(sample -> sample.label() == wanted).toList();
      Set<String> known = new HashSet<>();
      faces.forEach(sample -> known.add(sample.subject()));
      int unknown = (int) faces.stream().filter(sample -> sample.subject().isEmpty()).count();
      known.remove("");
      people[label] = known.size() + unknown;
    }
    int[] present = Arrays.stream(people).filter(count -> count > 0).toArray();
    int least = Arrays.stream(present).min().orElse(0);
    if (present.length < 2 || least < 2) {
      throw new UserException(
          "too few faces to choose the price C of a support vector machine by folds: found %d classes, of one %d people; expected two classes or more, each of two people or more"
              .formatted(present.length, least));
    }
    return Math.min(FOLDS, least);
  }
}
