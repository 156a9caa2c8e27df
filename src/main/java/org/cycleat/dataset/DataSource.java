package org.cycleat.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/**
 * The one way in for data, whatever its layout: a folder, a manifest or another list by its own
 * name, or a film.
 *
 * @param where the folder or file
 * @param layout name of a {@link FaceDataSets layout}, or {@link FaceDataSets#AUTO}
 * @param option the flag that named the place, for errors: "--target"
 * @param told is told in a line what does not belong to the data, which loses nothing
 * @param lost is told in a line what was meant to be read and was not
 */
public record DataSource(
    Path where, String layout, String option, Consumer<String> told, Consumer<String> lost) {

  private static final String NO_LABEL = "no label";
  private static final String LABELLED_DATA =
      "labelled data: class folders such as Angry/, or a manifest.csv";

  public DataSource(Path where, String option) {
    this(where, FaceDataSets.AUTO, option, line -> {}, line -> {});
  }

  /**
   * Reads a data set of any layout whose images are files.
   *
   * @throws UserException as {@link #read(Labels, Use, Path)}, or where the images are in a table
   */
  public static Manifest read(Path where, Labels labels, Use use, String option) {
    return new DataSource(where, option).read(labels, use, null);
  }

  /** The flag that names the layout: "--target-dataset"; or the key beside a key "web.data". */
  String layoutOption() {
    if (option.endsWith(".data")) {
      return option + "set";
    }
    return option.matches("--(source|web|target)") ? option + "-dataset" : "--dataset";
  }

  /**
   * The files to choose from.
   *
   * @throws UserException if there is nothing, or neither a folder nor a list
   */
  public Tree tree() {
    String expected = "a folder of images, a manifest (.csv) or a table of pixels (.csv)";
    if (Files.isDirectory(where)) {
      return Tree.of(where);
    }
    if (!Files.exists(where)) {
      throw error("nothing", expected);
    }
    return Tree.ofFile(where).orElseThrow(() -> error("a single file", expected));
  }

  /** Its layout. */
  public FaceDataSet layout(Tree tree, Labels labels, Use use) {
    FaceDataSet found = FaceDataSets.of(tree, this, labels);
    if (layout.equals(FaceDataSets.AUTO)
        && use == Use.LABELLED
        && tree.named().isEmpty()
        && found.name().equals(AnyFiles.images().name())) {
      FaceDataSets.requireNoNumbers(tree, this);
    }
    return found;
  }

  /**
   * Reads a data set to learn from or to judge on.
   *
   * @param labels the labels wanted; samples of other known labels are dropped and counted
   * @param pictures folder for images that are not files but pixels in a table
   * @throws UserException if the place does not hold such data, saying where and what instead
   */
  public Manifest read(Labels labels, Use use, Path pictures) {
    Tree tree = tree();
    FaceDataSet found = layout(tree, labels, use);
    if (found.isOfFilms()) {
      throw error("only films", "images; `cycleat prepare` takes faces out of films");
    }
    return read(tree, found, labels, use, pictures);
  }

  /** The same of a layout that is known. */
  Manifest read(Tree tree, FaceDataSet found, Labels labels, Use use, Path pictures) {
    Contents contents = found.read(tree, labels);
    Reading reading = new Reading(found, contents.columns(), labels, use);
    List<Sample> samples = new ArrayList<>();
    for (Entry entry : contents.entries()) {
      OptionalInt label = reading.label(entry);
      if (label.isPresent() && reading.isThere(entry)) {
        samples.add(reading.sample(tree.root(), entry, label.getAsInt(), pictures));
      }
    }
    tellLosses(tree, contents, reading);
    if (samples.isEmpty()) {
      if (reading.labels.dropped().keySet().equals(Set.of(NO_LABEL))) {
        throw error("images without labels", LABELLED_DATA);
      }
      throw reading.labels.dropped().isEmpty()
          ? error("no image", found.expected())
          : error(
              "only " + reading.labels.dropped(),
              "images of " + labels + " (choose others with --labels)");
    }
    return new Manifest(samples, labels, reading.labels.dropped());
  }

  private void tellLosses(Tree tree, Contents contents, Reading reading) {
    contents.notes().forEach(note -> told.accept(option + ": " + note));
    tree.passedOver().ifPresent(line -> told.accept(option + ": " + line));
    if (reading.missing > 0) {
      lost.accept(
          "%s: %d images are listed but cannot be read; the first: %s"
              .formatted(option, reading.missing, reading.firstMissing));
    }
    losses(tree, false).forEach(lost);
  }

  /**
   * What a folder has beside the images of a layout, a line each.
   *
   * @param areFilms whether films are what is read
   */
  public List<String> losses(Tree tree, boolean areFilms) {
    List<String> lines = new ArrayList<>();
    List<Path> others = areFilms ? tree.images() : tree.films();
    if (!others.isEmpty()) {
      lines.add(
          "%s: %d %s"
              .formatted(
                  option,
                  others.size(),
                  areFilms
                      ? "images beside the films are left out"
                      : "films beside the images are left out: `cycleat prepare --dataset video`"
                          + " takes them"));
    }
    for (Entry entry : tree.unreadable()) {
      lines.add("%s: %s".formatted(tree.root().resolve(entry.path()), entry.problem()));
    }
    return lines;
  }

  UserException error(String found, String expected) {
    return new UserException(
        "found %s at %s (%s): expected %s".formatted(found, where, option, expected));
  }

  /** Makes samples of a layout's entries. */
  private final class Reading {
    private final FaceDataSet found;
    private final List<String> columns;
    private final Use use;
    private final LabelReader labels;
    private int missing;
    private String firstMissing = "";

    Reading(FaceDataSet found, List<String> columns, Labels labels, Use use) {
      this.found = found;
      this.columns = columns;
      this.use = use;
      this.labels = new LabelReader(labels, layoutOption());
    }

    /** Empty where the sample is to be dropped. */
    OptionalInt label(Entry entry) {
      if (use == Use.UNLABELLED) {
        return OptionalInt.of(Sample.UNLABELLED);
      }
      String text = entry.facts().label();
      if (text.isEmpty() && found.isStrict()) {
        String claimed = entry.place().isEmpty() ? ClassFolders.classOf(entry.path()) : "";
        if (claimed.isEmpty() && entry.facts().split().equals("test")) {
          labels.drop(NO_LABEL); // publishers keep those of test parts
          return OptionalInt.empty();
        }
        if (claimed.isEmpty()) {
          throw entry.place().isEmpty()
              ? error("the image %s outside a class folder".formatted(entry.path()), LABELLED_DATA)
              : labels.none(entry.place());
        }
        text = claimed;
      }
      if (text.isEmpty()) {
        labels.drop(NO_LABEL);
        return OptionalInt.empty();
      }
      String of =
          entry.place().isEmpty() ? "in the folder " + where.resolve(entry.path()).getParent() : "";
      return labels.read(text, 1, "%s%s (%s)".formatted(entry.place(), of, option));
    }

    /** Whether an entry can be read. */
    boolean isThere(Entry entry) {
      if (entry.problem().isEmpty()) {
        return true;
      }
      String problem =
          entry.place().isEmpty()
              ? where.resolve(entry.path()) + ": " + entry.problem()
              : entry.problem();
      if (found.needsEveryFile()) {
        throw new UserException("%s (%s)".formatted(problem, option));
      }
      firstMissing = missing == 0 ? problem : firstMissing;
      missing++;
      return false;
    }

    Sample sample(Path root, Entry entry, int label, Path pictures) {
      Map<String, String> extra = new LinkedHashMap<>();
      for (int i = 0; i < entry.facts().further().size(); i++) {
        extra.put(columns.get(i), entry.facts().further().get(i));
      }
      Path file =
          entry.pixels().isPresent() ? written(entry, pictures) : root.resolve(entry.path());
      return new Sample(file, label, entry.facts().subject(), entry.facts().split(), extra);
    }

    private Path written(Entry entry, Path pictures) {
      if (pictures == null) {
        throw error("a table of pixels", "images in files; `cycleat prepare` makes some");
      }
      byte[] png = entry.pixels().orElseThrow().png();
      CRC32 sum = new CRC32();
      sum.update(png);
      // named after the content too: another table's pixels replace none that a run learns from
      String name = "%s-%08x.png".formatted(Tree.stem(entry.path()), sum.getValue());
      Path file = pictures.resolve(entry.path().resolveSibling(name));
      try {
        if (!Files.exists(file)) {
          WholeFile.write(file, png);
        }
      } catch (IOException e) {
        throw UserException.cannotWrite(file, e);
      }
      return file;
    }
  }
}
