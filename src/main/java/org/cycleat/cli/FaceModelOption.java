package org.cycleat.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.face.FaceDetector;
import picocli.CommandLine.Option;

/** The option that names the face detector's model, mixed into each command that detects faces. */
final class FaceModelOption {
  @Option(
      names = "--face-model",
      paramLabel = "FILE",
      description =
          "YuNet model (yunet*.onnx). Without it, the one in the folder CYCLEAT_MODELS; without"
              + " that, the Haar cascade inside OpenCV, which finds fewer faces.")
  private Path file;

  /**
   * The model to open, or empty for the Haar cascade.
   *
   * @throws org.cycleat.UserException if the file or the folder is not there
   */
  Optional<Path> resolve() {
    return FaceDetector.findModel(
        Optional.ofNullable(file),
        Optional.ofNullable(System.getenv(FaceDetector.MODELS_VARIABLE)));
  }
}
