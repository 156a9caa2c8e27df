package org.cycleat.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cycleat.UserException;

/**
 * FER2013 as a table of pixels (Goodfellow et al., "Challenges in Representation Learning", 2013):
 * fer2013.csv with emotion, pixels and Usage, or Kaggle's other files, which have them in another
 * order, with blanks before their names, with label for emotion, or without Usage or emotion.
 *
 * <p>Of fer2013new.csv beside it, whose rows are those of the same faces, the votes of FER+ are
 * taken, and the labels too where they are asked for.
 */
record PixelTable(boolean withVotes) implements FaceDataSet {
  private static final String VOTES = "fer2013new.csv";

  @Override
  public String name() {
    return withVotes ? "ferplus" : "fer2013";
  }

  @Override
  public String title() {
    return withVotes ? "FER2013's pixels with the labels of FER+" : "FER2013's pixels";
  }

  @Override
  public String expected() {
    return "fer2013.csv with the columns emotion, pixels and Usage"
        + (withVotes ? ", and " + VOTES + " beside it" : "");
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return !withVotes && !tables(tree).isEmpty();
  }

  @Override
  public boolean canBeIn(Tree tree, Labels labels) {
    return !tables(tree).isEmpty();
  }

  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    List<Path> tables = tables(tree);
    List<String> notes = new ArrayList<>();
    // one with the column Usage holds all faces, the others parts of them
    Optional<Path> whole =
        tables.stream().filter(table -> header(tree, table).contains("usage")).findFirst();
    List<Path> taken = whole.map(List::of).orElse(tables);
    if (taken.size() < tables.size()) {
      notes.add(
          "%s holds all faces; %d other tables of pixels are left out"
              .formatted(taken.get(0), tables.size() - 1));
    }
    if (!tree.images().isEmpty()) {
      notes.add(tree.images().size() + " images beside the table of pixels are left out");
    }
    List<Entry> entries = new ArrayList<>();
    boolean haveVotes = false;
    for (Path table : taken) {
      Optional<List<String>> votes = votes(tree, table);
      haveVotes |= votes.isPresent();
      entries.addAll(new Rows(tree.root().resolve(table), votes, withVotes).entries());
    }
    return new Contents(haveVotes ? List.of(FerPlus.COLUMN) : List.of(), entries, notes);
  }

  /** The votes on each row; parts of the faces have none, unless they are asked for. */
  private Optional<List<String>> votes(Tree tree, Path table) {
    Path file = tree.root().resolve(table).resolveSibling(VOTES);
    boolean areTaken = withVotes || (header(tree, table).contains("usage") && Files.exists(file));
    return areTaken ? Optional.of(votes(file)) : Optional.empty();
  }

  private static List<Path> tables(Tree tree) {
    return tree.lists().stream().filter(list -> header(tree, list).contains("pixels")).toList();
  }

  private static List<String> header(Tree tree, Path list) {
    return Csv.firstRow(tree.root().resolve(list)).stream().map(Label::folded).toList();
  }

  /** The ten counts of each row, apart by blanks. */
  private static List<String> votes(Path file) {
    List<Csv.Row> rows = Csv.read(file);
    List<String> header =
        rows.isEmpty() ? List.of() : rows.get(0).cells().stream().map(Label::folded).toList();
    if (!header.containsAll(FerPlus.COLUMNS)) {
      throw new UserException(
          "%s has the columns %s, expected %s"
              .formatted(file, header, String.join(", ", FerPlus.COLUMNS)));
    }
    int first = header.indexOf(FerPlus.COLUMNS.get(0));
    return rows.subList(1, rows.size()).stream()
        .map(row -> String.join(" ", row.cells().subList(first, row.cells().size())))
        .toList();
  }

  /** The rows of one table. */
  private static final class Rows {
    private final Path table;
    private final Optional<List<String>> votes;
    private final boolean labelledByVotes;
    private final List<Entry> entries = new ArrayList<>();
    private List<String> header = List.of();

    Rows(Path table, Optional<List<String>> votes, boolean labelledByVotes) {
      this.table = table;
      this.votes = votes;
      this.labelledByVotes = labelledByVotes;
    }

    List<Entry> entries() {
      Csv.read(
          table,
          row -> {
            if (header.isEmpty()) {
              header = row.cells().stream().map(Label::folded).toList();
            } else {
              entries.add(entry(row));
            }
            return true;
          });
      if (votes.isPresent() && votes.get().size() != entries.size()) {
        throw new UserException(
            "%s has %d faces, but %s beside it %d: expected votes for the same ones"
                .formatted(table, entries.size(), VOTES, votes.get().size()));
      }
      return entries;
    }

    private Entry entry(Csv.Row row) {
      int number = entries.size();
      // the names that FER+ gives the faces
      String name = String.format(Locale.ROOT, "%s/fer%07d.png", Tree.stem(table), number);
      List<String> further =
          votes.map(all -> List.of(number < all.size() ? all.get(number) : "")).orElse(List.of());
      String label =
          labelledByVotes
              ? FerPlus.label(further.get(0))
              : Numbering.FER2013.label(
                  cell(header.contains("emotion") ? "emotion" : "label", row));
      String part = cell("usage", row);
      String split = Parts.named(part.isEmpty() ? Tree.stem(table) : part).orElse(part);
      String place = "in line %d of %s".formatted(row.line(), table);
      ImageFacts facts = new ImageFacts(label, "", split, further);
      try {
        Optional<Pixels> pixels = Optional.of(Pixels.parse(cell("pixels", row)));
        return new Entry(Path.of(name), facts, "", place, pixels);
      } catch (IllegalArgumentException e) {
        String problem = "%s: found %s".formatted(place, e.getMessage());
        return new Entry(Path.of(name), facts, problem, place, Optional.empty());
      }
    }

    private String cell(String column, Csv.Row row) {
      int index = header.indexOf(column);
      return index < 0 || index >= row.cells().size() ? "" : row.cells().get(index).strip();
    }
  }
}
