package org.cycleat.dataset;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cycleat.UserException;

/**
 * EmotioNet of the Ohio State University (Fabian Benitez-Quiroz et al., "EmotioNet: An Accurate,
 * Real-Time Algorithm for the Automatic Annotation of a Million Facial Expressions in the Wild",
 * CVPR 2016): lists of addresses and annotations, and the images that were downloaded from there.
 */
final class EmotioNet implements FaceDataSet {

  @Override
  public String name() {
    return "emotionet";
  }

  @Override
  public String title() {
    return "EmotioNet";
  }

  @Override
  public String expected() {
    return "a list with a column URL (.csv or .txt; save the spreadsheet as CSV), and the images";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return tree.lists().stream().anyMatch(list -> EmotioNetTable.isOne(tree.root().resolve(list)));
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    DownloadedImages images = new DownloadedImages(tree.images());
    List<Path> lists =
        tree.lists().stream()
            .filter(list -> EmotioNetTable.isOne(tree.root().resolve(list)))
            .toList();
    List<EmotioNetTable> tables =
        lists.stream().map(list -> EmotioNetTable.read(tree.root().resolve(list))).toList();
    Set<String> units = new LinkedHashSet<>();
    tables.forEach(table -> units.addAll(table.actionUnits()));
    List<String> columns = List.copyOf(units);
    List<Entry> entries = new ArrayList<>();
    Set<Path> taken = new LinkedHashSet<>();
    for (int i = 0; i < tables.size(); i++) {
      for (Entry entry : entries(tables.get(i), lists.get(i), images, columns)) {
        if (taken.add(entry.path())) { // the lists overlap: the first one counts
          entries.add(entry);
        }
      }
    }
    entries.sort(Comparator.comparing(entry -> Tree.slashes(entry.path())));
    return new Contents(columns, entries);
  }

  private static List<Entry> entries(
      EmotioNetTable table, Path list, DownloadedImages images, List<String> columns) {
    DownloadedImages.Finder finder =
        images.finder(table.rows().stream().map(EmotioNetTable.Row::address).toList(), list);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      EmotioNetTable.Row row = table.rows().get(i);
      ImageFacts facts =
          new ImageFacts(
              row.label(),
              "",
              "",
              table.actionUnits().equals(columns)
                  ? row.actionUnits()
                  : columns.stream().map(unit -> value(table, row, unit)).toList());
      Optional<Path> image = finder.find(i);
      entries.add(
          image.isPresent()
              ? new Entry(image.get(), facts)
              : new Entry(nameOf(row, list, i), facts, "not downloaded: " + row.address()));
    }
    return entries;
  }

  private static String value(EmotioNetTable table, EmotioNetTable.Row row, String unit) {
    int column = table.actionUnits().indexOf(unit);
    return column < 0 ? "" : row.actionUnits().get(column);
  }

  /** What a missing image would be called. */
  private static Path nameOf(EmotioNetTable.Row row, Path list, int number) {
    String name = DownloadedImages.fileName(row.address());
    try {
      return Path.of(name.isEmpty() ? "row " + (number + 1) + " of " + list : name);
    } catch (InvalidPathException e) {
      throw new UserException(
          "%s, row %d: '%s' is no address of an image".formatted(list, number + 1, row.address()),
          e);
    }
  }
}
