package org.cycleat.face;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cycleat.UserException;

/**
 * What is known of an image beside its pixels; each is empty when it is not known.
 *
 * @param label its expression, as its data set writes it
 * @param subject whose face it is
 * @param split the part of the data set that it belongs to
 */
public record ImageFacts(String label, String subject, String split) {
  private static final ImageFacts NOTHING = new ImageFacts("", "", "");

  /**
   * The facts by path relative to the folder: from its {@code manifest.csv} where it has one, else
   * from folders that are named like a class.
   *
   * @param isClass whether a folder of that name is a class
   * @throws UserException when the manifest has no column "path"
   */
  public static Function<Path, ImageFacts> in(Path folder, Predicate<String> isClass) {
    Path manifest = folder.resolve("manifest.csv");
    if (!Files.isRegularFile(manifest)) {
      return image -> fromFolder(image, isClass);
    }
    Map<Path, ImageFacts> facts = readManifest(manifest);
    return image -> facts.getOrDefault(image.normalize(), NOTHING);
  }

  private static ImageFacts fromFolder(Path image, Predicate<String> isClass) {
    Path parent = image.getParent();
    String name = parent == null ? "" : parent.getFileName().toString();
    return isClass.test(name) ? new ImageFacts(name, "", "") : NOTHING;
  }

  private static Map<Path, ImageFacts> readManifest(Path manifest) {
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
      Map<Path, ImageFacts> facts = new HashMap<>();
      for (CSVRecord row : rows) {
        ImageFacts known =
            new ImageFacts(value(row, "label"), value(row, "subject"), value(row, "split"));
        facts.put(Path.of(row.get("path")).normalize(), known);
      }
      return facts;
    } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
      throw new UserException("cannot read " + manifest + ": " + e.getMessage(), e);
    }
  }

  private static String value(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column) : "";
  }
}
