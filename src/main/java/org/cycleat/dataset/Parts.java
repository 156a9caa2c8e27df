package org.cycleat.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts that publishers divide their data into, by the names of folders and files. */
final class Parts {
  private static final Pattern SET = Pattern.compile("(?i)set[ _-]?\\d+");
  private static final Pattern PART =
      Pattern.compile(
          "(?i)(?:fer2013)?(train|val|test)(?:[^a-z].*|id(?:[^a-z].*|ation.*)?|ing.*)?");
  private static final Pattern OF_FER2013 = Pattern.compile("(?i)(public|private)[ _-]?test");

  private Parts() {}

  /** train, validation, test, or a numbered set as it is; empty for any other name. */
  static Optional<String> named(String name) {
    Matcher part = PART.matcher(name);
    Matcher fer2013 = OF_FER2013.matcher(name);
    if (part.matches()) {
      String word = part.group(1).toLowerCase(Locale.ROOT);
      return Optional.of(word.equals("val") ? "validation" : word);
    } else if (fer2013.matches()) {
      return Optional.of(fer2013.group(1).equalsIgnoreCase("public") ? "validation" : "test");
    }
    return isSet(name) ? Optional.of(name) : Optional.empty();
  }

  static boolean isSet(String name) {
    return SET.matcher(name).matches();
  }

  /** The part that the outermost folder of such a name stands for. */
  static Optional<String> of(Path image) {
    for (int i = 0; i < image.getNameCount() - 1; i++) {
      Optional<String> part = named(image.getName(i).toString());
      if (part.isPresent()) {
        return part;
      }
    }
    return Optional.empty();
  }
}
