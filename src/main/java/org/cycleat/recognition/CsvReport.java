package org.cycleat.recognition;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVPrinter;
import org.cycleat.dataset.Csv;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Box;

/**
 * One row for each face: file, frame and time (seconds; empty for images), number of the face, box
 * and detector's score, expression, the probability of each expression under its code, and the
 * landmarks as "x y" 68 times in pixels. Where movements are read, pan, tilt and roll (degrees),
 * the strength of each action unit under its code, and gaze follow the probabilities.
 */
public final class CsvReport implements FaceReport {
  private final CSVPrinter rows;
  private final List<String> codes;

  /**
   * Writes the header.
   *
   * @param movements that faces come with
   */
  public CsvReport(
      PrintWriter out,
      List<ServingInfo.Label> labels,
      Optional<ServingInfo.MovementNames> movements) {
    codes = labels.stream().map(ServingInfo.Label::code).toList();
    List<String> header =
        new ArrayList<>(
            List.of(
                "file",
                "frame",
                "time",
                "face",
                "x",
                "y",
                "width",
                "height",
                "score",
                "expression"));
    header.addAll(codes);
    movements.ifPresent(
        names -> {
          header.addAll(List.of("pan", "tilt", "roll"));
          names.units().forEach(unit -> header.add(unit.code()));
          names.gaze().forEach(gaze -> header.add(gaze.name()));
        });
    header.add("landmarks");
    try {
      rows = new CSVPrinter(out, Csv.FORMAT);
      rows.printRecord(header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(String file, Optional<Moment> moment, List<Face> faces) {
    try {
      for (Face face : faces) {
        rows.printRecord(row(file, moment, face));
      }
      rows.flush(); // what is recognised is told at once, and not lost when the program is stopped
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Object> row(String file, Optional<Moment> moment, Face face) {
    Box box = face.box();
    List<Object> row = new ArrayList<>();
    row.add(file);
    row.add(moment.<Object>map(Moment::frame).orElse(""));
    row.add(moment.map(m -> decimals(6, m.seconds())).orElse(""));
    row.addAll(List.of(face.id(), box.x(), box.y(), box.width(), box.height()));
    row.add(decimals(4, face.score()));
    row.add(face.expression());
    codes.forEach(code -> row.add(decimals(6, face.probabilities().get(code))));
    face.movements().ifPresent(done -> add(row, done));
    row.add(
        face.landmarks().stream()
            .flatMap(landmarks -> landmarks.points().stream())
            .map(p -> decimals(1, p.x()) + " " + decimals(1, p.y()))
            .collect(Collectors.joining(" ")));
    return row;
  }

  private static void add(List<Object> row, Movements done) {
    row.add(decimals(1, done.pan()));
    row.add(decimals(1, done.tilt()));
    row.add(done.roll().isPresent() ? decimals(1, done.roll().getAsDouble()) : "");
    done.units().values().forEach(strength -> row.add(decimals(3, strength)));
    done.gaze().values().forEach(gaze -> row.add(decimals(3, gaze)));
  }

  private static String decimals(int places, double value) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
