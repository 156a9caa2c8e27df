package org.cycleat.baseline;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_ml.ROW_SAMPLE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.TermCriteria;
import org.bytedeco.opencv.opencv_ml.SVM;

/**
 * A multi-class linear support vector machine: a machine for each pair of classes, whose votes are
 * counted, as LIBSVM and OpenCV's own multi-class machine do. Those two give only the class of a
 * face, or probabilities that hang on random folds; here each pair's distance is kept, so every
 * class gets a share.
 */
final class LinearSvm implements AutoCloseable {
  /** OpenCV's own limit of 1000 ends long before the solution; the tolerance is LIBSVM's. */
  private static final int MOST_ITERATIONS = 1_000_000;

  private static final double TOLERANCE = 1e-3;

  /** Decides between two classes: above 0 for the first. */
  private record Pair(int first, int second, SVM machine) {}

  private final int classes;
  private final List<Pair> pairs;

  /**
   * @param features [N][D]
   * @param labels [N], below {@code classes}; a class without a face gets no votes
   * @param c the price of a face on the wrong side of its margin
   */
  LinearSvm(float[][] features, int[] labels, int classes, double c) {
    this.classes = classes;
    List<int[]> wanted = new ArrayList<>();
    for (int a = 0; a < classes; a++) {
      for (int b = a + 1; b < classes; b++) {
        if (has(labels, a) && has(labels, b)) {
          wanted.add(new int[] {a, b});
        }
      }
    }
    pairs =
        wanted.parallelStream()
            .map(p -> new Pair(p[0], p[1], train(features, labels, p, c)))
            .toList();
  }

  private static boolean has(int[] labels, int wanted) {
    return IntStream.of(labels).anyMatch(label -> label == wanted);
  }

  private static SVM train(float[][] features, int[] labels, int[] pair, double c) {
    int[] members =
        IntStream.range(0, labels.length)
            .filter(i -> labels[i] == pair[0] || labels[i] == pair[1])
            .toArray();
    float[][] rows = IntStream.of(members).mapToObj(i -> features[i]).toArray(float[][]::new);
    SVM svm = SVM.create();
    svm.setType(SVM.C_SVC);
    svm.setKernel(SVM.LINEAR);
    svm.setC(c);
    try (Mat samples = matrix(rows);
        Mat sides = new Mat(members.length, 1, CV_32S);
        IntIndexer side = sides.createIndexer();
        var limits =
            new TermCriteria(
                TermCriteria.MAX_ITER + TermCriteria.EPS, MOST_ITERATIONS, TOLERANCE)) {
      for (int i = 0; i < members.length; i++) {
        side.put(i, 0, labels[members[i]] == pair[0] ? 0 : 1);
      }
      svm.setTermCriteria(limits);
      svm.train(samples, ROW_SAMPLE, sides);
    }
    return svm;
  }

  /**
   * The share of each class in the votes. Of classes with equal votes the one whose distances to
   * the others sum up to more has the larger share: they count a third of a vote at most.
   *
   * @param features [N][D]
   * @return [N][K], each row sums up to 1; shares order the classes but are no calibrated
   *     probabilities
   */
  List<float[]> shares(float[][] features) {
    double[][] votes = new double[features.length][classes];
    double[][] distances = new double[features.length][classes];
    try (Mat samples = matrix(features);
        Mat decisions = new Mat()) {
      for (Pair pair : pairs) {
        pair.machine().predict(samples, decisions, SVM.RAW_OUTPUT);
        try (FloatIndexer decision = decisions.createIndexer()) {
          for (int i = 0; i < features.length; i++) {
            float value = decision.get(i, 0);
            votes[i][value > 0 ? pair.first() : pair.second()]++;
            distances[i][pair.first()] += value;
            distances[i][pair.second()] -= value;
          }
        }
      }
    }
    return IntStream.range(0, features.length)
        .mapToObj(i -> shares(votes[i], distances[i]))
        .toList();
  }

  private static float[] shares(double[] votes, double[] distances) {
    double[] scores = new double[votes.length];
    double sum = 0;
    for (int k = 0; k < votes.length; k++) {
      double distance = distances[k];
      scores[k] = votes[k] + (1 + distance / (1 + Math.abs(distance))) / 6; // in (0, 1/3)
      sum += scores[k];
    }
    float[] shares = new float[votes.length];
    for (int k = 0; k < votes.length; k++) {
      shares[k] = (float) (scores[k] / sum);
    }
    return shares;
  }

  private static Mat matrix(float[][] rows) {
    Mat matrix = new Mat(rows.length, rows[0].length, CV_32F);
    try (FloatIndexer values = matrix.createIndexer()) {
      for (int i = 0; i < rows.length; i++) {
        values.put(i, 0, rows[i]);
      }
    }
    return matrix;
  }

  @Override
  public void close() {
    pairs.forEach(pair -> pair.machine().close());
  }
}
