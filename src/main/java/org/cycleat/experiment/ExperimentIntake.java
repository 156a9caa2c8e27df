package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentConfig;
import org.cycleat.config.ExperimentFile;
import org.cycleat.config.FaceSource;
import org.cycleat.config.FoldsConfig;
import org.cycleat.config.SetsConfig;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Listing;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.dataset.Use;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.RunData;
import org.cycleat.twins.Twins;

/**
 * Reads the data sets of an experiment and divides them. Nothing that is evaluated, nor its subject
 * or twin, is in what is trained on.
 */
final class ExperimentIntake {
  private static final String LEFT_OUT = "left-out.csv";

  private final ExperimentData data;
  private final ExperimentFile file;
  private final Consumer<String> report;
  private final Consumer<String> lost;

  /**
   * @param data where the manifests are written
   * @param report told in a line what was read and what is left out
   * @param lost told in a line what was meant to be read and was not
   */
  ExperimentIntake(
      ExperimentData data, ExperimentFile file, Consumer<String> report, Consumer<String> lost) {
    this.data = data;
    this.file = file;
    this.report = report;
    this.lost = lost;
  }

  /**
   * A data set as it was named, and what it holds.
   *
   * @param agreed those of its faces on whose label people agree, for a draw
   */
  private record Named(GivenData place, Manifest faces, Manifest agreed, FewFaces few) {
    Named with(Manifest others) {
      return new Named(place, others, others, few);
    }

    void requireEnough() {
      few.requireEnough(agreed, place.place());
    }

    /** Those that are learned from. */
    Named drawn(Consumer<String> lost) {
      return with(few.of(agreed, place.place(), lost));
    }
  }

  private ExperimentConfig settings() {
    return file.settings();
  }

  /**
   * Makes sure that what is named is there, before anything is read.
   *
   * @throws UserException that names the key
   */
  void requireThere() {
    SetsConfig sets = settings().sets();
    List.of(
            given("source", settings().source(), Use.LABELLED),
            given("web", settings().web(), Use.UNLABELLED),
            given("sets.first", sets.first(), Use.LABELLED),
            given("sets.second", sets.second(), Use.LABELLED),
            given("folds.faces", settings().folds().faces(), Use.LABELLED),
            given("ablation.source", settings().ablation().source(), Use.LABELLED))
        .stream()
        .flatMap(Optional::stream)
        .forEach(GivenData::requireThere);
  }

  private Optional<GivenData> given(String key, FaceSource faces, Use use) {
    if (!faces.isGiven()) {
      return Optional.empty();
    }
    var source =
        new DataSource(Path.of(faces.data()), faces.dataset(), key + ".data", report, lost);
    Optional<String> split = Optional.of(faces.split()).filter(part -> !part.isEmpty());
    return Optional.of(new GivenData(source, split, use, key + ".split"));
  }

  private Optional<Named> read(String key, FaceSource faces, Use use, Labels labels, FewFaces few) {
    return given(key, faces, use)
        .map(
            place -> {
              Listing listing = place.list(labels);
              Manifest all = listing.manifest(data.images());
              return new Named(
                  place, all, few.takesAll() ? all : listing.agreed().manifest(data.images()), few);
            });
  }

  /**
   * Reads all data sets that are named, checks them, and writes the manifests.
   *
   * @param judgesUnseen whether the source domain's test part is needed
   * @throws UserException where one has not what its protocol needs
   */
  void run(boolean judgesUnseen) {
    SetsConfig sets = settings().sets();
    FoldsConfig folds = settings().folds();
    Labels labels = data.labels();
    FewFaces few = new FewFaces(sets.perClass(), "sets.perClass", file.run().seed());
    FewFaces ofFolds = new FewFaces(folds.perClass(), "folds.perClass", file.run().seed());
    Optional<Named> first = read("sets.first", sets.first(), Use.LABELLED, labels, few);
    Optional<Named> second =
        read(
            "sets.second",
            sets.second(),
            Use.LABELLED,
            labels,
            sets.bothWays() ? few : FewFaces.ALL);
    Optional<Named> whole =
        read("folds.faces", folds.faces(), Use.LABELLED, data.foldLabels(), ofFolds);
    Optional<Named> source =
        read("source", settings().source(), Use.LABELLED, data.allLabels(), FewFaces.ALL);
    Optional<Named> plain =
        read("ablation.source", settings().ablation().source(), Use.LABELLED, labels, FewFaces.ALL);
    Optional<Named> web = read("web", settings().web(), Use.UNLABELLED, labels, FewFaces.ALL);
    first.ifPresent(each -> each.faces().requireEveryLabel("sets.first.data"));
    second.ifPresent(each -> each.faces().requireEveryLabel("sets.second.data"));
    Stream.of(first, second, whole).flatMap(Optional::stream).forEach(Named::requireEnough);
    whole.ifPresent(this::requireEnough);
    if (judgesUnseen) {
      source.ifPresent(each -> data.requireUnseen(each.faces()));
    }
    List<Named> evaluated = new ArrayList<>();
    List<Named> target = new ArrayList<>();
    if (first.isPresent()) {
      target.addAll(writeSets(first.get(), second.orElseThrow()));
      evaluated.addAll(
          sets.bothWays() ? List.of(first.get(), second.get()) : List.of(second.get()));
    }
    whole.ifPresent(each -> evaluated.add(writeFolds(each)));
    target.addAll(evaluated);
    source.ifPresent(each -> writeSource(each, evaluated, data.source()));
    plain.ifPresent(each -> writeSource(each, evaluated, data.plainSource()));
    web.ifPresent(each -> writeWeb(each, target));
    data.markReady();
  }

