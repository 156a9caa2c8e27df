package org.cycleat.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cycleat.dataset.Label;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/**
 * What a classifier made of each labelled image of a manifest.
 *
 * @param probabilities of each class, for each sample in the manifest's order; none for an image in
 *     which no face was found
 */
public record Predictions(Manifest manifest, List<float[]> probabilities) {
  /** The same in every judgement, so that a judgement repeats itself. */
  private static final long SEED = 1;

  public Predictions {
    probabilities = List.copyOf(probabilities);
    if (probabilities.size() != manifest.size()) {
      throw new IllegalArgumentException(
          "expected %d predictions, got %d".formatted(manifest.size(), probabilities.size()));
    }
  }

  /** The column of the confusion matrix: the most probable class, or that there is no face. */
  private int predicted(int sample) {
    float[] values = probabilities.get(sample);
    if (values.length == 0) {
      return manifest.labels().size();
    }
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }

  /** The counts over all images. */
  public ConfusionMatrix confusion() {
    ConfusionMatrix all = new ConfusionMatrix(manifest.labels().codes());
    for (int i = 0; i < manifest.size(); i++) {
      all.add(manifest.samples().get(i).label(), predicted(i));
    }
    return all;
  }

  /** The images as faces to draw from. */
  public List<TestFace> faces() {
    return manifest.samples().stream().map(s -> new TestFace(s.label(), s.subject())).toList();
  }

  /** Whether each image was recognised. */
  public boolean[] recognised() {
    boolean[] recognised = new boolean[manifest.size()];
    for (int i = 0; i < recognised.length; i++) {
      recognised[i] = predicted(i) == manifest.samples().get(i).label();
    }
    return recognised;
  }

  /** The same as numbers: 1 for an image that was recognised, else 0. */
  public double[] shares() {
    boolean[] recognised = recognised();
    double[] shares = new double[recognised.length];
    Arrays.setAll(shares, i -> recognised[i] ? 1 : 0);
    return shares;
  }

  /** Draws the faces again. */
  PairedBootstrap bootstrap() {
    return new PairedBootstrap(faces(), SEED);
  }

  /** The mean accuracy over the classes present. */
  Estimate average() {
    return bootstrap().average(shares());
  }

  /**
   * An image that was taken for another class.
   *
   * @param probability of the wrong class, in [0, 1]
   */
  public record Mistake(Sample sample, Label truth, Label predicted, double probability) {}

  /** The images with the most probable wrong classes, the surest first. */
  public List<Mistake> surestErrors(int most) {
    return IntStream.range(0, manifest.size())
        .filter(i -> probabilities.get(i).length > 0)
        .filter(i -> predicted(i) != manifest.samples().get(i).label())
        .mapToObj(this::mistake)
        .sorted(Comparator.comparingDouble(Mistake::probability).reversed())
        .limit(most)
        .toList();
  }

  private Mistake mistake(int i) {
    Sample sample = manifest.samples().get(i);
    int predicted = predicted(i);
    return new Mistake(
        sample,
        manifest.labels().get(sample.label()),
        manifest.labels().get(predicted),
        probabilities.get(i)[predicted]);
  }

  /**
   * The images that agree in some of the manifest's columns, with what was made of them.
   *
   * @return by the columns' values, numbers in their order and before other text
   */
  SortedMap<List<String>, Predictions> by(List<String> columns) {
    SortedMap<List<String>, List<Integer>> parts = new TreeMap<>(Predictions::compareAll);
    for (int i = 0; i < manifest.size(); i++) {
      Sample sample = manifest.samples().get(i);
      List<String> values =
          columns.stream().map(column -> manifest.value(sample, column).strip()).toList();
      parts.computeIfAbsent(values, v -> new ArrayList<>()).add(i);
    }
    SortedMap<List<String>, Predictions> by = new TreeMap<>(parts.comparator());
    parts.forEach((values, part) -> by.put(values, of(part)));
    return by;
  }

  private Predictions of(List<Integer> part) {
    return new Predictions(
        manifest.with(part.stream().map(manifest.samples()::get).toList()),
        part.stream().map(probabilities::get).toList());
  }

  private static int compareAll(List<String> a, List<String> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Numbers by value, then other text; of equal numbers, such as 0 and 0.0, by their text. */
  static int compare(String a, String b) {
    return Comparator.comparingDouble(Predictions::number)
        .thenComparing(Comparator.naturalOrder())
        .compare(a, b);
  }

  /** NaN, which is sorted behind every number, where the text is none. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
