package org.cycleat.face;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/** Finds faces. A detector serves one thread at a time. */
public interface FaceDetector extends AutoCloseable {

  /** Name of the environment variable that holds the folder of detector models. */
  String MODELS_VARIABLE = "CYCLEAT_MODELS";

  /**
   * The faces of a photograph, each once, the most certain first; empty when there is none.
   *
   * @param bgr 8-bit BGR, not empty; left as it is
   */
  List<DetectedFace> detect(Mat bgr);

  @Override
  void close();

  /**
   * Opens YuNet with the given model, or the Haar cascade inside the OpenCV library without one.
   *
   * @throws UserException when the file is no YuNet model
   */
  static FaceDetector open(Optional<Path> modelFile) {
    return modelFile.<FaceDetector>map(YuNetDetector::new).orElseGet(HaarDetector::new);
  }

  /**
   * Decides which detector model to open.
   *
   * @param explicit the file that the user named; it wins
   * @param modelsFolder value of {@link #MODELS_VARIABLE}: its newest {@code yunet*.onnx} by name
   *     is taken
   * @throws UserException when the named file or the folder does not exist
   */
  static Optional<Path> findModel(Optional<Path> explicit, Optional<String> modelsFolder) {
    if (explicit.isPresent()) {
      if (!Files.isRegularFile(explicit.get())) {
        throw new UserException(
            "no file at "
                + explicit.get()
                + " (--face-model): expected a YuNet model such as yunet_n_320_320.onnx; without"
                + " the option the Haar cascade is used");
      }
      return explicit;
    }
    return modelsFolder.filter(folder -> !folder.isBlank()).flatMap(FaceDetector::newestYuNet);
  }

  private static Optional<Path> newestYuNet(String folder) {
    Path path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      throw new UserException(
          "no folder at "
              + folder
              + " ("
              + MODELS_VARIABLE
              + "): expected a folder with yunet*.onnx; correct the variable or unset it");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "yunet*.onnx")) {
      return StreamSupport.stream(files.spliterator(), false)
          .max((a, b) -> a.toString().compareTo(b.toString()));
    } catch (IOException e) {
      throw new UserException("cannot list " + folder + " (" + MODELS_VARIABLE + "): " + e, e);
    }
  }

  /** Refuses, with an IllegalArgumentException, what native code would crash or guess on. */
  static void requireBgr(Mat bgr) {
    if (bgr == null || bgr.isNull() || bgr.empty() || bgr.type() != opencv_core.CV_8UC3) {
      throw new IllegalArgumentException("expected a picture as 8-bit BGR that is not empty");
    }
  }
}
