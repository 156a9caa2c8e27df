package org.cycleat.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.device.Device;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.face.models.FoundModel;
import org.cycleat.recognition.Recognizer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a recogniser, mixed into each command that runs one. */
final class RecognizerOptions {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "What `cycleat export` wrote, a folder or a .zip. Without it, recognizer*.zip in the"
              + " folder CYCLEAT_MODELS, else the recogniser that ships (see `cycleat models`).")
  private Path model;

  @Option(
      names = "--crops",
      description =
          "The images are faces that are cut out already: each is one face, whose box is the square"
              + " in its middle, as training and evaluation take it. No face is sought, and there"
              + " are no landmarks.")
  private boolean crops;

  @Mixin private FaceModelOption faceModel;

  /** Whether each image is a face. */
  boolean areCrops() {
    return crops;
  }

  /** Where the model is, for the user. */
  String place() {
    return model == null ? faceModel.models().find(FaceModel.RECOGNIZER).place() : model.toString();
  }

  /** The model of movements that was added or ships, where there is one. */
  Optional<FoundModel> movements() {
    return faceModel.models().all(FaceModel.MOVEMENTS).stream().findFirst();
  }

  Recognizer open(Device device) {
    FaceModels models = faceModel.models();
    if (model == null) {
      return crops ? Recognizer.ofCrops(models, device) : Recognizer.open(models, device);
    }
    return crops ? Recognizer.ofCrops(model, device) : Recognizer.open(model, models, device);
  }
}
