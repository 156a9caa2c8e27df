package org.cycleat.dataset;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One class.
 *
 * @param code short form, as in the paper's tables: AN
 * @param name full name: anger
 * @param aliases further words that mean the same: angry
 */
public record Label(String code, String name, List<String> aliases) {
  public Label {
    aliases = List.copyOf(aliases);
    if (code.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("a label needs a code and a name");
    }
  }

  /** Code, name and aliases in lower case: the words that mean this label. */
  List<String> words() {
    return Stream.concat(Stream.of(code, name), aliases.stream())
        .map(Label::folded)
        .distinct()
        .toList();
  }

  /** The form in which words are compared. */
  static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