  /** A fold without a class cannot be evaluated on it. */
  private void requireEnough(Named whole) {
    FoldsConfig folds = settings().folds();
    int[] counts = whole.faces().counts();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < folds.number()) {
        throw new UserException(
            "%d folds (folds.number), but only %d images of %s in %s (folds.faces.data): expected at least one in each fold"
                .formatted(
                    folds.number(),
                    counts[k],
                    data.foldLabels().codes().get(k),
                    folds.faces().data()));
      }
    }
  }

  /** The faces that are learned from. */
  private List<Named> writeSets(Named first, Named second) {
    List<Division> divisions = data.sets();
    List<Named> learned = new ArrayList<>();
    learned.add(writeSet(divisions.get(0), first, second));
    if (divisions.size() > 1) {
      learned.add(writeSet(divisions.get(1), second, first));
    }
    return learned;
  }

  private Named writeSet(Division division, Named training, Named test) {
    ofNoSplit(test.faces()).write(division.test());
    Named candidates = training.with(training.agreed());
    boolean bySubject = settings().sets().bySubject();
    Manifest left = leftOut(candidates, List.of(test), bySubject, division.name(), "a test face");
    Named drawn = training.with(left).drawn(lost);
    requireLearnable(drawn, division.name());
    ofNoSplit(drawn.faces()).write(division.training());
    return drawn;
  }

  private Named writeFolds(Named whole) {
    FoldsConfig folds = settings().folds();
    Manifest together = ofNoSplit(Twins.together(whole.drawn(lost).faces()));
    List<Splits.Split> splits = Splits.kFold(together, folds.number(), file.run().seed());
    together.write(data.allFolds());
    List<Division> divisions = data.folds();
    for (int i = 0; i < divisions.size(); i++) {
      splits.get(i).validation().write(divisions.get(i).test());
      Manifest training = splits.get(i).training();
      requireLearnable(whole.with(training), divisions.get(i).name());
      training.write(divisions.get(i).training());
    }
    return whole.with(together);
  }

  /** The test part is only evaluated. */
  private void writeSource(Named source, List<Named> evaluated, Path into) {
    String name = into.getParent().getFileName().toString();
    Manifest test = source.faces().split(ExperimentData.TEST);
    Set<Sample> stays = new LinkedHashSet<>(test.samples());
    Named learned = source.with(source.faces().filter(sample -> !stays.contains(sample)));
    stays.addAll(leftOut(learned, evaluated, true, name, "a test face").samples());
    Manifest kept = source.faces().filter(stays::contains);
    requireLearnable(source.with(RunData.training(kept)), name);
    kept.write(into);
  }

  /**
   * Makes sure that a run can set aside some of what it learns from, as it will.
   *
   * @param name of the data, for the error
   */
  private void requireLearnable(Named training, String name) {
    double fraction = file.run().data().validationFraction();
    try {
      Manifest faces = training.faces().requireEveryLabel(training.place().place());
      Splits.validation(faces, fraction, file.run().seed());
    } catch (UserException e) {
      throw new UserException(
          "the training part of %s, of %s: %s"
              .formatted(name, training.place().place(), e.getMessage()),
          e);
    }
  }

  private void writeWeb(Named web, List<Named> target) {
    Manifest kept = leftOut(web, target, true, "web", "a face of the target domain");
    if (kept.size() == 0) {
      throw new UserException(
          "all %d images of %s (web.data) show faces of the target domain, their subjects or their twins: name others"
              .formatted(web.faces().size(), web.place().place()));
    }
    kept.write(data.web());
  }

  /**
   * What may be learned from; the rest is listed.
   *
   * @param name of the data, and of the folder for the list
   * @param who what must not be learned from, for the report
   */
  private Manifest leftOut(
      Named training, List<Named> known, boolean bySubject, String name, String who) {
    Manifest kept = training.faces();
    for (Named each : known) {
      kept =
          new Judged(each.faces(), List.of(each.place()))
              .leftOutOf(kept, training.place(), bySubject);
    }
    Set<Sample> stays = new LinkedHashSet<>(kept.samples());
    Manifest out = training.faces().filter(sample -> !stays.contains(sample));
    if (out.size() > 0) {
      Path list = data.folder().resolve(name).resolve(LEFT_OUT);
      out.write(list);
      report.accept(
          "%s: %d images left out, which show %s, its subject or its twin; %s lists them"
              .formatted(name, out.size(), who, list));
    }
    return kept;
  }

  private static Manifest ofNoSplit(Manifest manifest) {
    return manifest.with(manifest.samples().stream().map(Sample::ofNoSplit).toList());
  }
}
