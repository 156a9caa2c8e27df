package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Folders named like a class, with its images in them at any depth, and maybe in folders named like
 * a part (train, test) themselves; images elsewhere have no label.
 *
 * @param numbering that numbers among the folders' names are read by, or nothing
 * @param proof names of files that only the data set of that numbering has
 */
record ClassFolders(String name, String title, Optional<Numbering> numbering, Pattern proof)
    implements FaceDataSet {
  private static final Pattern NO_NAME = Pattern.compile("(?!)");

  /** Folders named by words. */
  static ClassFolders named() {
    return new ClassFolders("folders", "class folders", Optional.empty(), NO_NAME);
  }

  /** Folders named by words or by a data set's numbers. */
  static ClassFolders numbered(Numbering numbering, String fileNames) {
    return new ClassFolders(
        numbering.option(),
        numbering.title() + " (class folders)",
        Optional.of(numbering),
        Pattern.compile(fileNames));
  }

  static ClassFolders numbered(Numbering numbering) {
    return numbered(numbering, NO_NAME.pattern());
  }

  @Override
  public String expected() {
    return "images in folders such as Angry or HA (other classes: --labels)";
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return numbering.isEmpty()
        ? canBeIn(tree, labels)
        : tree.images().stream()
            .anyMatch(
                image ->
                    proof.matcher(Tree.stem(image)).matches()
                        && Numbering.isNumber(Tree.folderName(image))
                        && isKnown(image, labels));
  }

  @Override
  public boolean canBeIn(Tree tree, Labels labels) {
    return tree.images().stream().anyMatch(image -> isKnown(image, labels));
  }

  private boolean isKnown(Path image, Labels labels) {
    return labels.isKnown(label(image, labels));
  }

  /** An image beside the class folders, or an empty one, may be a slip. */
  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    PersonNames persons = new PersonNames(tree.images());
    List<Entry> entries = new ArrayList<>();
    Set<Path> filled = new HashSet<>();
    for (Path image : tree.images()) {
      Path in = image.getParent();
      while (in != null && filled.add(in)) {
        in = in.getParent();
      }
      String split = Parts.of(image).orElse("");
      entries.add(new Entry(image, new ImageFacts(label(image, labels), persons.of(image), split)));
    }
    for (Path folder : tree.folders()) {
      String label = word(folder.getFileName().toString(), labels);
      if (labels.indexOf(label).isPresent() && !filled.contains(folder)) {
        entries.add(
            new Entry(folder, new ImageFacts(label, "", ""), "no image is in this class folder"));
      }
    }
    return new Contents(entries);
  }

  /**
   * The innermost folder that is a class; else, where classes are numbers, the innermost number,
   * which is a mistake; or nothing.
   */
  String label(Path image, Labels labels) {
    String number = "";
    for (Path in = image.getParent(); in != null; in = in.getParent()) {
      String word = word(in.getFileName().toString(), labels);
      if (labels.isKnown(word)) {
        return word;
      }
      if (number.isEmpty() && numbering.isPresent() && Numbering.isNumber(word)) {
        number = word;
      }
    }
    return number;
  }

  private String word(String folder, Labels labels) {
    return labels.isKnown(folder) ? folder : numbering.map(set -> set.label(folder)).orElse(folder);
  }

  /** The folder that should be a class: the outermost that names no part; or nothing. */
  static String classOf(Path image) {
    for (int i = 0; i < image.getNameCount() - 1; i++) {
      String folder = image.getName(i).toString();
      if (Parts.named(folder).isEmpty()) {
        return folder;
      }
    }
    return "";
  }
}
