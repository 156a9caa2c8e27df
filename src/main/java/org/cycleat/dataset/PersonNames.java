package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose face an image shows, where its name is one of a published data set whose names tell it: CK+
 * (S400_001_00000001, of the person S400), KDEF (AF01ANS, of F01 in session A), JAFFE (KA.AN1.39),
 * and LFW (Tony_Blair_0086). Other names name nobody: IMG_1001 is a camera's.
 */
final class PersonNames {
  private static final List<Pattern> PERSONS =
      List.of(
          Pattern.compile("(?i)(S\\d{3})_\\d{3}_\\d{8}.*"),
          Pattern.compile("(?i)[AB]([FM]\\d{2})(?:AF|AN|DI|HA|NE|SA|SU)(?:S|HL|HR|FL|FR)"),
          Pattern.compile("(?i)([A-Z]{2})[.-](?:AN|DI|FE|HA|NE|SA|SU)\\d[.-]\\d+"));

  /** Words, one of them in small letters but for the first, and a number of four digits. */
  private static final Pattern LFW = Pattern.compile("(\\p{Lu}\\D*\\p{Ll}\\D*)_\\d{4}");

  /** Of the images, which must be named as LFW's. */
  private static final double MOST = 0.9;

  private final boolean isLfw;

  /**
   * @param images all of the data set: only they tell whether a word before a number is a name
   */
  PersonNames(List<Path> images) {
    isLfw = isLfw(images);
  }

  private static boolean isLfw(List<Path> images) {
    Map<String, Integer> persons = new HashMap<>();
    int named = 0;
    for (Path image : images) {
      Matcher name = LFW.matcher(Tree.stem(image));
      if (name.matches()) {
        named++;
        persons.merge(name.group(1), 1, Integer::sum);
      }
    }
    int files = named;
    long ofTwoWords = persons.keySet().stream().filter(name -> name.contains("_")).count();
    // a word that most files share is a camera's, or a program's; one for a part is FER2013's
    return named > 0
        && named >= MOST * images.size()
        && 2 * ofTwoWords
            > persons.size() // else Angry_0001 or Photo_0001: few people have one name
        && persons.keySet().stream().allMatch(word -> Parts.named(word).isEmpty())
        && persons.values().stream().noneMatch(count -> count > 1 && 2 * count > files);
  }

  /** The person, or nothing. */
  String of(Path image) {
    String stem = Tree.stem(image);
    for (Pattern person : PERSONS) {
      Matcher name = person.matcher(stem);
      if (name.matches()) {
        return name.group(1).toUpperCase(Locale.ROOT);
      }
    }
    Matcher name = LFW.matcher(stem);
    return isLfw && name.matches() ? name.group(1) : "";
  }
}
