package org.cycleat.stage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cycleat.UserException;

/** The stages of a run, in order. */
public enum Stage {
  SOURCE("source", Domain.SOURCE),
  TRANSLATION("translation", Domain.SOURCE, Domain.WEB),
  SELECTION("selection", Domain.SOURCE, Domain.TARGET),
  TARGET("target", Domain.SOURCE, Domain.TARGET),
  /** The paper's comparisons; not part of the method. */
  BASELINES("baselines", Domain.SOURCE, Domain.TARGET);

  private final String folder;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Domain> domains;

  Stage(String folder, Domain... domains) {
    this.folder = folder;
    this.domains = List.of(domains);
  }

  /** The domains whose images it needs. */
  List<Domain> domains() {
    return domains;
  }

  public String folder() {
    return folder;
  }

  /** The stages whose results it starts from. */
  List<Stage> needs() {
    return switch (this) {
      case SOURCE -> List.of();
      case TRANSLATION, BASELINES -> List.of(SOURCE);
      case SELECTION -> List.of(TRANSLATION);
      case TARGET -> List.of(TRANSLATION, SELECTION);
    };
  }

  /** What a user types. */
  public String option() {
    return folder;
  }

  /**
   * The stage that a user typed.
   *
   * @throws UserException where there is none of that name
   */
  public static Stage parse(String text) {
    return Arrays.stream(values())
        .filter(stage -> stage.folder.equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "unknown stage %s (--stage); expected %s".formatted(text, names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(Stage::option).collect(Collectors.joining(", "));
  }
}
