package org.cycleat.recognition;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Box;

/** For people: a line for each face of a photograph, and at its end one for each face of a film. */
public final class TextReport implements FaceReport {
  /** Weaker action units are left out: much of a face at rest is read as a little of something. */
  private static final double LEAST_STRENGTH = 0.2;

  private final PrintWriter out;
  private final Map<String, String> names;

  public TextReport(PrintWriter out, List<ServingInfo.Label> labels) {
    this.out = out;
    this.names =
        labels.stream().collect(Collectors.toMap(ServingInfo.Label::code, ServingInfo.Label::name));
  }

  @Override
  public void add(String file, Optional<Moment> moment, List<Face> faces) {
    if (moment.isPresent()) {
      return; // a line for each frame is nothing to read: the film's summary comes at its end
    }
    if (faces.isEmpty()) {
      out.println(file + ": no face found");
    }
    for (Face face : faces) {
      Box box = face.box();
      out.println(
          String.format(
              Locale.ROOT,
              "%s: %s %.0f %% at %d,%d, %d x %d%s",
              file,
              names.get(face.expression()),
              100 * face.probability(),
              box.x(),
              box.y(),
              box.width(),
              box.height(),
              face.movements().map(TextReport::movements).orElse("")));
    }
  }

  private static String movements(Movements done) {
    String roll = done.roll().isPresent() ? ", roll " + Math.round(done.roll().getAsDouble()) : "";
    String units =
        done.units().entrySet().stream()
            .filter(unit -> unit.getValue() >= LEAST_STRENGTH)
            .map(unit -> String.format(Locale.ROOT, "%s %.1f", unit.getKey(), unit.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "; pan %d, tilt %d%s; %s",
        Math.round(done.pan()),
        Math.round(done.tilt()),
        roll,
        units.isEmpty() ? "no action units" : units);
  }

  /** The faces of a film, each with its time and its most frequent expressions. */
  public void film(String file, FaceHistory history) {
    if (history.faces().isEmpty()) {
      out.println(file + ": no face found");
    }
    history.faces().forEach((id, appearances) -> out.println(line(file, id, appearances)));
  }

  private String line(String file, int id, List<FaceHistory.Appearance> appearances) {
    Map<String, Integer> frames = new LinkedHashMap<>();
    appearances.forEach(a -> frames.merge(a.expression(), 1, Integer::sum));
    String expressions =
        frames.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(3)
            .map(
                e ->
                    String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        names.get(e.getKey()),
                        100.0 * e.getValue() / appearances.size()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: face %d from %.1f to %.1f s, in %d frames: %s of them",
        file,
        id,
        appearances.get(0).seconds(),
        appearances.get(appearances.size() - 1).seconds(),
        appearances.size(),
        expressions);
  }
}
