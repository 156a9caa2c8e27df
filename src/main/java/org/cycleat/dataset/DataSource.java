package org.cycleat.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cycleat.UserException;

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
        && use != Use.UNLABELLED
        && tree.named().isEmpty()
        && found.name().equals(AnyFiles.images().name())) {
      FaceDataSets.requireNoNumbers(tree, this);
    }
    return found;
  }

  /**
   * Lists a data set and reads its labels; no image is opened or written.
   *
   * @param labels the labels wanted; entries of other known labels are dropped and counted
   * @throws UserException if the place does not hold such data, saying where and what instead
   */
  public Listing list(Labels labels, Use use) {
    Tree tree = tree();
    Listing all = list(tree, layout(tree, labels, use), labels, use);
    Repeats repeats = new Repeats(all);
    Listing once = all.filter(repeats::isFirst);
    if (repeats.count() > 0) {
      tell(repeats.count() + " rows name an image again, which counts once");
    }
    return once;
  }

  /** The same of a layout that is known. */
  Listing list(Tree tree, FaceDataSet found, Labels labels, Use use) {
    if (found.isOfFilms() && use != Use.ANY) {
      throw error("only films", "images; `cycleat prepare` takes faces out of films");
    }
    Contents contents = found.read(tree, labels);
    LabelReader reader = new LabelReader(this, found, contents, labels, use);
    Contents taken = contents.filter(reader::takes);
    contents.notes().forEach(this::tell);
    tree.passedOver().ifPresent(this::tell);
    reader
        .dropped()
        .forEach(
            (code, count) ->
                tell(
                    code.equals(LabelReader.NO_LABEL)
                        ? count + " images without a label are left out"
                        : "%d images of %s are left out".formatted(count, code)));
    if (use != Use.ANY) {
      taken = present(taken, found);
    }
    losses(tree, found.isOfFilms()).forEach(lost);
    if (taken.entries().isEmpty()) {
      throw nothing(found, reader.dropped(), labels);
    }
    return new Listing(this, tree, found, taken, labels, use, reader.dropped());
  }

  /**
   * Reads a data set to learn from or to judge on.
   *
   * @param pictures folder for images that are not files but pixels in a table
   * @throws UserException as {@link #list(Labels, Use)}
   */
  public Manifest read(Labels labels, Use use, Path pictures) {
    return list(labels, use).manifest(pictures);
  }

  /**
   * All images of a folder, whatever else is known of them.
   *
   * @throws UserException as {@link #list(Labels, Use)}
   */
  public List<Path> images() {
    return list(tree(), AnyFiles.images(), Labels.EXPRESSIONS, Use.UNLABELLED)
        .manifest(null)
        .samples()
        .stream()
        .map(Sample::path)
        .toList();
  }

  private void tell(String note) {
    told.accept(option + ": " + note);
  }

  /** The entries that can be read. */
  private Contents present(Contents contents, FaceDataSet found) {
    List<Entry> missing =
        contents.entries().stream().filter(entry -> !entry.problem().isEmpty()).toList();
    if (missing.isEmpty()) {
      return contents;
    }
    Entry first = missing.get(0);
    String problem =
        first.place().isEmpty()
            ? where.resolve(first.path()) + ": " + first.problem()
            : first.problem();
    if (found.isStrict()) {
      throw new UserException("%s (%s)".formatted(problem, option));
    }
    lost.accept(
        "%s: %d images are listed but cannot be read; the first: %s"
            .formatted(option, missing.size(), problem));
    return contents.filter(entry -> entry.problem().isEmpty());
  }

  private UserException nothing(FaceDataSet found, Map<String, Integer> dropped, Labels labels) {
    if (dropped.isEmpty()) {
      return error("no image", found.expected());
    }
    return dropped.keySet().equals(Set.of(LabelReader.NO_LABEL))
        ? error("images without labels", LabelReader.LABELLED_DATA)
        : error("only " + dropped, "images of " + labels + " (choose others with --labels)");
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
}
