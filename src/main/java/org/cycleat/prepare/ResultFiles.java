package org.cycleat.prepare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.ImageFacts;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.face.Box;
import org.cycleat.face.Framing;

/**
 * The two lists that a job ends with: manifest.csv, a row for each crop, and failed.csv, a row for
 * each image without one, in which a person can enter boxes.
 */
final class ResultFiles {
  private static final List<String> FAILED = List.of("path", "reason", "x", "y", "width", "height");

  private final Path out;
  private final Framing framing;
  private final List<String> columns;
  private final List<String> further;
  private final boolean hasFilms;

  /**
   * @param framing of the crops
   * @param further names of the data set's further columns; those that crops have are left out
   * @param hasFilms whether crops may have a moment
   */
  ResultFiles(Path out, Framing framing, List<String> further, boolean hasFilms) {
    this.out = out;
    this.framing = framing;
    this.columns = further;
    this.further = further.stream().filter(name -> !ManifestColumns.has(name)).toList();
    this.hasFilms = hasFilms;
  }

  static Path manifest(Path out) {
    return out.resolve(Manifest.FILE_NAME);
  }

  static Path failed(Path out) {
    return out.resolve("failed.csv");
  }

  /**
   * Writes both, each whole or not at all.
   *
   * @param subjects of the crops, by file
   */
  Preparation.Count write(
      List<Source> sources, Function<Source, Outcome> outcomes, Map<String, String> subjects) {
    int[] crops = {0};
    int[] failed = {0};
    try {
      Csv.write(
          manifest(out),
          sink -> {
            sink.add(header());
            for (Source source : sources) {
              for (Crop crop : outcomes.apply(source).crops()) {
                sink.add(row(source, crop, subjects.get(crop.file())));
                crops[0]++;
              }
            }
          });
      Csv.write(
          failed(out),
          sink -> {
            sink.add(FAILED);
            for (Source source : sources) {
              if (outcomes.apply(source).isFailed()) {
                sink.add(row(source, outcomes.apply(source).failure()));
                failed[0]++;
              }
            }
          });
    } catch (IOException e) {
      throw CropFile.cannotWrite(out, e);
    }
    return new Preparation.Count(sources.size(), crops[0], failed[0]);
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(ManifestColumns.OF_CROPS);
    header.addAll(further);
    header.addAll(hasFilms ? ManifestColumns.OF_FILMS : List.of());
    return header;
  }

  private List<Object> row(Source source, Crop crop, String subject) {
    ImageFacts facts = source.entry().facts();
    Box box = crop.box();
    List<Object> row =
        new ArrayList<>(
            List.of(
                crop.file(),
                facts.label(),
                subject,
                facts.split(),
                box.x(),
                box.y(),
                box.width(),
                box.height(),
                crop.score(),
                crop.landmarks(),
                source.path(),
                framing.text()));
    for (String column : further) {
      row.add(facts.further().isEmpty() ? "" : facts.further().get(columns.indexOf(column)));
    }
    if (hasFilms) {
      Crop.Moment moment = crop.moment();
      row.addAll(moment == null ? List.of("", "") : List.of(moment.frame(), moment.seconds()));
    }
    return row;
  }

  /** A box that did not help stays where it was entered. */
  private static List<Object> row(Source source, String reason) {
    List<Object> row = new ArrayList<>(List.of(source.path(), reason));
    row.addAll(
        source
            .byHand()
            .map(hand -> hand.box())
            .map(box -> List.<Object>of(box.x(), box.y(), box.width(), box.height()))
            .orElse(List.of("", "", "", "")));
    return row;
  }
}
