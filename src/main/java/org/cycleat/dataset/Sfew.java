package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SFEW, static frames of films (Dhall et al., "Static Facial Expression Analysis in Tough
 * Conditions", 2011): Set1 and Set2, or Train, Val and Test as in EmotiW, each with a folder for
 * each expression. The test part of EmotiW has no labels.
 *
 * <p>Names are NAME_TIME_NUMBER.png. Who is seen is not told, so the film counts as the subject:
 * nobody is then on both sides of a split.
 */
final class Sfew implements FaceDataSet {
  private static final Pattern SET = Pattern.compile("(?i)set[ _-]?\\d+");
  private static final Pattern PART =
      Pattern.compile("(?i)(train|val|test)(?:[^a-z].*|idation.*|ing.*)?");
  private static final Pattern NUMBERED = Pattern.compile("(.+?)(?:_\\d+)+");

  @Override
  public String name() {
    return "sfew";
  }

  @Override
  public String title() {
    return "SFEW (parts with class folders)";
  }

  @Override
  public String expected() {
    return "Train, Val and Test or Set1 and Set2, with folders such as Angry in them";
  }

  @Override
  public boolean isIn(Tree tree, Predicate<String> isClass) {
    return tree.images().stream()
        .anyMatch(image -> isClass.test(Tree.folderName(image)) && split(image).isPresent());
  }

  @Override
  public Contents read(Tree tree, Predicate<String> isClass) {
    return new Contents(tree.images().stream().map(image -> entry(image, isClass)).toList());
  }

  private static Entry entry(Path image, Predicate<String> isClass) {
    String folder = Tree.folderName(image);
    String stem = Tree.stem(image);
    Matcher numbered = NUMBERED.matcher(stem);
    return new Entry(
        image,
        new ImageFacts(
            isClass.test(folder) ? folder : "",
            numbered.matches() ? numbered.group(1) : stem,
            split(image).orElse("")));
  }

  /** The part that the outermost folder of such a name stands for. */
  private static Optional<String> split(Path image) {
    for (Path folder : image) {
      String name = folder.toString();
      Matcher part = PART.matcher(name);
      if (folder.equals(image.getFileName())) {
        return Optional.empty();
      } else if (SET.matcher(name).matches()) {
        return Optional.of(name);
      } else if (part.matches()) {
        String word = part.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(word.equals("val") ? "validation" : word);
      }
    }
    return Optional.empty();
  }
}
