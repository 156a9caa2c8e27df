package org.cycleat.dataset;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cycleat.UserException;

/**
 * An ordered set of classes. A label's index here is its place in logits, tables and confusion
 * matrices.
 *
 * <p>Whoever asks for expressions still knows the others, contempt among them, so that data with
 * all eight can be read for six: see {@link #leftOut}.
 */
public final class Labels {
  /** The seven expressions in the order of the paper's tables. */
  public static final Labels EXPRESSIONS =
      new Labels(
          List.of(
              new Label("AN", "anger", List.of("angry")),
              new Label("DI", "disgust", List.of("disgusted")),
              new Label("FE", "fear", List.of("fearful", "afraid")),
              new Label("HA", "happiness", List.of("happy", "joy")),
              new Label("NE", "neutral", List.of()),
              new Label("SA", "sadness", List.of("sad")),
              new Label("SU", "surprise", List.of("surprised"))),
          List.of(new Label("CO", "contempt", List.of("contemptuous"))));

  private final List<Label> labels;
  private final List<Label> others;
  private final Map<String, Integer> indexByWord = new HashMap<>();

  /**
   * @param others labels of the same task that were not asked for
   */
  private Labels(List<Label> labels, List<Label> others) {
    if (labels.size() < 2) {
      throw new UserException(
          "one label is no choice (--labels): found '"
              + labels.stream().map(Label::code).collect(Collectors.joining(","))
              + "', expected at least two, as in AN,HA");
    }
    this.labels = List.copyOf(labels);
    this.others = List.copyOf(others);
    for (int i = 0; i < labels.size(); i++) {
      for (String word : labels.get(i).words()) {
        if (indexByWord.put(word, i) != null) {
          throw new UserException(
              "the label '" + word + "' stands twice in the list (--labels): name each once");
        }
      }
    }
  }

  /**
   * Reads a comma-separated list. Known expressions only (code, name or alias, in any case) give
   * that subset in the order of the tables. Any other list keeps its own order: words that mean an
   * expression bring its name and aliases along, the others are labels of their own.
   *
   * @throws UserException on an empty entry, a label named twice, or fewer than two
   */
  public static Labels parse(String list) {
    List<String> words = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    if (words.stream().anyMatch(String::isEmpty)) {
      throw new UserException(
          "an empty label in '" + list + "' (--labels): expected a list such as AN,DI,FE");
    }
    List<Label> known = EXPRESSIONS.known();
    List<Label> asked =
        words.stream()
            .map(
                word ->
                    known.stream()
                        .filter(label -> label.words().contains(Label.folded(word)))
                        .findFirst()
                        .orElse(new Label(word, word, List.of())))
            .toList();
    if (known.containsAll(asked)) {
      if (asked.stream().distinct().count() < asked.size()) {
        throw new UserException(
            "an expression stands twice in '" + list + "' (--labels): name each once");
      }
      asked = known.stream().filter(asked::contains).toList();
    }
    boolean isOtherTask = Collections.disjoint(known, asked);
    List<Label> kept = asked;
    return new Labels(
        asked,
        isOtherTask ? List.of() : known.stream().filter(label -> !kept.contains(label)).toList());
  }

  /** The labels, and those of the same task that were not asked for. */
  private List<Label> known() {
    return Stream.concat(labels.stream(), others.stream()).toList();
  }

  /** Whether a code, name or alias means one of the labels, or one that was not asked for. */
  public boolean isKnown(String text) {
    return indexOf(text).isPresent() || leftOut(text).isPresent();
  }

  /** Whether a text is the code of a label that is known, in any case. */
  boolean isCode(String text) {
    return known().stream().anyMatch(label -> label.code().equalsIgnoreCase(text));
  }

  /** The index of the label that a code, name or alias means, in any case. */
  public OptionalInt indexOf(String text) {
    Integer index = indexByWord.get(Label.folded(text));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The code of a label that is known but was not asked for: its samples are dropped. */
  public Optional<String> leftOut(String text) {
    return others.stream()
        .filter(label -> label.words().contains(Label.folded(text)))
        .map(Label::code)
        .findFirst();
  }

  /** The word of this set that is spelt most like the text. */
  String nearest(String text) {
    return labels.stream()
        .flatMap(label -> label.words().stream())
        .min(Comparator.comparingInt(word -> distance(word, Label.folded(text))))
        .orElseThrow();
  }

  /** What an error says was expected: "AN (anger), DI (disgust)". */
  public String expected() {
    return labels.stream()
        .map(l -> l.code().equals(l.name()) ? l.code() : l.code() + " (" + l.name() + ")")
        .collect(Collectors.joining(", "));
  }

  /** In order. */
  public List<Label> all() {
    return labels;
  }

  public Label get(int index) {
    return labels.get(index);
  }

  public List<String> codes() {
    return labels.stream().map(Label::code).toList();
  }

  public int size() {
    return labels.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that && labels.equals(that.labels) && others.equals(that.others);
  }

  @Override
  public int hashCode() {
    return Objects.hash(labels, others);
  }

  /** The codes as {@link #parse} reads them. */
  @Override
  public String toString() {
    return String.join(",", codes());
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
