package org.cycleat.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/** Finds the 68 landmarks of faces that a detector has found. It serves one thread at a time. */
public interface LandmarkDetector extends AutoCloseable {

  /**
   * The landmarks of each face, in the order of the faces.
   *
   * @param bgr 8-bit BGR, not empty; left as it is
   * @return in the photograph's pixels, as many as there are faces
   */
  List<Landmarks> locate(Mat bgr, List<DetectedFace> faces);

  @Override
  void close();

  /** The model that ships, a resource. */
  String SHIPPED = "/org/cycleat/checkpoints/landmarks68.pb";

  /**
   * Opens a model.
   *
   * @param modelFile as {@code cycleat landmarks} writes it; without one, the model that ships
   * @throws UserException when the file cannot be read or is no landmark model
   */
  static LandmarkDetector open(Optional<Path> modelFile) {
    return new LandmarkRegressor(
        modelFile.map(LandmarkDetector::read).orElseGet(LandmarkDetector::shipped),
        modelFile.map(Path::toString).orElse(SHIPPED),
        1);
  }

  private static byte[] read(Path modelFile) {
    try {
      return Files.readAllBytes(modelFile);
    } catch (IOException e) {
      throw new UserException("cannot read the landmark model " + modelFile + ": " + e, e);
    }
  }

  private static byte[] shipped() {
    try (InputStream model = LandmarkDetector.class.getResourceAsStream(SHIPPED)) {
      if (model == null) {
        throw new IllegalStateException("the program was built without " + SHIPPED);
      }
      return model.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SHIPPED, e);
    }
  }
}
