package org.cycleat.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.face.models.FaceModels;
import picocli.CommandLine.Option;

/** The option that names the face detector's model, mixed into each command that detects faces. */
final class FaceModelOption {
  @Option(
      names = "--face-model",
      paramLabel = "FILE",
      description =
          "YuNet model (yunet*.onnx). Without it, the one in the folder CYCLEAT_MODELS, else the one"
              + " that ships (see `cycleat models`).")
  private Path file;

  /** Where models are looked for. */
  FaceModels models() {
    return FaceModels.ofUser(Optional.ofNullable(file));
  }
}
