package org.cycleat.render.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cycleat.WholeFile;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.LandmarkColumn;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.ManifestColumns;
import org.cycleat.render.SkinTone;

/**
 * The manifest of a data set, sitting by sitting: the rows of each wait in a file of their own, so
 * that an interrupted job knows what is done, and become {@code manifest.csv} in the end.
 */
final class PlannedManifest {
  private static final String HEADER =
      "path,label,subject,split,level,pan,tilt,roll,skin,x,y,width,height,landmarks";

  private final Path out;
  private final boolean isLabelled;
  private final Optional<String> framing;
  private final List<String> shapes;

  /**
   * @param isLabelled whether labels, levels and the weights of shapes are written
   * @param framing of the faces, where they are aligned
   * @param shapes names of the expression shapes that the heads are made of, or none
   */
  PlannedManifest(Path out, boolean isLabelled, Optional<String> framing, List<String> shapes) {
    this.out = out;
    this.isLabelled = isLabelled;
    this.framing = framing;
    this.shapes = isLabelled ? List.copyOf(shapes) : List.of(); // they give the expression away
  }

  Path file() {
    return out.resolve(Manifest.FILE_NAME);
  }

  private Path parts() {
    return out.resolve(".parts");
  }

  private Path part(Sitting sitting) {
    return parts().resolve(sitting.name() + ".csv");
  }

  boolean isDone(Sitting sitting) {
    return Files.exists(part(sitting));
  }

  /**
   * A row: what an image shows and its file, relative to the manifest's folder.
   *
   * @param weights of the expression shapes, by their names
   */
  record Row(String file, FaceFacts face, Map<String, Float> weights) {}

  /** Marks a sitting as done; its pictures are on disk. */
  void put(Sitting sitting, String split, List<Row> rows) throws IOException {
    Csv.write(
        part(sitting),
        sink -> {
          for (Row row : rows) {
            sink.add(cells(sitting, split, row));
          }
        });
  }

  private List<Object> cells(Sitting sitting, String split, Row row) {
    FaceFacts face = row.face();
    List<Object> cells =
        new ArrayList<>(
            List.of(
                row.file(),
                isLabelled ? sitting.code() : "",
                sitting.subject(),
                split,
                isLabelled && sitting.level().isPresent() ? sitting.level().getAsInt() : "",
                LandmarkColumn.tenths(face.pose().pan()),
                LandmarkColumn.tenths(face.pose().tilt()),
                LandmarkColumn.tenths(face.pose().roll()),
                face.skin().map(SkinTone::text).orElse(""),
                LandmarkColumn.tenths(face.box().x()),
                LandmarkColumn.tenths(face.box().y()),
                LandmarkColumn.tenths(face.box().width()),
                LandmarkColumn.tenths(face.box().height()),
                landmarks(face.landmarks())));
    framing.ifPresent(cells::add);
    shapes.forEach(shape -> cells.add(thousandths(row.weights().getOrDefault(shape, 0f))));
    return cells;
  }

  /** A weight without the zeros at its end, the same in every language. */
  private static String thousandths(float weight) {
    return BigDecimal.valueOf(Math.round(1000.0 * weight), 3).stripTrailingZeros().toPlainString();
  }

  private static String landmarks(List<FaceFacts.Landmark> landmarks) {
    return LandmarkColumn.text(
        landmarks.stream()
            .map(point -> new LandmarkColumn.Point(point.x(), point.y(), point.isVisible()))
            .toList());
  }

  /** Makes the manifest of all sittings, which are done. */
  void complete(List<Sitting> sittings) throws IOException {
    List<String> columns = new ArrayList<>(List.of(HEADER));
    framing.ifPresent(text -> columns.add(ManifestColumns.FRAMING));
    columns.addAll(shapes);
    String header = String.join(",", columns) + "\n";
    WholeFile.write(
        file(),
        whole -> {
          try (OutputStream stream = Files.newOutputStream(whole)) {
            stream.write(header.getBytes(StandardCharsets.UTF_8));
            for (Sitting sitting : sittings) {
              Files.copy(part(sitting), stream);
            }
          }
        });
    for (Sitting sitting : sittings) {
      Files.delete(part(sitting));
    }
    Files.deleteIfExists(parts());
  }
}
