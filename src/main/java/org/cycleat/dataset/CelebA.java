package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * CelebA (Liu et al., "Deep Learning Face Attributes in the Wild", 2015): numbered images, and
 * beside them identity_CelebA.txt (image, person), list_eval_partition.txt (image, 0 for training,
 * 1 for validation, 2 for testing) and list_attr_celeba.txt (a count, 40 names, then an image and
 * 40 times 1 or -1), each where it is there. Of the attributes one tells of the expression:
 * smiling.
 */
final class CelebA implements FaceDataSet {
  private static final Set<String> FOLDERS =
      Set.of("img_celeba", "img_align_celeba", "img_align_celeba_png");
  private static final List<String> SPLITS = List.of("train", "validation", "test");

  @Override
  public String name() {
    return "celeba";
  }

  @Override
  public String title() {
    return "CelebA";
  }

  @Override
  public String expected() {
    return "img_celeba or img_align_celeba, and identity_CelebA.txt or list_eval_partition.txt";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    boolean hasList =
        Stream.of("identity_CelebA.txt", "list_eval_partition.txt", "list_eval_partition.csv")
            .anyMatch(name -> tree.list(name).isPresent());
    return !tree.images().isEmpty()
        && (hasList || FOLDERS.contains(Tree.folderName(tree.images().get(0))));
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Map<String, String> people = column(tree, "identity_CelebA.txt", 1);
    Map<String, String> parts = column(tree, "list_eval_partition.txt", 1);
    if (parts.isEmpty()) {
      parts = column(tree, "list_eval_partition.csv", 1);
    }
    Map<String, String> smiles = smiles(tree);
    List<String> columns = smiles.isEmpty() ? List.of() : List.of("smiling");
    Map<String, String> splits = parts;
    return new Contents(
        columns,
        tree.images().stream()
            .map(
                image -> {
                  String number = Tree.stem(image);
                  ImageFacts facts =
                      new ImageFacts(
                          "",
                          people.getOrDefault(number, ""),
                          split(splits.getOrDefault(number, "")),
                          columns.isEmpty() ? List.of() : List.of(smiles.getOrDefault(number, "")));
                  return new Entry(image, facts);
                })
            .toList());
  }

  private static String split(String number) {
    return number.matches("[012]") ? SPLITS.get(Integer.parseInt(number)) : "";
  }

  /** A column of a list by the image's number, whatever extension the list gives it. */
  private static Map<String, String> column(Tree tree, String fileName, int column) {
    Map<String, String> values = new HashMap<>();
    for (List<String> row : tree.list(fileName).map(TextLists::rows).orElse(List.of())) {
      if (row.size() > column) {
        values.put(Tree.stem(Path.of(row.get(0))), row.get(column));
      }
    }
    return values;
  }

  private static Map<String, String> smiles(Tree tree) {
    List<List<String>> rows =
        tree.list("list_attr_celeba.txt").map(TextLists::rows).orElse(List.of());
    if (rows.size() < 2 || !rows.get(1).contains("Smiling")) {
      return Map.of();
    }
    int column = rows.get(1).indexOf("Smiling") + 1; // the image's name has no heading
    Map<String, String> smiles = column(tree, "list_attr_celeba.txt", column);
    smiles.replaceAll((image, value) -> value.equals("1") ? "1" : "0");
    return smiles;
  }
}
