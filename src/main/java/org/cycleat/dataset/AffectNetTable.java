package org.cycleat.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * AffectNet's lists (Mollahosseini et al., "AffectNet: A Database for Facial Expression, Valence,
 * and Arousal Computing in the Wild", 2017): training.csv and validation.csv with the columns
 * subDirectory_filePath and expression, or without a header line, and images in folders with
 * numbers. What has no expression of a face (8 none, 9 uncertain, 10 no face) has no label.
 */
final class AffectNetTable implements FaceDataSet {
  private static final String PATH = "subdirectory_filepath";
  private static final String LABEL = "expression";
  private static final List<String> FURTHER = List.of("valence", "arousal");
  private static final List<String> PUBLISHED =
      List.of(
          PATH,
          "face_x",
          "face_y",
          "face_width",
          "face_height",
          "facial_landmarks",
          LABEL,
          "valence",
          "arousal");
  private static final String NUMBER = "-?\\d+(\\.\\d*)?(e-?\\d+)?";
  private static final String WITHOUT_EXPRESSION = "8|9|10";

  @Override
  public String name() {
    return Numbering.AFFECTNET.option();
  }

  @Override
  public String title() {
    return Numbering.AFFECTNET.title();
  }

  @Override
  public String expected() {
    return "a list with the columns subDirectory_filePath and expression (.csv), or folders 0 to 7";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return tree.lists().stream().anyMatch(list -> header(tree, list).contains(PATH));
  }

  /** The names of a list's columns: its own, or, where it has none, those that are published. */
  private static List<String> header(Tree tree, Path list) {
    List<String> first = Csv.firstRow(tree.root().resolve(list));
    return isPublishedRow(first) ? PUBLISHED : first.stream().map(Label::folded).toList();
  }

  /** Whether a row is an image's, as in lists without a header line. */
  private static boolean isPublishedRow(List<String> cells) {
    return cells.size() == PUBLISHED.size()
        && Tree.isImageName(cells.get(0).strip())
        && cells.get(PUBLISHED.indexOf(LABEL)).strip().matches("\\d|10")
        && FURTHER.stream()
            .allMatch(column -> cells.get(PUBLISHED.indexOf(column)).strip().matches(NUMBER));
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Images images = new Images(tree);
    List<Entry> entries = new ArrayList<>();
    for (Path list : tree.lists()) {
      List<String> header = header(tree, list);
      if (header.contains(PATH)) {
        Path file = tree.root().resolve(list);
        String split = Parts.named(Tree.stem(list)).orElse("");
        List<Csv.Row> rows = Csv.read(file);
        int first = isPublishedRow(rows.get(0).cells()) ? 0 : 1;
        for (Csv.Row row : rows.subList(first, rows.size())) {
          entries.add(entry(header, row, split, images, file));
        }
      }
    }
    return new Contents(FURTHER, entries);
  }

  private static Entry entry(
      List<String> header, Csv.Row row, String split, Images images, Path list) {
    String path = cell(PATH, header, row);
    String number = cell(LABEL, header, row);
    ImageFacts facts =
        new ImageFacts(
            number.matches(WITHOUT_EXPRESSION) ? "" : Numbering.AFFECTNET.label(number),
            "",
            split,
            FURTHER.stream().map(column -> cell(column, header, row)).toList());
    String place = "in line %d of %s".formatted(row.line(), list);
    return images
        .find(path)
        .map(image -> new Entry(image, facts, "", place, Optional.empty()))
        .orElseGet(() -> new Entry(Path.of(path), facts, "not there, but " + place));
  }

  private static String cell(String column, List<String> header, Csv.Row row) {
    int index = header.indexOf(column);
    return index < 0 || index >= row.cells().size() ? "" : row.cells().get(index).strip();
  }

  /** Finds images by the folder and name that lists give. */
  private static final class Images {
    private final Path root;
    private final Map<String, Path> byName = new HashMap<>();
    private final List<Path> bases;

    Images(Tree tree) {
      root = tree.root();
      tree.images().forEach(image -> byName.putIfAbsent(key(Tree.slashes(image)), image));
      Path here = root.toAbsolutePath().normalize();
      // a list that is named alone lies beside the images, or in a folder beside theirs
      bases =
          tree.named().isEmpty()
              ? List.of()
              : Stream.of(here, here.getParent())
                  .filter(folder -> folder != null)
                  .flatMap(folder -> Stream.concat(Stream.of(folder), foldersIn(folder).stream()))
                  .distinct()
                  .toList();
    }

    Optional<Path> find(String path) {
      Path known = byName.get(key(path));
      return known != null
          ? Optional.of(known)
          : bases.stream()
              .map(base -> base.resolve(path))
              .filter(Files::isRegularFile)
              .findFirst()
              .map(image -> root.toAbsolutePath().normalize().relativize(image));
    }

    /** Folder and name: names repeat in other folders. */
    private static String key(String path) {
      String[] parts = path.replace('\\', '/').split("/", -1);
      String name = parts[parts.length - 1];
      return (parts.length > 1 ? parts[parts.length - 2] + "/" + name : name)
          .toLowerCase(Locale.ROOT);
    }

    private static List<Path> foldersIn(Path folder) {
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.filter(Files::isDirectory).sorted().toList();
      } catch (IOException e) {
        return List.of(); // nothing can be found in it
      }
    }
  }
}
