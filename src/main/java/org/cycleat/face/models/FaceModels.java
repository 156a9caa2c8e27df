package org.cycleat.face.models;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.cycleat.UserException;

/**
 * Where models are looked for, in this order: the file that the user named, the folder in {@code
 * CYCLEAT_MODELS}, what ships. In a folder the newest by name is taken.
 *
 * @param detector the file that the user named for {@link FaceModel#YUNET}
 * @param folder the folder in {@link #VARIABLE}
 */
public record FaceModels(Optional<Path> detector, Optional<Path> folder) {

  /** Name of the environment variable that holds the folder of models. */
  public static final String VARIABLE = "CYCLEAT_MODELS";

  /** As this user's environment says. */
  public static FaceModels ofUser() {
    return ofUser(Optional.empty());
  }

  /**
   * As this user's environment says.
   *
   * @param detector a detector that wins over it
   */
  public static FaceModels ofUser(Optional<Path> detector) {
    return of(detector, System.getenv(VARIABLE));
  }

  static FaceModels of(Optional<Path> detector, String variable) {
    return new FaceModels(
        detector, Optional.ofNullable(variable).filter(value -> !value.isBlank()).map(Path::of));
  }

  /**
   * All that would serve as this model, the one that is used first; empty where none is there.
   *
   * @throws UserException when the named file or the folder does not exist
   */
  public List<FoundModel> all(FaceModel model) {
    List<FoundModel> found = new ArrayList<>();
    if (model == FaceModel.YUNET && detector.isPresent()) {
      found.add(FoundModel.at(named(detector.get()), model, "--face-model"));
    }
    folder.ifPresent(path -> found.addAll(inFolder(path, model)));
    if (FaceModels.class.getResource(model.resource()) != null) {
      found.add(FoundModel.shipped(model));
    }
    return found;
  }

  /**
   * The model by the order above.
   *
   * @throws UserException when the named file or the folder does not exist, or when this build has
   *     none
   */
  public FoundModel find(FaceModel model) {
    return all(model).stream().findFirst().orElseThrow(() -> missing(model));
  }

  static UserException missing(FaceModel model) {
    return new UserException(
        "no %s ships with this build: %sput %s into a folder and name that in %s"
            .formatted(
                model.label(),
                model.option().map("name one with %s, or "::formatted).orElse(""),
                model.pattern(),
                VARIABLE));
  }

  private static Path named(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "no file at "
              + file
              + " (--face-model): expected a YuNet model such as yunet_n_320_320.onnx; without"
              + " the option the one that ships is used");
    }
    return file;
  }

  private static List<FoundModel> inFolder(Path folder, FaceModel model) {
    if (!Files.isDirectory(folder)) {
      throw new UserException(
          "no folder at "
              + folder
              + " ("
              + VARIABLE
              + "): expected a folder of models; correct the variable or unset it");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, model.pattern())) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Path::toString).reversed())
          .map(file -> FoundModel.at(file, model, VARIABLE))
          .toList();
    } catch (IOException e) {
      throw new UserException("cannot list " + folder + " (" + VARIABLE + "): " + e, e);
    }
  }
}
