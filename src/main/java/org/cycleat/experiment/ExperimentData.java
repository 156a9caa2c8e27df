package org.cycleat.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.cycleat.UserException;
import org.cycleat.config.ExperimentConfig;
import org.cycleat.config.ExperimentFile;
import org.cycleat.config.FaceSource;
import org.cycleat.config.FoldsConfig;
import org.cycleat.config.SetsConfig;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Splits;
import org.cycleat.dataset.Use;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.Workspace;
import org.cycleat.twins.Twins;

/**
 * The faces of an experiment: every data set is read once and kept as manifests in the experiment's
 * folder, from which all its runs start. Nothing that is judged, nor its subject or twin, is in
 * what is trained on.
 */
final class ExperimentData {
  private static final String MANIFEST = "manifest.csv";
  private static final String TEST = "test";
  private static final String READY = "ready.txt";
  private static final String LEFT_OUT = "left-out.csv";

  private final Path folder;
  private final ExperimentFile file;
  private final Consumer<String> report;
  private final Consumer<String> lost;

  /**
   * @param folder for the manifests
   * @param report told in a line what was read and what is left out
   * @param lost told in a line what was meant to be read and was not
   */
  ExperimentData(Path folder, ExperimentFile file, Consumer<String> report, Consumer<String> lost) {
    this.folder = folder;
    this.file = file;
    this.report = report;
    this.lost = lost;
  }

  /** A data set as it was named, and what it holds. */
  private record Named(GivenData place, Manifest faces) {
    Named with(Manifest others) {
      return new Named(place, others);
    }
  }

  Path source() {
    return folder.resolve("source").resolve(MANIFEST);
  }

  Path web() {
    return folder.resolve("web").resolve(MANIFEST);
  }

  /** The classes of the sets, and of all that has no classes of its own. */
  Labels labels() {
    return Labels.parse(String.join(",", file.run().labels()));
  }

  Labels foldLabels() {
    return Labels.parse(String.join(",", settings().folds().labels()));
  }

  /** How the sets are trained and judged on. */
  List<Division> sets() {
    List<Division> divisions = new ArrayList<>();
    divisions.add(division("sets", "sets-1", 0));
    if (settings().sets().bothWays()) {
      divisions.add(division("sets", "sets-2", 1));
    }
    return divisions;
  }

  List<Division> folds() {
    List<Division> divisions = new ArrayList<>();
    for (int fold = 1; fold <= settings().folds().number(); fold++) {
      divisions.add(division("folds", "fold-" + fold, 0));
    }
    return divisions;
  }

  /** All faces of the folds, each of which is judged once. */
  Path allFolds() {
    return folder.resolve("folds").resolve("all.csv");
  }

  private Division division(String data, String name, int part) {
    Path home = folder.resolve(data);
    return new Division(
        name, home.resolve(name + "-train.csv"), home.resolve(name + "-test.csv"), part);
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
            given("folds.faces", settings().folds().faces(), Use.LABELLED))
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

  private Optional<Named> read(String key, FaceSource faces, Use use, Labels labels) {
    return given(key, faces, use)
        .map(
            place ->
                new Named(
                    place, place.list(labels).manifest(folder.resolve(key).resolve("pictures"))));
  }

  /** Whether all was written before. */
  boolean isReady() {
    return Files.exists(folder.resolve(READY));
  }

  /**
   * Makes sure that a written source domain has people to judge on.
   *
   * @throws UserException where it has no test part
   */
  void requireUnseen() {
    requireUnseen(Manifest.read(source(), allLabels(), Use.LABELLED));
  }

  private void requireUnseen(Manifest source) {
    if (source.split(TEST).size() == 0) {
      throw new UserException(
          "no image of the split test in %s (source.data): tables 2 and 3 judge on people that f_S has not seen; add a column split with train and test"
              .formatted(settings().source().data()));
    }
  }

