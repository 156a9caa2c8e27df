package org.cycleat.face.models;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.cycleat.NativeCache;
import org.cycleat.UserException;

/**
 * Where models are looked for, in this order: the file that the user named, the folder in {@code
 * CYCLEAT_MODELS}, the user's cache, what ships. In a folder the newest by name is taken.
 *
 * @param detector the file that the user named for {@link FaceModel#YUNET}
 * @param folder the folder in {@link #VARIABLE}
 * @param cache the user's own; it need not exist
 */
public record FaceModels(Optional<Path> detector, Optional<Path> folder, Path cache) {

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
    String system = System.getProperty("os.name", "");
    Path home = Path.of(System.getProperty("user.home", ""));
    return of(detector, System.getenv(), system, home);
  }

  static FaceModels of(
      Optional<Path> detector, Map<String, String> environment, String system, Path home) {
    Path cache =
        set(environment, NativeCache.VARIABLE)
            .map(Path::of)
            .orElseGet(
                () ->
                    cacheOf(environment, system.toLowerCase(Locale.ROOT), home).resolve("cycleat"));
    return new FaceModels(
        detector, set(environment, VARIABLE).map(Path::of), cache.resolve("models"));
  }

  /** The folder of caches that the system's conventions give a user. */
  private static Path cacheOf(Map<String, String> environment, String system, Path home) {
    if (system.startsWith("mac")) {
      return home.resolve("Library/Caches");
    }
    if (system.startsWith("windows")) {
      return set(environment, "LOCALAPPDATA").map(Path::of).orElse(home.resolve("AppData/Local"));
    }
    return set(environment, "XDG_CACHE_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute) // as the XDG base directory specification demands
        .orElse(home.resolve(".cache"));
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * The model by the order above.
   *
   * @throws UserException when the named file or the folder does not exist
   */
  public Optional<FoundModel> find(FaceModel model) {
    if (model == FaceModel.YUNET && detector.isPresent()) {
      return Optional.of(FoundModel.at(named(detector.get()), model, "--face-model"));
    }
    return inFolder(model)
        .or(() -> newest(cache, model, "the cache").map(f -> FoundModel.at(f, model, "the cache")))
        .or(() -> shipped(model));
  }

  /**
   * The face detector's file; empty when the Haar cascade must serve.
   *
   * @throws UserException when the named file or the folder does not exist
   */
  public Optional<Path> findDetector() {
    return find(FaceModel.YUNET).flatMap(FoundModel::file);
  }

  /**
   * The model of the 68 landmarks; {@link FoundModel#read} gives its bytes wherever it is.
   *
   * @throws UserException when the folder does not exist
   */
  public Optional<FoundModel> landmarks() {
    return find(FaceModel.LANDMARKS68);
  }

  private static Path named(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "no file at "
              + file
              + " (--face-model): expected a YuNet model such as yunet_n_320_320.onnx; without"
              + " the option the Haar cascade is used");
    }
    return file;
  }

  private Optional<FoundModel> inFolder(FaceModel model) {
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new UserException(
          "no folder at "
              + folder.get()
              + " ("
              + VARIABLE
              + "): expected a folder with yunet*.onnx; correct the variable or unset it");
    }
    return folder
        .flatMap(path -> newest(path, model, VARIABLE))
        .map(file -> FoundModel.at(file, model, VARIABLE));
  }

  private static Optional<Path> newest(Path folder, FaceModel model, String source) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, model.pattern())) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(Files::isRegularFile)
          .max(Comparator.comparing(Path::toString));
    } catch (IOException e) {
      throw new UserException("cannot list " + folder + " (" + source + "): " + e, e);
    }
  }

  private static Optional<FoundModel> shipped(FaceModel model) {
    return model
        .resource()
        .filter(name -> FaceModels.class.getResource(name) != null)
        .map(name -> FoundModel.shipped(model));
  }
}
