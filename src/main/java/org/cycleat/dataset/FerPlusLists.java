package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * FER+ as its authors' script writes it (github.com/microsoft/FERPlus): FER2013Train, FER2013Valid
 * and FER2013Test, each with its images and a label.csv without a header: the image's name, maybe
 * the face's box, and the ten votes.
 */
final class FerPlusLists implements FaceDataSet {
  @Override
  public String name() {
    return "ferplus";
  }

  @Override
  public String title() {
    return "FER+ (folders with votes)";
  }

  @Override
  public String expected() {
    return "FER2013Train, FER2013Valid and FER2013Test with a label.csv of names and votes in each";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return !lists(tree).isEmpty();
  }

  @Override
  public boolean isStrict() {
    return true;
  }

  private static List<Path> lists(Tree tree) {
    return tree.lists().stream()
        .filter(list -> isRow(Csv.firstRow(tree.root().resolve(list))))
        .toList();
  }

  private static boolean isRow(List<String> cells) {
    return cells.size() > FerPlus.COLUMNS.size()
        && cells.size() <= FerPlus.COLUMNS.size() + 2
        && Tree.isImageName(cells.get(0).strip())
        && FerPlus.areVotes(votes(cells));
  }

  /** The last cells. */
  private static String votes(List<String> cells) {
    return cells.subList(Math.max(0, cells.size() - FerPlus.COLUMNS.size()), cells.size()).stream()
        .map(String::strip)
        .collect(Collectors.joining(" "));
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    List<Entry> entries = new ArrayList<>();
    for (Path list : lists(tree)) {
      Path file = tree.root().resolve(list).toAbsolutePath().normalize();
      ListedPaths images = new ListedPaths(file.getParent());
      String split = Parts.named(file.getParent().getFileName().toString()).orElse("");
      for (Csv.Row row : Csv.read(file)) {
        entries.add(entry(tree, file, row, images, split));
      }
    }
    return new Contents(List.of(FerPlus.COLUMN), entries)
        .countingOthers(tree.images(), lists(tree).get(0).getFileName());
  }

  private static Entry entry(Tree tree, Path file, Csv.Row row, ListedPaths images, String split) {
    String place = "in line %d of %s".formatted(row.line(), file);
    String name = row.cells().get(0).strip();
    String votes = votes(row.cells());
    ImageFacts facts = new ImageFacts(FerPlus.label(votes), "", split, List.of(votes));
    Path root = tree.root().toAbsolutePath().normalize();
    Optional<Path> image = images.find(name);
    return new Entry(
        root.relativize(image.orElse(file.resolveSibling(name))),
        facts,
        image.isPresent()
            ? ""
            : "no image at '%s' %s: expected it beside the list".formatted(name, place),
        place,
        Optional.empty());
  }
}
