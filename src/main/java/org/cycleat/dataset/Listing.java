package org.cycleat.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.cycleat.UserException;
import org.cycleat.WholeFile;

/**
 * A data set whose labels are read, before any of its images is.
 *
 * @param source where it was listed
 * @param contents what is taken of it
 * @param labels that were asked for
 * @param dropped images left out because their label was not asked for, by its code
 */
public record Listing(
    DataSource source,
    Tree tree,
    FaceDataSet layout,
    Contents contents,
    Labels labels,
    Use use,
    Map<String, Integer> dropped) {
  public Listing {
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
  }

  /** The images for which the condition holds. */
  public Listing filter(Predicate<Entry> condition) {
    return new Listing(source, tree, layout, contents.filter(condition), labels, use, dropped);
  }

  /** The images whose label is also what most have seen, where votes of FER+ are known. */
  public Listing agreed() {
    int votes = FerPlus.areOf(labels) ? contents.columns().indexOf(FerPlus.COLUMN) : -1;
    return votes < 0 ? this : filter(entry -> isAgreed(entry.facts(), votes));
  }

  private boolean isAgreed(ImageFacts facts, int votes) {
    String cell = facts.further().isEmpty() ? "" : facts.further().get(votes);
    return cell.isBlank()
        || labels.indexOf(FerPlus.label(cell)).equals(labels.indexOf(facts.label()));
  }

  /**
   * Its images as files.
   *
   * @param pictures folder for those that are not files but pixels in a table
   * @throws UserException where there are such pixels and no folder for them, or it cannot be
   *     written
   */
  public Manifest manifest(Path pictures) {
    DistributionColumns distributions = distributions();
    List<Integer> further =
        IntStream.range(0, contents.columns().size())
            .filter(column -> !distributions.contains(column))
            .boxed()
            .toList();
    List<String> names = List.copyOf(further.stream().map(contents.columns()::get).toList());
    List<Sample> samples =
        contents.entries().stream()
            .map(entry -> sample(entry, row(entry, further, names), distributions, pictures))
            .toList();
    return new Manifest(samples, labels, dropped);
  }

  /** What is only to be prepared keeps these columns as they are. */
  private DistributionColumns distributions() {
    boolean areRead = use == Use.LABELLED || use == Use.DISTRIBUTED;
    return new DistributionColumns(areRead ? contents.columns() : List.of(), labels);
  }

  /** An entry's values of further columns; of some entries there are none. */
  private static Map<String, String> row(Entry entry, List<Integer> further, List<String> names) {
    List<String> cells = entry.facts().further();
    return cells.isEmpty()
        ? Map.of()
        : new Columns(names, further.stream().map(cells::get).toList());
  }

  private Sample sample(
      Entry entry, Map<String, String> extra, DistributionColumns distributions, Path pictures) {
    ImageFacts facts = entry.facts();
    Path file =
        entry.pixels().isPresent() ? written(entry, pictures) : tree.root().resolve(entry.path());
    OptionalInt label = use == Use.UNLABELLED ? OptionalInt.empty() : labels.indexOf(facts.label());
    return new Sample(
        file,
        label.orElse(Sample.UNLABELLED),
        facts.subject(),
        facts.split(),
        distributions.read(entry, source.option()),
        extra);
  }

  private Path written(Entry entry, Path pictures) {
    if (pictures == null) {
      throw source.error("a table of pixels", "images in files; `cycleat prepare` makes some");
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
