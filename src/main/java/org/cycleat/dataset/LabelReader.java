package org.cycleat.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.UserException;

/**
 * The one reading of a data set's labels, whatever it is read for: each is asked for, left out and
 * counted, or unknown, which is a mistake.
 */
final class LabelReader {
  /** Why a sample is left out that has no label. */
  static final String NO_LABEL = "no label";

  static final String LABELLED_DATA =
      "labelled data: class folders such as Angry/, or a manifest.csv";

  private final DataSource source;
  private final FaceDataSet layout;
  private final Labels labels;
  private final Use use;
  private final DistributionColumns distributions;
  private final int votes;
  private final Map<String, Integer> dropped = new LinkedHashMap<>();

  LabelReader(DataSource source, FaceDataSet layout, Contents contents, Labels labels, Use use) {
    this.source = source;
    this.layout = layout;
    this.labels = labels;
    this.use = use;
    distributions = new DistributionColumns(contents.columns(), labels);
    votes = contents.columns().indexOf(FerPlus.COLUMN);
  }

  /**
   * Whether an entry belongs to what is read.
   *
   * @throws UserException if its label is unknown, or missing where it needs one
   */
  boolean takes(Entry entry) {
    if (use == Use.UNLABELLED) {
      return true;
    }
    String label = entry.facts().label();
    if (label.isEmpty()) {
      return takesWithoutLabel(entry);
    }
    if (labels.indexOf(label).isPresent()) {
      return true;
    }
    drop(labels.leftOut(label).orElseThrow(() -> unknown(label, entry)));
    return false;
  }

  private boolean takesWithoutLabel(Entry entry) {
    boolean isUndecided = isUndecided(entry);
    boolean isDistributed =
        use == Use.DISTRIBUTED && !distributions.read(entry, source.option()).isEmpty();
    if (use == Use.ANY || isDistributed) {
      return true;
    }
    if (layout.isStrict() && !isUndecided) {
      requireNone(entry);
    }
    drop(NO_LABEL);
    return false;
  }

  /** Whether people have voted on its label, but not decided. */
  private boolean isUndecided(Entry entry) {
    List<String> further = entry.facts().further();
    String cell = votes < 0 || further.isEmpty() ? "" : further.get(votes);
    if (!cell.isBlank() && !FerPlus.areVotes(cell)) {
      throw new UserException(
          "the votes '%s' %s (%s): expected ten counts, such as 0 6 0 0 1 0 0 0 3 0"
              .formatted(cell, entry.place(), source.option()));
    }
    return !cell.isBlank();
  }

  /** Makes sure that an image rightly has no label. */
  private void requireNone(Entry entry) {
    boolean isListed = !entry.place().isEmpty();
    String folder = isListed ? "" : ClassFolders.classOf(entry.path());
    if (!folder.isEmpty()) {
      throw unknown(folder, entry);
    }
    if (!entry.facts().split().equals("test")) { // publishers keep those of test parts
      throw isListed
          ? new UserException(
              "no label %s (%s): expected one of %s"
                  .formatted(entry.place(), source.option(), labels.expected()))
          : source.error(
              "the image %s outside a class folder".formatted(entry.path()), LABELLED_DATA);
    }
  }

  private UserException unknown(String label, Entry entry) {
    String place =
        entry.place().isEmpty()
            ? "in the folder " + source.where().resolve(entry.path()).getParent()
            : entry.place();
    String where = "%s (%s)".formatted(place, source.option());
    Optional<Numbering> numbering = Numbering.of(layout.name());
    if (Numbering.isNumber(label) && numbering.isPresent()) {
      return new UserException(
          "unknown label '%s' %s: %s has %s; correct it, or name another data set with %s"
              .formatted(
                  label,
                  where,
                  numbering.get().title(),
                  numbering.get().range(),
                  source.layoutOption()));
    }
    if (Numbering.isNumber(label) && !Numbering.candidates(label).isEmpty()) {
      return new UserException(
          "the label '%s' %s is a number, which data sets give different meanings: %s; say which with %s"
              .formatted(label, where, Numbering.candidates(label), source.layoutOption()));
    }
    return new UserException(
        "unknown label '%s' %s: expected %s (nearest: %s); correct it, or name your labels with --labels"
            .formatted(label, where, labels.expected(), labels.nearest(label)));
  }

  private void drop(String reason) {
    dropped.merge(reason, 1, Integer::sum);
  }

  /** Samples left out, by code or reason. */
  Map<String, Integer> dropped() {
    return dropped;
  }
}
