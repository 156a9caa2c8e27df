package org.cycleat.stage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.export.ServingInfo;
import org.cycleat.image.ImageFile;
import org.cycleat.recognition.MovementModel;
import org.cycleat.recognition.Movements;
import org.cycleat.train.TaskProgress;

/**
 * An exported network that reads movements. What it gives is as strong as it was already.
 *
 * @param model what {@code cycleat export} wrote
 * @param names what it reads
 */
record ModelMovements(Path model, ServingInfo.MovementNames names) implements MovementReader {
  /** That names such a model. */
  static final String OPTION = "--model";

  @Override
  public String place() {
    return "%s (%s)".formatted(model, OPTION);
  }

  @Override
  public Map<String, MovementFit.Fit> fits() {
    Map<String, MovementFit.Fit> fits = new HashMap<>();
    for (FacialMovement movement : FacialMovement.values()) {
      fits.put(movement.title(), MovementFit.Fit.UNREADABLE);
    }
    for (var labels : List.of(names.units(), names.gaze())) {
      labels.forEach(label -> fits.put(label.name(), MovementFit.Fit.UNKNOWN));
    }
    return fits;
  }

  @Override
  public int threads() {
    return 0;
  }

  @Override
  public float[][] read(Device device, Manifest faces) {
    float[][] read = new float[faces.size()][];
    try (MovementModel network = new MovementModel(model, OPTION, device);
        TaskProgress progress = new TaskProgress("movements", read.length)) {
      for (int i = 0; i < read.length; i++) {
        try (Mat bgr = ImageFile.read(faces.samples().get(i).path())) {
          read[i] = row(network.ofCrop(bgr));
        }
        progress.step();
      }
    }
    return read;
  }

  private static float[] row(Movements done) {
    FacialMovement[] all = FacialMovement.values();
    float[] row = new float[all.length];
    for (int k = 0; k < row.length; k++) {
      row[k] =
          switch (all[k]) {
            case PAN -> (float) (done.pan() / FacialMovement.DEGREES);
            case TILT -> (float) (done.tilt() / FacialMovement.DEGREES);
            default ->
                (all[k].isSigned()
                        ? done.gaze().getOrDefault(all[k].title(), 0.0)
                        : done.units().getOrDefault(all[k].unit(), 0.0))
                    .floatValue();
          };
    }
    return row;
  }
}
