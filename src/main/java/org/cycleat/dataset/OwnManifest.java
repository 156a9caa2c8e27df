package org.cycleat.dataset;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cycleat.UserException;

/**
 * A folder with a manifest.csv: path, and label, subject, split or further columns. Images that it
 * does not name belong to the folder too; nothing is known of them.
 */
final class OwnManifest implements FaceDataSet {
  private static final String FILE = "manifest.csv";

  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public String title() {
    return "a folder with a manifest.csv";
  }

  @Override
  public String expected() {
    return "manifest.csv with a header line such as path,label,subject,split";
  }

  @Override
  public boolean isIn(Tree tree, Predicate<String> isClass) {
    return tree.lists().contains(Path.of(FILE));
  }

  @Override
  public Contents read(Tree tree, Predicate<String> isClass) {
    Path manifest = tree.root().resolve(FILE);
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (Reader reader = Files.newBufferedReader(manifest);
        CSVParser rows = format.parse(reader)) {
      if (!rows.getHeaderNames().contains("path")) {
        throw new UserException(
            manifest
                + " has the columns "
                + rows.getHeaderNames()
                + ", expected a header line with path, and label, subject or split");
      }
      List<String> further =
          rows.getHeaderNames().stream().filter(name -> !ManifestColumns.has(name)).toList();
      Map<Path, ImageFacts> facts = new HashMap<>();
      for (CSVRecord row : rows) {
        Path path = Path.of(row.get("path"));
        Path root = tree.root().toAbsolutePath();
        facts.put(root.relativize(root.resolve(path)).normalize(), facts(row, further));
      }
      return new Contents(
          further,
          tree.images().stream()
              .map(image -> new Entry(image, facts.getOrDefault(image, ImageFacts.NOTHING)))
              .toList());
    } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
      throw new UserException("cannot read " + manifest + ": " + e.getMessage(), e);
    }
  }

  private static ImageFacts facts(CSVRecord row, List<String> further) {
    return new ImageFacts(
        value(row, "label"),
        value(row, "subject"),
        value(row, "split"),
        further.stream().map(column -> value(row, column)).toList(),
        face(row));
  }

  private static Optional<GivenFace> face(CSVRecord row) {
    try {
      return GivenFace.of(column -> value(row, column));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the face in row %d (%s): %s"
              .formatted(row.getRecordNumber(), row.get("path"), e.getMessage()),
          e);
    }
  }

  private static String value(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }
}
