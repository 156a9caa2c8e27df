package org.cycleat.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cycleat.UserException;

/**
 * A manifest as CSV (RFC 4180, UTF-8) with a header: path, label, subject, split and any further
 * columns, which are kept. Only path is required, and label where labelled data are asked for.
 * Paths are absolute or relative to the file's folder.
 */
final class ManifestFile {
  private final Path file;
  private final Use use;
  private final LabelReader reader;
  private final Labels labels;

  private ManifestFile(Path file, Labels labels, Use use) {
    this.file = file;
    this.use = use;
    this.labels = labels;
    this.reader = new LabelReader(labels);
  }

  static Manifest read(Path file, Labels labels, Use use) {
    return new ManifestFile(file, labels, use).read(Csv.read(file));
  }

  private Manifest read(List<Csv.Row> rows) {
    if (rows.isEmpty()) {
      throw new UserException(
          "the manifest %s is empty: expected a header line such as path,label,subject,split"
              .formatted(file));
    }
    List<String> columns = header(rows.get(0).cells());
    List<Sample> samples = new ArrayList<>();
    for (Csv.Row row : rows.subList(1, rows.size())) {
      sample(columns, row).ifPresent(samples::add);
    }
    if (samples.isEmpty()) {
      throw new UserException(
          reader.dropped().isEmpty()
              ? "no line after the header of the manifest %s: expected one an image".formatted(file)
              : "no sample of %s in the manifest %s: found only %s; choose others with --labels"
                  .formatted(labels, file, reader.dropped()));
    }
    return new Manifest(samples, labels, reader.dropped());
  }

  /** The columns' names: known ones in lower case, further ones as they are. */
  private List<String> header(List<String> row) {
    List<String> columns = new ArrayList<>();
    for (String cell : row) {
      String folded = Label.folded(cell);
      columns.add(Sample.COLUMNS.contains(folded) ? folded : cell.strip());
    }
    if (!columns.contains("path")) {
      boolean data = columns.stream().anyMatch(cell -> ImageFiles.isImageName(cell));
      throw new UserException(
          "%s in line 1 of the manifest %s: found '%s', expected a header such as path,label,subject,split"
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
    if (use == Use.LABELLED && !columns.contains("label")) {
      throw new UserException(
          "no column 'label' in line 1 of the manifest %s: labelled data are needed here, found %s"
              .formatted(file, String.join(",", columns)));
    }
    return columns;
  }

  private Optional<Sample> sample(List<String> columns, Csv.Row row) {
    if (row.cells().size() != columns.size()) {
      throw new UserException(
          "%d fields in %s, expected %d (%s)"
              .formatted(
                  row.cells().size(), at(row.line()), columns.size(), String.join(",", columns)));
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), row.cells().get(i));
    }
    OptionalInt label = label(cells.getOrDefault("label", ""), row.line());
    if (label.isEmpty()) {
      return Optional.empty();
    }
    Path image = image(cells.get("path"), row.line());
    String subject = cells.getOrDefault("subject", "").strip();
    String split = cells.getOrDefault("split", "").strip();
    cells.keySet().removeAll(Sample.COLUMNS);
    return Optional.of(new Sample(image, label.getAsInt(), subject, split, cells));
  }

  /** Empty where the sample is to be dropped. */
  private OptionalInt label(String text, long line) {
    if (use == Use.UNLABELLED) {
      return OptionalInt.of(Sample.UNLABELLED);
    }
    if (text.isBlank()) {
      throw new UserException(
          "no label in %s: expected one of %s".formatted(at(line), labels.expected()));
    }
    return reader.read(text, 1, "in " + at(line));
  }

  private Path image(String text, long line) {
    Path image;
    try {
      image = folder(file).resolve(text);
    } catch (InvalidPathException e) {
      throw new UserException("'%s' in %s is no path".formatted(text, at(line)), e);
    }
    if (text.isBlank() || !Files.isRegularFile(image)) {
      throw new UserException(
          "no image at '%s' in %s: expected a file, absolute or relative to the manifest's folder"
              .formatted(text, at(line)));
    }
    return image;
  }

  private String at(long line) {
    return "line %d of the manifest %s".formatted(line, file);
  }

  static void write(Manifest manifest, Path file) {
    Set<String> further = new LinkedHashSet<>();
    manifest.samples().forEach(sample -> further.addAll(sample.extra().keySet()));
    List<String> header = new ArrayList<>(Sample.COLUMNS);
    header.addAll(further);
    List<List<String>> rows = new ArrayList<>();
    rows.add(header);
    for (Sample sample : manifest.samples()) {
      List<String> row = new ArrayList<>();
      row.add(relative(folder(file), sample.path()));
      row.add(
          sample.label() == Sample.UNLABELLED ? "" : manifest.labels().get(sample.label()).code());
      row.add(sample.subject());
      row.add(sample.split());
      further.forEach(column -> row.add(sample.extra().getOrDefault(column, "")));
      rows.add(row);
    }
    Csv.write(file, rows);
  }

  /** Relative where the image lies under the manifest's folder, so that both can move together. */
  private static String relative(Path folder, Path image) {
    return image.startsWith(folder)
        ? folder.relativize(image).toString().replace('\\', '/')
        : image.toString();
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }
}
