package org.cycleat.render.wild;

import java.nio.file.Path;
import java.util.Random;
import org.cycleat.render.Raster;

/** What is seen behind a face. */
public interface Backgrounds {

  /** Draws another background of this size, in linear light, opaque. */
  Raster draw(int width, int height, Random random);

  /** Walls, curtains, rooms, crowds, leaves and lights, made up by noise. */
  static Backgrounds procedural() {
    return new ProceduralBackgrounds();
  }

  /**
   * Random parts of the images in a folder and the folders in it, told by their content. Each is
   * decoded when it is first drawn, and the last few are kept; one thread at a time.
   *
   * @throws org.cycleat.UserException if the folder cannot be read or has no image; when drawn, if
   *     an image cannot be read
   */
  static Backgrounds from(Path folder) {
    return new FolderBackgrounds(folder);
  }
}
