package org.cycleat.dataset;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a model of BU-3DFE says, such as F0001_AN03WH_F3D.wrl.
 *
 * <p>Source: L. Yin et al., "A 3D Facial Expression Database For Facial Behavior Research", FG
 * 2006.
 *
 * @param subject letter and number, such as F0001
 * @param expression one of AN, DI, FE, HA, NE, SA, SU
 * @param level of the expression, 1 to 4; 0 for the neutral face
 * @param ethnicity two letters, such as WH
 */
public record Bu3dfeName(String subject, Sex sex, String expression, int level, String ethnicity)
    implements Comparable<Bu3dfeName> {

  /** As the data set tells its people apart. */
  public enum Sex {
    FEMALE,
    MALE
  }

  private static final String FACE = "([FM]\\d{4})_(AN|DI|FE|HA|NE|SA|SU)0([0-4])([A-Z]{2})";
  private static final Pattern MODEL = Pattern.compile(FACE + "_F3D\\.WRL");
  private static final Pattern IMAGE = Pattern.compile(FACE + "_F2D\\.[A-Z]+");

  private static final Comparator<Bu3dfeName> ORDER =
      Comparator.comparing(Bu3dfeName::subject)
          .thenComparing(Bu3dfeName::expression)
          .thenComparing(Bu3dfeName::level)
          .thenComparing(Bu3dfeName::ethnicity);

  /**
   * @param fileName without folders, in letters of either case
   * @return empty for other files: raw scans, images, notes
   */
  public static Optional<Bu3dfeName> parse(String fileName) {
    return parse(fileName, MODEL);
  }

  /**
   * The same of the image that was taken together with a model, such as F0001_AN03WH_F2D.bmp.
   *
   * @return empty for other files: textures, raw scans, notes
   */
  public static Optional<Bu3dfeName> parseImage(String fileName) {
    return parse(fileName, IMAGE);
  }

  private static Optional<Bu3dfeName> parse(String fileName, Pattern form) {
    Matcher name = form.matcher(fileName.toUpperCase(Locale.ROOT));
    if (!name.matches()) {
      return Optional.empty();
    }
    Sex sex = name.group(1).charAt(0) == 'F' ? Sex.FEMALE : Sex.MALE;
    int level = Integer.parseInt(name.group(3));
    return Optional.of(new Bu3dfeName(name.group(1), sex, name.group(2), level, name.group(4)));
  }

  /** By subject, expression and level. */
  @Override
  public int compareTo(Bu3dfeName other) {
    return ORDER.compare(this, other);
  }
}
