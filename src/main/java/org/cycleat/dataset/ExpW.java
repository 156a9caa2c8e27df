package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ExpW (Zhang et al., "From Facial Expression Recognition to Interpersonal Relation Prediction",
 * IJCV 2018): label.lst with the image, the face's number in it, its box (top, left, right,
 * bottom), the box's score and the expression in each line. Images of several faces are left out: a
 * label belongs to one of them only.
 */
final class ExpW implements FaceDataSet {
  private static final String LIST = "label.lst";
  private static final int CELLS = 8;
  private static final int TOP = 2;
  private static final int LEFT = 3;
  private static final int RIGHT = 4;
  private static final int BOTTOM = 5;
  private static final int LABEL = 7;

  @Override
  public String name() {
    return Numbering.EXPW.option();
  }

  @Override
  public String title() {
    return Numbering.EXPW.title();
  }

  @Override
  public String expected() {
    return LIST + " and its images";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return tree.list(LIST).isPresent();
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Path list = tree.list(LIST).orElseThrow();
    Map<String, Path> images = new HashMap<>();
    tree.images().forEach(image -> images.putIfAbsent(image.getFileName().toString(), image));
    Map<String, Integer> faces = new HashMap<>();
    List<List<String>> rows =
        TextLists.rows(list).stream().filter(row -> row.size() == CELLS).toList();
    rows.forEach(row -> faces.merge(row.get(0), 1, Integer::sum));
    List<Entry> entries = new ArrayList<>();
    for (List<String> row : rows) {
      if (faces.get(row.get(0)) == 1) {
        Path image = images.get(row.get(0));
        entries.add(
            image == null
                ? new Entry(Path.of(row.get(0)), facts(row), "not there, but listed in " + list)
                : new Entry(
                    image,
                    facts(row),
                    "",
                    "of %s in %s".formatted(row.get(0), list),
                    Optional.empty()));
      }
    }
    long several = faces.values().stream().filter(count -> count > 1).count();
    return new Contents(
        ManifestColumns.BOX,
        entries,
        several == 0
            ? List.of()
            : List.of(several + " images with several labelled faces are left out"));
  }

  private static ImageFacts facts(List<String> row) {
    String label = Numbering.EXPW.label(row.get(LABEL));
    try {
      int x = Integer.parseInt(row.get(LEFT));
      int y = Integer.parseInt(row.get(TOP));
      int width = Integer.parseInt(row.get(RIGHT)) - x;
      int height = Integer.parseInt(row.get(BOTTOM)) - y;
      List<String> box =
          List.of(
              Integer.toString(x),
              Integer.toString(y),
              Integer.toString(width),
              Integer.toString(height));
      return new ImageFacts(label, "", "", box);
    } catch (NumberFormatException e) {
      return new ImageFacts(label, "", ""); // the label is good without the box
    }
  }
}
