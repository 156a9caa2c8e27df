package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Data sets whose file names tell the expression, by a code that is a group of the pattern.
 *
 * @param codes what it means, by the code in capitals
 */
record NamedFaces(
    String name, String title, String expected, Pattern file, Map<String, String> codes)
    implements FaceDataSet {

  /** The other files may be notes. */
  private static final double MOST = 0.9;

  /**
   * Lundqvist et al., "The Karolinska Directed Emotional Faces", 1998: session, person, expression,
   * angle.
   */
  static NamedFaces kdef() {
    return new NamedFaces(
        "kdef",
        "KDEF",
        "files such as AF01ANS.JPG, at any depth",
        Pattern.compile("(?i)[AB][FM]\\d{2}(AF|AN|DI|HA|NE|SA|SU)(?:S|HL|HR|FL|FR)"),
        Map.of("AF", "FE", "AN", "AN", "DI", "DI", "HA", "HA", "NE", "NE", "SA", "SA", "SU", "SU"));
  }

  /** Lyons et al., "Coding Facial Expressions with Gabor Wavelets", 1998: person, expression. */
  static NamedFaces jaffe() {
    return new NamedFaces(
        "jaffe",
        "JAFFE",
        "files such as KA.AN1.39.tiff, at any depth",
        Pattern.compile("(?i)[A-Z]{2}[.-](AN|DI|FE|HA|NE|SA|SU)\\d[.-]\\d+"),
        Map.of("AN", "AN", "DI", "DI", "FE", "FE", "HA", "HA", "NE", "NE", "SA", "SA", "SU", "SU"));
  }

  @Override
  public boolean isIn(Tree tree, Labels labels) {
    long named = tree.images().stream().filter(image -> !label(image).isEmpty()).count();
    return named > 0 && named >= MOST * tree.images().size();
  }

  @Override
  public Contents read(Tree tree, Labels labels) {
    PersonNames persons = new PersonNames(tree.images());
    return new Contents(
        tree.images().stream()
            .map(
                image ->
                    new Entry(
                        image,
                        new ImageFacts(
                            label(image), persons.of(image), Parts.of(image).orElse(""))))
            .toList());
  }

  private String label(Path image) {
    Matcher name = file.matcher(Tree.stem(image));
    return name.matches() ? codes.get(name.group(1).toUpperCase(Locale.ROOT)) : "";
  }
}
