package org.cycleat.dataset;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which number stands for which expression in a published data set. They disagree: 3 is happiness
 * in FER2013, surprise in AffectNet and disgust in RAF-DB. So a number is read as a label only
 * where a list, a header or the user says whose it is.
 */
enum Numbering {
  /** Goodfellow et al., "Challenges in Representation Learning", 2013. */
  FER2013("FER2013", "fer2013", 0, "AN DI FE HA SA SU NE"),
  /** Mollahosseini et al., "AffectNet", 2017. */
  AFFECTNET("AffectNet", "affectnet", 0, "NE HA SA SU FE DI AN CO"),
  /** Li et al., "Reliable Crowdsourcing and Deep Locality-Preserving Learning", CVPR 2017. */
  RAFDB("RAF-DB", "rafdb", 1, "SU FE DI HA SA AN NE"),
  /** Zhang et al., "From Facial Expression Recognition to Interpersonal Relation", 2018. */
  EXPW("ExpW", "expw", 0, "AN DI FE HA SA SU NE"),
  /** Lucey et al., "The Extended Cohn-Kanade Dataset (CK+)", CVPRW 2010. */
  CKPLUS("CK+", "ckplus", 0, "NE AN CO DI FE HA SA SU");

  private final String title;
  private final String option;
  private final int first;
  private final String codes;

  Numbering(String title, String option, int first, String codes) {
    this.title = title;
    this.option = option;
    this.first = first;
    this.codes = codes;
  }

  /** The one of a data set as --dataset calls it; or nothing. */
  static Optional<Numbering> of(String option) {
    return Arrays.stream(values()).filter(set -> set.option.equals(option)).findFirst();
  }

  /** As people call the data set. */
  String title() {
    return title;
  }

  /** As --dataset calls it. */
  String option() {
    return option;
  }

  /** The code of an expression's number; another text as it is. */
  String label(String text) {
    return isNumber(text) ? code(text).orElse(text.strip()) : text.strip();
  }

  /** The numbers that there are: "1 (SU) to 7 (NE)". */
  String range() {
    String[] inOrder = codes.split(" ", -1);
    int last = inOrder.length - 1;
    return "%d (%s) to %d (%s)".formatted(first, inOrder[0], first + last, inOrder[last]);
  }

  private Optional<String> code(String number) {
    int index = Integer.parseInt(number.strip()) - first;
    String[] inOrder = codes.split(" ", -1);
    return index >= 0 && index < inOrder.length ? Optional.of(inOrder[index]) : Optional.empty();
  }

  /** Whether a text can be nothing but an expression's number, in some data set. */
  static boolean isNumber(String text) {
    return text.strip().matches("\\d{1,3}");
  }

  /** What a number means where: "FER2013 HA, AffectNet SU, RAF-DB DI". */
  static String candidates(String number) {
    return Arrays.stream(values())
        .flatMap(
            set -> set.code(number).map(code -> "%s in %s".formatted(code, set.title)).stream())
        .collect(Collectors.joining(", "));
  }
}
