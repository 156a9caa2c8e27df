package org.cycleat.render.wild;

import org.cycleat.render.HeadPose;
import org.cycleat.render.Lighting;

/**
 * How a face is to be rendered.
 *
 * @param cameraDistance from the face, in multiples of the length that the picture's shorter side
 *     shows at the face: about 1.6 for a picture of oneself, infinite for a long lens
 */
public record WildScene(HeadPose pose, double cameraDistance, Lighting lighting, Crop crop) {
  public WildScene {
    if (!(cameraDistance > 1)) {
      throw new IllegalArgumentException(
          "a camera must be farther away than its picture is wide, got " + cameraDistance);
    }
  }
}
