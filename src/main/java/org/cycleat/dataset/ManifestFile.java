package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cycleat.UserException;

/**
 * A manifest as CSV (RFC 4180, UTF-8) with a header: path, label, subject, split and any further
 * columns, which are kept. Only path is required. Paths are absolute or relative to the file's
 * folder, and found as {@link ListedPaths} says. A column votes has the votes of FER+, which serve
 * where there is no label, or where they are asked for. Columns such as p_AN have the probability
 * of each class, see {@link DistributionColumns}.
 */
final class ManifestFile {
  private static final int SHORT = 8;

  private final Path file;
  private final LabelSource labels;
  private final ListedPaths images;
  private final Map<String, String> cells = new HashMap<>();

  /** Where a row's label comes from. */
  record LabelSource(Optional<Numbering> numbering, boolean byVotes) {
    static final LabelSource WORDS = new LabelSource(Optional.empty(), false);
  }

  private ManifestFile(Path file, LabelSource labels) {
    this.file = file;
    this.labels = labels;
    this.images = new ListedPaths(folder(file));
  }

  /** Its entries, in its order, with paths relative to its folder; a row without file has none. */
  static Contents read(Path file, LabelSource labels) {
    return new ManifestFile(file, labels).read();
  }

  /** Whether a file's first row is a manifest's header. */
  static boolean isOne(Path file) {
    return Csv.firstRow(file).stream().anyMatch(cell -> Label.folded(cell).equals("path"));
  }

  private Contents read() {
    List<Entry> entries = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    Csv.read(
        file,
        row -> {
          if (columns.isEmpty()) {
            columns.addAll(header(row.cells()));
          } else {
            entries.add(entry(columns, row));
          }
          return true;
        });
    if (columns.isEmpty()) {
      throw new UserException(
          "the manifest %s is empty: expected a header line such as path,label,subject,split"
              .formatted(file));
    }
    if (entries.isEmpty()) {
      throw new UserException(
          "no line after the header of the manifest %s: expected one an image".formatted(file));
    }
    return new Contents(further(columns, columns), entries);
  }

  /** The columns' names: known ones in lower case, further ones as they are. */
  private List<String> header(List<String> row) {
    List<String> columns = new ArrayList<>();
    for (String cell : row) {
      String folded = Label.folded(cell);
      boolean isKnown = ManifestColumns.has(folded) || folded.equals(FerPlus.COLUMN);
      columns.add(isKnown ? folded : cell.strip());
    }
    if (!columns.contains("path")) {
      boolean data = columns.stream().anyMatch(Tree::isImageName);
      throw new UserException(
          "%s in line 1 of the manifest %s: found '%s', expected a header such as path,label,subject,split, with commas between the names"
              .formatted(data ? "no header" : "no column 'path'", file, String.join(",", columns)));
    }
    Set<String> seen = new LinkedHashSet<>();
    for (String column : columns) {
      if (column.isEmpty() || !seen.add(column)) {
        throw new UserException(
            "%s in line 1 of the manifest %s: expected each column to have a name of its own"
                .formatted(
                    column.isEmpty() ? "a column without a name" : "column '" + column + "' twice",
                    file));
      }
    }
    return columns;
  }

  private Entry entry(List<String> columns, Csv.Row row) {
    String place = "line %d of the manifest %s".formatted(row.line(), file);
    if (row.cells().size() != columns.size()) {
      throw new UserException(
          "%d fields in %s, expected %d (%s)"
              .formatted(row.cells().size(), place, columns.size(), String.join(",", columns)));
    }
    String path = cell("path", columns, row);
    Optional<Path> image = images.find(path.strip());
    String split = cell("split", columns, row);
    ImageFacts facts =
        new ImageFacts(
            label(columns, row),
            cell("subject", columns, row),
            split,
            further(columns, row.cells()));
    return new Entry(
        image.map(folder(file)::relativize).orElseGet(() -> called(path)),
        facts,
        image.isPresent()
            ? ""
            : "no image at '%s' in %s: expected a file, absolute or relative to the manifest's folder"
                .formatted(path, place),
        "in " + place + (hasLabels(columns) ? "" : ", which has no column 'label'"),
        Optional.empty());
  }

  private static boolean hasLabels(List<String> columns) {
    return columns.contains("label") || columns.contains(FerPlus.COLUMN);
  }

  private String label(List<String> columns, Csv.Row row) {
    String votes = cell(FerPlus.COLUMN, columns, row);
    String label = cell("label", columns, row);
    return !votes.isEmpty() && (labels.byVotes() || label.isEmpty())
        ? FerPlus.label(votes)
        : labels.numbering().map(set -> set.label(label)).orElse(label);
  }

  private static String cell(String column, List<String> columns, Csv.Row row) {
    int index = columns.indexOf(column);
    return index < 0 ? "" : row.cells().get(index).strip();
  }

  private List<String> further(List<String> columns, List<String> row) {
    List<String> further = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Sample.COLUMNS.contains(columns.get(i))) {
        further.add(once(row.get(i)));
      }
    }
    return further;
  }

  /** The same text once in the memory: of short ones, such as numbers, many are alike. */
  private String once(String cell) {
    return cell.length() > SHORT ? cell : cells.computeIfAbsent(cell, text -> text);
  }

  /** What a missing image is called in lists of what failed. */
  private static Path called(String path) {
    String name = path.replace("\0", "").replace('\\', '/').replaceFirst("^/+", "");
    return Path.of(name.isBlank() ? "(no path)" : name);
  }

  static void write(Manifest manifest, Path file) {
    Set<String> further = new LinkedHashSet<>();
    manifest.samples().forEach(sample -> further.addAll(sample.extra().keySet()));
    boolean hasDistributions =
        manifest.samples().stream().anyMatch(sample -> !sample.distribution().isEmpty());
    List<Label> distributed = hasDistributions ? manifest.labels().all() : List.of();
    List<String> header = new ArrayList<>(Sample.COLUMNS);
    distributed.forEach(label -> header.add(DistributionColumns.name(label)));
    header.addAll(further);
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Sample sample : manifest.samples()) {
      List<String> row = new ArrayList<>();
      row.add(relative(folder(file), sample.path()));
      row.add(manifest.value(sample, "label"));
      row.add(sample.subject());
      row.add(sample.split());
      for (int k = 0; k < distributed.size(); k++) {
        row.add(sample.distribution().isEmpty() ? "" : sample.distribution().get(k).toString());
      }
      further.forEach(column -> row.add(sample.extra().getOrDefault(column, "")));
      rows.add(row);
    }
    Csv.write(file, rows);
  }

  /** Relative where the image lies under the manifest's folder, so that both can move together. */
  private static String relative(Path folder, Path image) {
    return image.startsWith(folder) ? Tree.slashes(folder.relativize(image)) : image.toString();
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }
}
