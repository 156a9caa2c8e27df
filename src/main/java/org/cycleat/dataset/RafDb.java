package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * RAF-DB's basic expressions (Li et al., "Reliable Crowdsourcing and Deep Locality-Preserving
 * Learning for Expression Recognition in the Wild", CVPR 2017): EmoLabel/list_patition_label.txt
 * with "train_00001.jpg 5" in each line, and Image/aligned/train_00001_aligned.jpg or
 * Image/original/train_00001.jpg. Where both are there, the aligned ones are taken.
 */
final class RafDb implements FaceDataSet {
  private static final List<String> LISTS =
      List.of("list_patition_label.txt", "list_partition_label.txt");
  private static final String ALIGNED = "_aligned";

  @Override
  public String name() {
    return Numbering.RAFDB.option();
  }

  @Override
  public String title() {
    return Numbering.RAFDB.title();
  }

  @Override
  public String expected() {
    return LISTS.get(0) + " and its images, or folders 1 to 7";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return list(tree).isPresent();
  }

  private static Optional<Path> list(Tree tree) {
    return LISTS.stream().flatMap(name -> tree.list(name).stream()).findFirst();
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Map<String, Path> images = new HashMap<>();
    tree.images().forEach(image -> images.putIfAbsent(Tree.stem(image), image));
    Path list = list(tree).orElseThrow();
    List<Entry> entries = new ArrayList<>();
    for (List<String> row : TextLists.rows(list)) {
      if (row.size() > 1) {
        Path name = Path.of(row.get(0));
        String split = row.get(0).startsWith("train") ? "train" : "test";
        ImageFacts facts = new ImageFacts(Numbering.RAFDB.label(row.get(1)), "", split);
        Path image = images.getOrDefault(Tree.stem(name) + ALIGNED, images.get(Tree.stem(name)));
        entries.add(
            image == null
                ? new Entry(name, facts, "not there, but listed in " + list)
                : new Entry(
                    image, facts, "", "of %s in %s".formatted(name, list), Optional.empty()));
      }
    }
    return new Contents(entries);
  }
}
