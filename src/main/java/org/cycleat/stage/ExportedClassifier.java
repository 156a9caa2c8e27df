package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.evaluation.Predictions;
import org.cycleat.export.ServingInfo;
import org.cycleat.recognition.Face;
import org.cycleat.recognition.ImageListener;
import org.cycleat.recognition.Recognizer;
import org.cycleat.train.TaskProgress;

/** Asks an exported model about faces that are cut out already. */
public final class ExportedClassifier implements AutoCloseable {
  private final Recognizer recognizer;
  private final Path model;
  private final List<String> codes;

  /**
   * Opens a model.
   *
   * @param model what {@code cycleat export} wrote, a folder or a .zip
   * @param labels of the faces
   * @throws UserException where there is no such model, or it has none of the classes
   */
  public ExportedClassifier(Path model, Device device, Labels labels) {
    this.model = model;
    codes = labels.codes();
    recognizer = Recognizer.ofCrops(model, device);
    List<String> known = known();
    if (known.stream().noneMatch(codes::contains)) {
      recognizer.close();
      throw new UserException(
          "%s knows none of the classes %s of the faces: it has %s; give another model"
              .formatted(model, String.join(", ", codes), String.join(", ", known)));
    }
  }

  private List<String> known() {
    return recognizer.labels().stream().map(ServingInfo.Label::code).toList();
  }

  /**
   * Makes sure that no class is missing.
   *
   * @throws UserException naming the classes that the model does not know
   */
  void requireEveryClass() {
    List<String> missing = codes.stream().filter(code -> !known().contains(code)).toList();
    if (!missing.isEmpty()) {
      throw new UserException(
          "%s does not know %s: it has %s; give a model of all classes"
              .formatted(model, String.join(", ", missing), String.join(", ", known())));
    }
  }

  /**
   * What the model makes of each face. Classes that it has beside those of the faces count for
   * nothing, and those that it lacks have the probability 0.
   *
   * @throws UserException where an image cannot be read
   */
  public Predictions predict(Manifest faces) {
    List<float[]> probabilities = new ArrayList<>();
    try (var progress = new TaskProgress(model.toString(), faces.size())) {
      recognizer.recognize(
          faces.samples().stream().map(Sample::path).toList(),
          new ImageListener() {
            @Override
            public void recognized(Path image, Mat bgr, List<Face> found) {
              probabilities.add(row(found.get(0)));
              progress.step();
            }

            @Override
            public void failed(Path image, UserException reason) {
              throw reason;
            }
          });
    }
    return new Predictions(faces, probabilities);
  }

  private float[] row(Face face) {
    float[] row = new float[codes.size()];
    for (int k = 0; k < row.length; k++) {
      row[k] = face.probabilities().getOrDefault(codes.get(k), 0.0).floatValue();
    }
    return row;
  }

  @Override
  public void close() {
    recognizer.close();
  }
}
