package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.evaluation.Predictions;
import org.cycleat.recognition.Face;
import org.cycleat.recognition.ImageListener;
import org.cycleat.recognition.Recognizer;

/** Asks an exported model about faces that are cut out already. */
public final class ExportedJudge {
  private ExportedJudge() {}

  /**
   * What the model makes of each face. Classes that it has beside those of the faces count for
   * nothing, and those that it lacks have the probability 0.
   *
   * @param model folder of a SavedModel, as {@code cycleat export} writes it
   * @throws UserException where it has none of the classes, or an image cannot be read
   */
  public static Predictions predict(Path model, Device device, Manifest faces) {
    try (Recognizer recognizer = Recognizer.ofCrops(model, device)) {
      List<String> codes = faces.labels().codes();
      if (recognizer.labels().stream().noneMatch(label -> codes.contains(label.code()))) {
        throw new UserException(
            "%s knows none of the classes %s of the faces: it has %s"
                .formatted(
                    model,
                    String.join(", ", codes),
                    String.join(
                        ", ", recognizer.labels().stream().map(label -> label.code()).toList())));
      }
      List<float[]> probabilities = new ArrayList<>();
      recognizer.recognize(
          faces.samples().stream().map(Sample::path).toList(),
          new ImageListener() {
            @Override
            public void recognized(Path image, Mat bgr, List<Face> found) {
              probabilities.add(row(found.get(0), codes));
            }

            @Override
            public void failed(Path image, UserException reason) {
              throw reason;
            }
          });
      return new Predictions(faces, probabilities);
    }
  }

  private static float[] row(Face face, List<String> codes) {
    float[] row = new float[codes.size()];
    for (int k = 0; k < row.length; k++) {
      row[k] = face.probabilities().getOrDefault(codes.get(k), 0.0).floatValue();
    }
    return row;
  }
}
