package org.cycleat.recognition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.device.Device;
import org.cycleat.export.ServedMovements;
import org.cycleat.export.ServingInfo;
import org.cycleat.export.ServingInfo.Label;
import org.cycleat.face.DetectedFace;

/** A network that reads action units, gaze and pose off faces. Threads may share it. */
public final class MovementModel implements AutoCloseable {
  private final ServedMovements model;
  private final CropImages crops;

  /**
   * Loads what {@code cycleat export} wrote of a run that has learned movements.
   *
   * @param model a folder or a .zip
   * @param option that named it, for errors
   * @throws org.cycleat.UserException when it is missing, incomplete or of another kind
   */
  public MovementModel(Path model, String option, Device device) {
    this(new ServedMovements(model, option, device));
  }

  MovementModel(ServedMovements model) {
    this.model = model;
    this.crops = new CropImages(model.info());
  }

  /** What it reads. */
  public ServingInfo.MovementNames names() {
    return model.info().movements();
  }

  /**
   * What a face does that is cut out already, framed as those that the network learned from.
   *
   * @param bgr 8-bit BGR; its square in the middle is the face
   */
  public Movements ofCrop(Mat bgr) {
    return read(List.of(whole(bgr))).get(0);
  }

  /**
   * A face as the network takes it.
   *
   * @param roll in degrees, where it was put upright
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Input(float[] image, OptionalDouble roll) {}

  Input input(Mat bgr, DetectedFace face) {
    double roll = crops.toPhotograph(face).rotation();
    return new Input(crops.of(bgr, face), OptionalDouble.of(roll));
  }

  Input whole(Mat bgr) {
    return new Input(crops.whole(bgr), OptionalDouble.empty());
  }

  List<Movements> read(List<Input> inputs) {
    float[] images = CropImages.joined(inputs.stream().map(Input::image).toList());
    ServedMovements.Answer answer = model.answer(images, inputs.size());
    List<Movements> read = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Map<String, Double> units = new LinkedHashMap<>();
      Map<String, Double> gaze = new LinkedHashMap<>();
      List<Label> names = names().units();
      for (int k = 0; k < names.size(); k++) {
        units.put(names.get(k).code(), (double) answer.units()[i * names.size() + k]);
      }
      List<Label> directions = names().gaze();
      for (int k = 0; k < directions.size(); k++) {
        gaze.put(directions.get(k).name(), (double) answer.gaze()[i * directions.size() + k]);
      }
      double pan = answer.pose()[2 * i];
      double tilt = answer.pose()[2 * i + 1];
      read.add(new Movements(units, gaze, pan, tilt, inputs.get(i).roll));
    }
    return read;
  }

  @Override
  public void close() {
    model.close();
  }
}
