package org.cycleat.render.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.dataset.Bu3dfeName;

/** The BU-3DFE data set on disk: a folder for each subject, models and images in it. */
public final class Bu3dfe {
  /** A model's file and what its name says. */
  public record Model(Path file, Bu3dfeName name) {}

  private Bu3dfe() {}

  /**
   * All models of faces, textured and cut out (F3D), at any depth of a folder, by name.
   *
   * @throws UserException if there are none, if two have one name, or if a folder cannot be read
   */
  public static List<Model> list(Path folder) {
    List<Model> models = new ArrayList<>();
    // Links are followed: data sets often lie on another disk.
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file ->
                  Bu3dfeName.parse(file.getFileName().toString())
                      .ifPresent(name -> models.add(new Model(file, name))));
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
    if (models.isEmpty()) {
      throw new UserException(
          "no BU-3DFE models in %s: expected files such as F0001_AN03WH_F3D.wrl, at any depth"
              .formatted(folder));
    }
    // Files of one name in a fixed order, too: the error names the same two every time.
    models.sort(Comparator.comparing(Model::name).thenComparing(Model::file));
    for (int i = 1; i < models.size(); i++) {
      if (models.get(i).name().equals(models.get(i - 1).name())) {
        throw new UserException(
            "two BU-3DFE models of one name: %s and %s"
                .formatted(models.get(i - 1).file(), models.get(i).file()));
      }
    }
    return models;
  }
}
