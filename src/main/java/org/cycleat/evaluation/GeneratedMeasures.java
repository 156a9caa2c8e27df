package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is measured of generated faces: how near they are to real ones, and how many keep the label
 * of the face that they were made from.
 *
 * @param features of which network, and which; the distances mean nothing beside those of other
 *     features, such as Inception's of published figures
 * @param judge the classifier that read the labels
 */
public record GeneratedMeasures(
    String features, List<Distance> distances, String judge, List<Consistency> consistencies) {

  /**
   * Between two sets of faces.
   *
   * @param images of each set
   */
  public record Distance(
      String faces, String to, int images, double frechet, KernelDistance kernel) {

    /**
     * Measures it, with all features divided by one number, so that the mean square of the second
     * set's is 1: the kernel is made for such features, and those of a network have any scale.
     *
     * @param first [N][D]
     * @param second [N][D]: as many, since the Frechet distance hangs on the number
     * @param blockSize of the kernel distance
     */
    public static Distance between(
        String faces, float[][] first, String to, float[][] second, int blockSize) {
      if (first.length != second.length) {
        throw new IllegalArgumentException(
            "%s: expected %d images, got %d".formatted(faces, second.length, first.length));
      }
      double scale = scale(second);
      float[][] a = scaled(first, scale);
      float[][] b = scaled(second, scale);
      return new Distance(
          faces,
          to,
          first.length,
          FrechetDistance.between(a, b),
          KernelDistance.between(a, b, blockSize, 0));
    }

    /** 1 for features that are all zero. */
    private static double scale(float[][] rows) {
      double squares = 0;
      for (float[] row : rows) {
        for (float value : row) {
          squares += (double) value * value;
        }
      }
      return squares > 0 ? Math.sqrt((double) rows.length * rows[0].length / squares) : 1;
    }

    private static float[][] scaled(float[][] rows, double by) {
      float[][] scaled = new float[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        scaled[i] = rows[i].clone();
        for (int f = 0; f < scaled[i].length; f++) {
          scaled[i][f] *= (float) by;
        }
      }
      return scaled;
    }
  }

  /**
   * How many faces a classifier reads as what they should show.
   *
   * @param mean over the classes, in [0, 1]
   * @param accuracy over the images, in [0, 1]
   */
  public record Consistency(String faces, long images, double mean, double accuracy) {

    /** Of faces with the labels that they should show. */
    public static Consistency of(String faces, ConfusionMatrix confusion) {
      return new Consistency(faces, confusion.count(), confusion.average(), confusion.accuracy());
    }
  }

  /** For a terminal: each table below its title. */
  public String text() {
    return tables().stream()
        .map(table -> table.title() + "\n" + TextTable.of(table.rows()))
        .collect(Collectors.joining("\n"));
  }

  List<Breakdown.Table> tables() {
    List<Breakdown.Table> tables = new ArrayList<>();
    distances.stream()
        .map(Distance::to)
        .distinct()
        .forEach(to -> tables.add(new Breakdown.Table(distanceTitle(to), distanceRows(to))));
    if (!consistencies.isEmpty()) {
      tables.add(new Breakdown.Table("Labels, as read by " + judge, consistencyRows()));
    }
    return tables;
  }

  private String distanceTitle(String to) {
    return "Distance to the %s, by features of our own: %s".formatted(to, features);
  }

  private List<List<String>> distanceRows(String to) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("faces", "images of each", "Frechet", "kernel", "standard error"));
    for (Distance distance : distances) {
      if (distance.to().equals(to)) {
        rows.add(
            List.of(
                distance.faces(),
                Integer.toString(distance.images()),
                number(distance.frechet()),
                number(distance.kernel().value()),
                number(distance.kernel().standardError())));
      }
    }
    return rows;
  }

  private List<List<String>> consistencyRows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("faces", "images", "mean over classes", "of all images"));
    for (Consistency consistency : consistencies) {
      rows.add(
          List.of(
              consistency.faces(),
              Long.toString(consistency.images()),
              ResultTable.percent(consistency.mean()),
              ResultTable.percent(consistency.accuracy())));
    }
    return rows;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
