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
import org.cycleat.config.SourceConfig;
import org.cycleat.dataset.Csv;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.device.Device;
import org.cycleat.device.GpuChoice;

/**
 * What faces show, as a file that {@code cycleat render --expressions} takes: people's own mixtures
 * of expression shapes, read by a run that has learned movements.
 */
public final class ShownMovements {
  private final Workspace workspace;

  /**
   * @throws UserException where the run has not learned movements
   */
  public ShownMovements(Workspace workspace) {
    this.workspace = workspace;
    if (workspace.config().source().learns() != SourceConfig.Learns.MOVEMENTS) {
      throw new UserException(
          "f_S of %s is a classifier (--run): expected a run with --stage source --set source.learns=movements"
              .formatted(workspace.root()));
    }
    workspace.require(Stage.SOURCE, "network that reads movements");
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
    var config = workspace.config();
    Map<String, MovementFit.Fit> fits = UnseenMovements.recorded(workspace);
    requireReadable(fits, report);
    Device device = Device.forInference(gpu, config.threads());
    report.accept("device: " + device.description());
    Manifest manifest = faces.read(Labels.EXPRESSIONS, Use.LABELLED, null);
    float[][] read = UnseenMovements.read(workspace, device, manifest);
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

  private void requireReadable(Map<String, MovementFit.Fit> fits, Consumer<String> report) {
    List<String> unreadable = new ArrayList<>();
    int shown = 0;
    for (FacialMovement movement : FacialMovement.values()) {
      boolean isShown = !movement.shapes(1).isEmpty();
      var fit = fits.getOrDefault(movement.title(), MovementFit.Fit.UNKNOWN);
      shown += isShown ? 1 : 0;
      if (isShown && !fit.canBeRead()) {
        unreadable.add(movement.title());
      }
    }
    if (unreadable.size() == shown) {
      throw new UserException(
          "f_S of %s reads no movement (--run): none has a correlation of 0.3 on unseen people; train on more renders, or for longer"
              .formatted(workspace.root()));
    }
    if (!unreadable.isEmpty()) {
      report.accept(
          "%d of %d movements cannot be read, and are left out: %s"
              .formatted(unreadable.size(), shown, String.join(", ", unreadable)));
    }
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