  /**
   * Reads all data sets that are named, checks them, and writes the manifests.
   *
   * @param judgesUnseen whether the source domain's test part is needed
   * @param begun called when everything is checked and the first manifest is about to be written
   * @throws UserException where one has not what its protocol needs
   */
  void prepare(boolean judgesUnseen, Runnable begun) {
    Optional<Named> first = read("sets.first", settings().sets().first(), Use.LABELLED, labels());
    Optional<Named> second =
        read("sets.second", settings().sets().second(), Use.LABELLED, labels());
    Optional<Named> whole =
        read("folds.faces", settings().folds().faces(), Use.LABELLED, foldLabels());
    Optional<Named> source = read("source", settings().source(), Use.LABELLED, allLabels());
    Optional<Named> web = read("web", settings().web(), Use.UNLABELLED, labels());
    first.ifPresent(each -> each.faces().requireEveryLabel("sets.first.data"));
    second.ifPresent(each -> each.faces().requireEveryLabel("sets.second.data"));
    whole.ifPresent(this::requireEnough);
    if (judgesUnseen) {
      source.ifPresent(each -> requireUnseen(each.faces()));
    }
    begun.run();
    List<Named> judged = new ArrayList<>();
    if (first.isPresent()) {
      judged.addAll(writeSets(first.get(), second.orElseThrow()));
    }
    whole.ifPresent(each -> judged.add(writeFolds(each)));
    source.ifPresent(each -> write(each, judged, source()));
    web.ifPresent(each -> write(each, judged, web()));
    markReady();
  }

  private void markReady() {
    Workspace.write(folder.resolve(READY), "all manifests are written\n");
  }

  /** Those of the sets, and those that only the folds have. */
  Labels allLabels() {
    Set<String> codes = new LinkedHashSet<>(labels().codes());
    if (settings().folds().isGiven()) {
      codes.addAll(foldLabels().codes());
    }
    return Labels.parse(String.join(",", codes));
  }

  /** A fold without a class cannot be judged on it. */
  private void requireEnough(Named whole) {
    FoldsConfig folds = settings().folds();
    int[] counts = whole.faces().counts();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < folds.number()) {
        throw new UserException(
            "%d folds (folds.number), but only %d images of %s in %s (folds.faces.data): expected at least one in each fold"
                .formatted(
                    folds.number(), counts[k], foldLabels().codes().get(k), folds.faces().data()));
      }
    }
  }

  private List<Named> writeSets(Named first, Named second) {
    boolean bySubject = settings().sets().bySubject();
    List<Division> divisions = sets();
    writeSet(divisions.get(0), first, second, bySubject);
    if (divisions.size() == 1) {
      return List.of(second);
    }
    writeSet(divisions.get(1), second, first, bySubject);
    return List.of(first, second);
  }

  private void writeSet(Division division, Named training, Named test, boolean bySubject) {
    ofNoSplit(test.faces()).write(division.test());
    Manifest left = leftOut(training, List.of(test), bySubject, division.name());
    ofNoSplit(left).write(division.training());
  }

  private Named writeFolds(Named whole) {
    Manifest together = ofNoSplit(Twins.together(whole.faces()));
    List<Splits.Split> splits =
        Splits.kFold(together, settings().folds().number(), file.run().seed());
    together.write(allFolds());
    List<Division> divisions = folds();
    for (int i = 0; i < divisions.size(); i++) {
      splits.get(i).validation().write(divisions.get(i).test());
      splits.get(i).training().write(divisions.get(i).training());
    }
    return whole.with(together);
  }

  private void write(Named training, List<Named> judged, Path to) {
    Manifest faces = training.faces();
    // The source domain's test part is only judged; of the web domain all is learned from.
    Predicate<Sample> isJudged = sample -> to.equals(source()) && sample.split().equals(TEST);
    Named learned = training.with(faces.filter(isJudged.negate()));
    Manifest kept = leftOut(learned, judged, true, to.getParent().getFileName().toString());
    Set<Sample> stays = new LinkedHashSet<>(kept.samples());
    faces.filter(sample -> stays.contains(sample) || isJudged.test(sample)).write(to);
  }

  /** What may be learned from; the rest is listed. */
  private Manifest leftOut(Named training, List<Named> judged, boolean bySubject, String name) {
    Manifest kept = training.faces();
    for (Named each : judged) {
      kept =
          new Judged(each.faces(), List.of(each.place()))
              .leftOutOf(kept, training.place(), bySubject);
    }
    Set<Sample> stays = new LinkedHashSet<>(kept.samples());
    Manifest out = training.faces().filter(sample -> !stays.contains(sample));
    if (out.size() > 0) {
      Path list = folder.resolve(name).resolve(LEFT_OUT);
      out.write(list);
      report.accept(
          "%s: %d images left out, which show a face that is judged, its subject or its twin; %s lists them"
              .formatted(name, out.size(), list));
    }
    return kept;
  }

  private static Manifest ofNoSplit(Manifest manifest) {
    return manifest.with(manifest.samples().stream().map(Sample::ofNoSplit).toList());
  }
}
