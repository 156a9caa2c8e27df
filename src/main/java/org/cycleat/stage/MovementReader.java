package org.cycleat.stage;

import java.util.Map;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.evaluation.MovementFit;

/** A network that reads movements, wherever it is. */
interface MovementReader {
  /** What it is, for errors: f_S of a run, or a model, and the option that named it. */
  String place();

  /** How well it reads each movement, by its title; without one it is taken as it is read. */
  Map<String, MovementFit.Fit> fits();

  /** Threads of TensorFlow on the processor; 0 takes as many as there are cores. */
  int threads();

  /**
   * Reads faces, as they are.
   *
   * @return [N][K], in the order of {@link org.cycleat.dataset.FacialMovement}
   * @throws org.cycleat.UserException where an image cannot be read
   */
  float[][] read(Device device, Manifest faces);
}
