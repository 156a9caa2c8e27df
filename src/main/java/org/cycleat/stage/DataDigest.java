package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cycleat.Sha256;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Tree;
import org.cycleat.train.TaskProgress;

/**
 * What was given for a domain, so that other data are told from it: a row for each image, and the
 * place that it was read from.
 *
 * @param root folder that the rows' paths are relative to
 * @param split the part of the data that was taken
 */
record DataDigest(Path root, Optional<String> split, List<Row> rows) {
  private static final List<String> HEADER =
      List.of("path", "label", "subject", "split", "distribution", "sha256", "bytes", "modified");

  /**
   * An image.
   *
   * @param path relative to the root where it lies below it, with slashes
   * @param label its code, or nothing
   * @param distribution the probability of each label, apart by blanks, or nothing
   * @param sha256 of the file's bytes, in hexadecimal
   * @param stamp its size and when it was changed: as long as they are the same, so is the digest
   */
  record Row(
      String path,
      String label,
      String subject,
      String split,
      String distribution,
      String sha256,
      List<String> stamp) {

    private List<String> cells() {
      List<String> cells =
          new ArrayList<>(List.of(path, label, subject, split, distribution, sha256));
      cells.addAll(stamp);
      return cells;
    }

    private static Row of(List<String> cells) {
      return new Row(
          cells.get(0),
          cells.get(1),
          cells.get(2),
          cells.get(3),
          cells.get(4),
          cells.get(5),
          List.copyOf(cells.subList(6, 8)));
    }
  }

  DataDigest {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the bytes of all images, on all processors.
   *
   * @param known of the same images; a file that has not changed since is not read again
   * @throws UserException where a file cannot be read
   */
  static DataDigest of(GivenData given, Manifest manifest, Optional<DataDigest> known) {
    Path root = given.root();
    Map<String, Row> before =
        known.filter(other -> other.root.equals(root)).map(DataDigest::byPath).orElse(Map.of());
    try (var progress =
        new TaskProgress("hashing " + given.option().replaceFirst("^--", ""), manifest.size())) {
      List<Row> rows =
          manifest.samples().parallelStream()
              .map(
                  sample -> {
                    Row row = row(root, manifest, sample, before);
                    progress.step();
                    return row;
                  })
              .toList();
      return new DataDigest(root, given.split(), rows);
    }
  }

  private Map<String, Row> byPath() {
    return rows.stream()
        .collect(Collectors.toMap(Row::path, Function.identity(), (first, second) -> first));
  }

  private static Row row(Path root, Manifest manifest, Sample sample, Map<String, Row> before) {
    Path file = sample.path();
    String path = Tree.slashes(file.startsWith(root) ? root.relativize(file) : file);
    try {
      List<String> stamp = stamp(file);
      Row old = before.get(path);
      String sha256 = old != null && old.stamp().equals(stamp) ? old.sha256() : sha256(file);
      String label = manifest.value(sample, "label");
      String distribution =
          sample.distribution().stream().map(String::valueOf).collect(Collectors.joining(" "));
      return new Row(path, label, sample.subject(), sample.split(), distribution, sha256, stamp);
    } catch (IOException e) {
      throw new UserException(
          "cannot read %s: %s; is it still there?".formatted(file, e.getMessage()), e);
    }
  }

  private static List<String> stamp(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(Long.toString(facts.size()), facts.lastModifiedTime().toString());
  }

  /** Of a file's bytes. */
  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }

  /** What differs first from the data that a run was given; empty where they are the same. */
  Optional<String> differenceFrom(DataDigest run) {
    for (int i = 0; i < Math.min(rows.size(), run.rows.size()); i++) {
      Row here = rows.get(i);
      Row there = run.rows.get(i);
      if (!here.path.equals(there.path)) {
        return Optional.of("image %d is %s, in the run %s".formatted(i + 1, here.path, there.path));
      }
      List<String> cells = here.cells();
      for (int column = 1; column < 5; column++) {
        if (!cells.get(column).equals(there.cells().get(column))) {
          return Optional.of(
              "the %s of %s is '%s', in the run '%s'"
                  .formatted(
                      HEADER.get(column), here.path, cells.get(column), there.cells().get(column)));
        }
      }
      if (!here.sha256.equals(there.sha256)) {
        return Optional.of(here.path + " has other bytes");
      }
    }
    if (rows.size() > run.rows.size()) {
      return Optional.of(rows.get(run.rows.size()).path + " is not in the run");
    }
    return rows.size() < run.rows.size()
        ? Optional.of(run.rows.get(rows.size()).path + " is only in the run")
        : Optional.empty();
  }

  /** The images that a run learns from: as its split column says, where no part was asked for. */
  List<Row> training() {
    if (split.isPresent()) {
      return rows;
    }
    boolean divided = rows.stream().anyMatch(row -> row.split.equals(RunData.TRAIN));
    return rows.stream()
        .filter(row -> divided ? row.split.equals(RunData.TRAIN) : !row.split.equals(RunData.TEST))
        .toList();
  }

  /** The place and the part of it. */
  String place() {
    return root + split.map(" (split %s)"::formatted).orElse("");
  }

  /** The file that a row tells of. */
  Path file(Row row) {
    return root.resolve(row.path).normalize();
  }

  /** Writes {@code NAME.given.csv} and, as its last act, {@code NAME.given.json}. */
  void write(Path folder, String name) {
    List<List<String>> table = new ArrayList<>();
    table.add(HEADER);
    rows.forEach(row -> table.add(row.cells()));
    Csv.write(table(folder, name), table);
    Workspace.writeJson(summaryFile(folder, name), summary());
  }

  /** What {@link #write} wrote, if it did. */
  static Optional<DataDigest> read(Path folder, String name) {
    JsonNode summary = Workspace.readJson(summaryFile(folder, name));
    if (!summary.has("path")) {
      return Optional.empty();
    }
    List<Row> rows =
        Csv.read(table(folder, name)).stream().skip(1).map(row -> Row.of(row.cells())).toList();
    return Optional.of(
        new DataDigest(
            Path.of(summary.get("path").asText()),
            Optional.ofNullable(summary.get("split")).map(JsonNode::asText),
            rows));
  }

  private static Path table(Path folder, String name) {
    return folder.resolve(name + ".given.csv");
  }

  private static Path summaryFile(Path folder, String name) {
    return folder.resolve(name + ".given.json");
  }

  /** For people and for provenance: where the data were, how many, and a digest over all. */
  Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("path", root.toString());
    split.ifPresent(part -> summary.put("split", part));
    summary.put("given", rows.size());
    Sha256 all = new Sha256();
    for (Row row : rows) {
      String label = row.distribution.isEmpty() ? row.label : row.label + " " + row.distribution;
      all.add("%s,%s,%s\n".formatted(row.path, label, row.sha256));
    }
    summary.put("sha256", all.hex());
    return summary;
  }
}
