package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Tree;
import org.cycleat.evaluation.ReportPage;
import org.cycleat.export.ServingInfo;
import org.cycleat.recognition.Recognizer;

/**
 * Judges an exported model as {@code cycleat recognize} runs it: of each labelled image the main
 * face counts, and an image in which no face is found is wrong.
 *
 * @param place of the model, for the user
 * @param isOfCrops whether each image is a face, so that none is sought
 */
public record RecognizerJudgement(Recognizer recognizer, String place, boolean isOfCrops) {
  /** Pixels of a table are files there for as long as they are judged. */
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  /**
   * Judges the model.
   *
   * @param by columns of the manifest for whose values the mean accuracy is wanted too
   * @param out gets {@code index.html}, {@code metrics.json}, {@code confusion.png}, {@code
   *     predictions.csv} and the surest errors; without it nothing is written
   * @return the table, and the tables that {@code by} asks for
   * @throws UserException where there is nothing to judge on, or {@code out} cannot be written
   */
  public String judge(GivenData data, List<String> by, Optional<Path> out) {
    try (WholeFile pictures = temporary()) {
      Labels labels = ServingInfo.classes(recognizer.labels());
      Manifest manifest = data.list(labels).manifest(pictures.part());
      Verdict.requireColumns(manifest, by);
      out.ifPresent(RecognizerJudgement::requireFolder);
      RecognizedImages images = RecognizedImages.of(recognizer, manifest);
      images.requireAny(data.place(), data.data().lost());
      Verdict verdict = Verdict.of(Map.of(name(), images.predictions()), by);
      if (out.isPresent()) {
        Function<Sample, String> name = sample -> name(sample, pictures.part(), data.root());
        verdict.write(out.get(), name, images.faces());
        writePage(out.get(), verdict, data);
      }
      return verdict.text(method -> manner());
    }
  }

  /** Before anything is recognised. */
  private static void requireFolder(Path out) {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw UserException.cannotWrite(out, e);
    }
  }

  /** A folder that is gone when it is closed. */
  private static WholeFile temporary() {
    try {
      return WholeFile.begin(TEMPORARY.resolve("cycleat"));
    } catch (IOException e) {
      throw UserException.cannotWrite(TEMPORARY, e);
    }
  }

  /** The model's file or folder, with the folder above where it is the number of a version. */
  private String name() {
    Path path = Path.of(place).toAbsolutePath().normalize();
    Path last = path.getFileName();
    boolean isVersion = last.toString().matches("\\d+") && path.getNameCount() > 1;
    return Tree.slashes(isVersion ? path.getParent().getFileName().resolve(last) : last);
  }

  private String manner() {
    return isOfCrops ? "ready crops, no face is sought" : "faces found and cut out by itself";
  }

  /** Below the folder that an image lies in. */
  private static String name(Sample sample, Path pictures, Path root) {
    Path image = sample.path();
    for (Path folder : List.of(pictures.toAbsolutePath().normalize(), root)) {
      if (image.toAbsolutePath().normalize().startsWith(folder)) {
        return Tree.slashes(folder.relativize(image.toAbsolutePath().normalize()));
      }
    }
    return Tree.slashes(image);
  }

  private void writePage(Path folder, Verdict verdict, GivenData data) {
    VerdictPage told = new VerdictPage(folder, verdict.results());
    ReportPage page = new ReportPage("CycleAT: " + name(), told.lead());
    page.heading("Results");
    page.paragraph(
        "The model %s, evaluated on %s at %s: %s."
            .formatted(
                place,
                data.place(),
                RunFacts.readable(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()),
                manner()));
    told.table(page, method -> manner());
    try {
      told.details(page);
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(folder, e.getMessage()), e);
    }
    Workspace.write(folder.resolve("index.html"), page.html());
  }
}
