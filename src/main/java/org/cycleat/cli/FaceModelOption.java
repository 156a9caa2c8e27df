package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.face.models.FaceModels;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names the face detector's model, mixed into each command that detects faces. */
final class FaceModelOption {
  @Option(
      names = "--face-model",
      paramLabel = "FILE",
      description =
          "YuNet model (yunet*.onnx). Without it, the one in the folder CYCLEAT_MODELS or in the"
              + " user's cache (see `cycleat models`); without those, the Haar cascade inside"
              + " OpenCV, which finds fewer faces.")
  private Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Where models are looked for. */
  FaceModels models() {
    return FaceModels.ofUser(Optional.ofNullable(file));
  }

  /** Says so where the Haar cascade must serve. */
  void tellOfHaar() {
    if (models().findDetector().isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "no YuNet model found: the Haar cascade of OpenCV serves, which finds fewer faces;"
              + " `cycleat models --download` fetches YuNet");
      err.flush();
    }
  }
}
