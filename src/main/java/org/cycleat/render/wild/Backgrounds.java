package org.cycleat.render.wild;

import java.nio.file.Path;
import java.util.List;
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
   * Random parts of images. Each is decoded when it is first drawn, and the last few are kept; one
   * thread at a time.
   *
   * @throws org.cycleat.UserException when drawn, if an image cannot be read
   */
  static Backgrounds from(List<Path> images) {
    return new FolderBackgrounds(images);
  }
}
