package org.cycleat.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.recognition.MovementModel;

/**
 * What faces show, as a file that {@code cycleat render --expressions} takes: people's own mixtures
 * of expression shapes, read by a network that has learned movements.
 */
public final class ShownMovements {
  private final MovementReader reader;

  private ShownMovements(MovementReader reader) {
    this.reader = reader;
  }

  /**
   * Those that a run reads.
   *
   * @throws UserException where it has not learned movements
   */
  public static ShownMovements of(Workspace workspace) {
    return new ShownMovements(new RunMovements(workspace));
  }

  /**
   * Those that an exported model reads.
   *
   * @throws UserException where it is missing, or reads no movements
   */
  public static ShownMovements of(Path model) {
    try (MovementModel network =
        new MovementModel(model, ModelMovements.OPTION, Device.forInference(GpuChoice.NONE, 0))) {
      return new ShownMovements(new ModelMovements(model, network.names()));
    }
  }

  /**
   * Reads labelled faces, framed as the run's renders are.
   *
   * @param out a CSV file with a row for each face: its path, label, head pose in degrees, and
   *     weights of shapes
   * @param report gets a line on the device, and one on movements that cannot be read
   * @return how many faces were read
   * @throws UserException where there are no labelled faces, the network reads no movement, or the
   *     file cannot be written
   */
  public int write(DataSource faces, GpuChoice gpu, Path out, Consumer<String> report) {
    Map<String, MovementFit.Fit> fits = reader.fits();
    ReadableMovements.require(fits, reader.place(), report);
    Device device = Device.forInference(gpu, reader.threads());
    report.accept("device: " + device.description());
    Manifest manifest = faces.read(Labels.EXPRESSIONS, Use.LABELLED, null);
    float[][] read = reader.read(device, manifest);
    List<Map<String, Double>> mixtures = new ArrayList<>();
    for (float[] row : read) {
      mixtures.add(mixture(row, fits));
    }
    try {
      write(manifest, read, mixtures, out);
    } catch (IOException e) {
      throw UserException.cannotWrite(out, e);
    }
    return manifest.size();
  }

  /** Weights of shapes by their names; those that are not there are 0. */
  static Map<String, Double> mixture(float[] read, Map<String, MovementFit.Fit> fits) {
    Map<String, Double> mixture = new TreeMap<>();
    int k = 0;
    for (FacialMovement movement : FacialMovement.values()) {
      var fit = fits.getOrDefault(movement.title(), MovementFit.Fit.UNKNOWN);
      double shown = fit.shown(read[k], movement.isSigned());
      if (shown != 0) {
        mixture.putAll(movement.shapes(shown));
      }
      k++;
    }
    return mixture;
  }

  private static void write(
      Manifest manifest, float[][] read, List<Map<String, Double>> mixtures, Path out)
      throws IOException {
    List<FacialMovement> movements = List.of(FacialMovement.values());
    int pan = movements.indexOf(FacialMovement.PAN);
    int tilt = movements.indexOf(FacialMovement.TILT);
    Set<String> shapes = new TreeSet<>();
    mixtures.forEach(mixture -> shapes.addAll(mixture.keySet()));
    Csv.write(
        out,
        sink -> {
          List<Object> header = new ArrayList<>(List.of("path", "label", "pan", "tilt"));
          header.addAll(shapes);
          sink.add(header);
          for (int i = 0; i < mixtures.size(); i++) {
            var face = manifest.samples().get(i);
            List<Object> row =
                new ArrayList<>(
                    List.of(
                        face.path(),
                        manifest.labels().get(face.label()).code(),
                        Math.round(FacialMovement.DEGREES * read[i][pan]),
                        Math.round(FacialMovement.DEGREES * read[i][tilt])));
            for (String shape : shapes) {
              double weight = mixtures.get(i).getOrDefault(shape, 0.0);
              row.add(weight == 0 ? "" : Math.round(1000 * weight) / 1000.0);
            }
            sink.add(row);
          }
        });
  }
}
