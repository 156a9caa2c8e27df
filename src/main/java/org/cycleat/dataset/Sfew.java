package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
  private static final ClassFolders CLASSES = ClassFolders.named();
  private static final Pattern NUMBERED = Pattern.compile("(.+?)(?:_\\d+)+");
  private static final Pattern FRAME = Pattern.compile(".+_\\d{9}_\\d{8}");

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

  /** Sets prove it; parts have other data sets too, but not frames of films in them. */
  @Override
  public boolean isIn(Tree tree, Labels labels) {
    return tree.images().stream()
        .anyMatch(
            image ->
                labels.isKnown(Tree.folderName(image))
                    && Parts.of(image)
                        .filter(
                            part -> Parts.isSet(part) || FRAME.matcher(Tree.stem(image)).matches())
                        .isPresent());
  }

  @Override
  public boolean canBeIn(Tree tree, Labels labels) {
    return tree.images().stream()
        .anyMatch(image -> labels.isKnown(Tree.folderName(image)) && Parts.of(image).isPresent());
  }

  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    Map<String, Integer> films = new HashMap<>();
    tree.images().forEach(image -> films.merge(film(image), 1, Integer::sum));
    films.values().removeIf(count -> count == 1 || 2 * count <= tree.images().size());
    return new Contents(
        tree.images().stream()
            .map(
                image ->
                    new Entry(
                        image,
                        new ImageFacts(
                            CLASSES.label(image, labels),
                            films.containsKey(film(image)) ? "" : film(image),
                            Parts.of(image).orElse(""))))
            .toList());
  }

  /** The name before the numbers; where most files share it, it is no film's. */
  private static String film(Path image) {
    Matcher numbered = NUMBERED.matcher(Tree.stem(image));
    return numbered.matches() ? numbered.group(1) : Tree.stem(image);
  }
}
