package org.cycleat.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.render.dataset.KitPeople;
import org.cycleat.render.facekit.Emfacs;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.facekit.MixtureFile;
import org.cycleat.render.facekit.Mixtures;
import org.cycleat.render.facekit.RandomUnits;
import org.cycleat.render.facekit.Repertoire;
import picocli.CommandLine.Option;

/** The options of {@code render} that choose people of ICT-FaceKit and what they show. */
final class KitPeopleOptions {
  private static final int DEFAULT_SUBJECTS = 100;
  private static final int MOST_SUBJECTS = 100_000;
  private static final int HIGHEST_SUBJECT = 1_000_000_000;

  @Option(
      names = "--subjects",
      paramLabel = "N",
      description = "People of ICT-FaceKit; 100 unless set. Of BU-3DFE all are taken.")
  private Integer subjects;

  @Option(
      names = "--first-subject",
      paramLabel = "K",
      description = "Number of the first of them; 0 unless set. Other numbers are other people.")
  private Integer firstSubject;

  @Option(
      names = "--expressions",
      paramLabel = "FILE",
      description =
          "CSV with the columns label and jawOpen, mouthSmile_L and so on, as manifest.csv of rendered"
              + " faces has them: each row is a mixture of shapes that somebody showed. People of"
              + " ICT-FaceKit show these, one in each image, every row as often as another, instead"
              + " of prototypes at --levels.")
  private Path expressions;

  /** What people show where nobody has shown it. */
  enum Variants {
    PROTOTYPE,
    EMFACS,
    MIXTURES;

    Repertoire repertoire() {
      return switch (this) {
        case PROTOTYPE -> Repertoire.PROTOTYPES;
        case EMFACS -> new Emfacs();
        case MIXTURES -> new RandomUnits();
      };
    }
  }

  @Option(
      names = "--variants",
      paramLabel = "prototype|emfacs|mixtures",
      description =
          "What people of ICT-FaceKit show: one of two prototypes of each expression, in all images of"
              + " a person and level, looking to the front; or EMFACS's prototypes and major variants,"
              + " another in each image, with glances and blinks; or mixtures of action units, drawn at"
              + " random for each image, that show no expression and have no label, for a network that"
              + " reads movements; prototype unless set.")
  private Variants variants;

  private Mixtures mixtures; // of the file, once it is read

  private int subjects() {
    return subjects == null ? DEFAULT_SUBJECTS : subjects;
  }

  private int firstSubject() {
    return firstSubject == null ? 0 : firstSubject;
  }

  private Variants variants() {
    return variants == null ? Variants.PROTOTYPE : variants;
  }

  /**
   * Refuses options that cannot be.
   *
   * @param areOfKit whether the faces are ICT-FaceKit's
   * @param haveLevels whether levels were asked for
   */
  void check(boolean areOfKit, boolean haveLevels) {
    if (!areOfKit && (subjects != null || firstSubject != null)) {
      throw new UserException(
          "--subjects and --first-subject choose people of ICT-FaceKit; of BU-3DFE all are taken");
    }
    if (!areOfKit && (expressions != null || variants != null)) {
      throw new UserException(
          "--expressions and --variants are for people of ICT-FaceKit; scans of BU-3DFE have their own");
    }
    if (variants != null && expressions != null) {
      throw new UserException(
          "--variants and --expressions both say what people show: leave one of the two out");
    }
    if (haveLevels && variants() == Variants.MIXTURES) {
      throw new UserException(
          "--levels are of expressions, and --variants mixtures show none: leave one of the two out");
    }
    if (haveLevels && expressions != null) {
      throw new UserException(
          "--levels are of prototypes and variants; rows of --expressions are as strong as they say:"
              + " leave one of the two out");
    }
    RenderCommand.require(
        subjects() >= 1 && subjects() <= MOST_SUBJECTS,
        "--subjects",
        "1 to " + MOST_SUBJECTS,
        subjects);
    RenderCommand.require(
        firstSubject() >= 0 && firstSubject() <= HIGHEST_SUBJECT,
        "--first-subject",
        "a number from 0 to " + HIGHEST_SUBJECT,
        firstSubject);
  }

  /** Whether what they show has levels. */
  boolean haveLevels() {
    return expressions == null && variants() != Variants.MIXTURES;
  }

  /**
   * The people.
   *
   * @param images of whatever each person shows
   * @param notes takes a line on what of the file is left out
   */
  KitPeople of(FaceKit kit, long seed, int images, Consumer<String> notes) {
    return new KitPeople(
        kit, seed, firstSubject(), subjects(), repertoire(kit, seed, images, notes));
  }

  private Repertoire repertoire(FaceKit kit, long seed, int images, Consumer<String> notes) {
    if (expressions == null) {
      return variants().repertoire();
    }
    MixtureFile file = MixtureFile.read(expressions, kit.shapes());
    if (!file.leftOut().isEmpty()) {
      notes.accept(
          file.leftOut().entrySet().stream()
              .map(reason -> reason.getValue() + " " + reason.getKey())
              .collect(Collectors.joining(", ", "left out of " + expressions + ": ", "")));
    }
    mixtures = new Mixtures(file.mixtures(), seed, images);
    return mixtures;
  }

  /** What the images depend on. */
  void addTo(Map<String, String> settings) {
    settings.put("subjects", "%d from %d".formatted(subjects(), firstSubject()));
    if (mixtures == null) {
      settings.put("variants", variants().name().toLowerCase(Locale.ROOT));
    } else {
      settings.put("expressions", mixtures.digest());
    }
  }
}
