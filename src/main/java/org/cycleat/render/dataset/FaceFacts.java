package org.cycleat.render.dataset;

import java.util.List;
import java.util.Optional;
import org.cycleat.render.HeadPose;
import org.cycleat.render.SkinTone;

/**
 * What is known of a rendered face.
 *
 * @param pose of the head before the camera, which may have been rolled to put the face upright
 * @param skin of the head, where that is known; the light changes what is seen of it
 * @param box around the face
 * @param landmarks [68], or none where the head has none
 */
public record FaceFacts(HeadPose pose, Optional<SkinTone> skin, Box box, List<Landmark> landmarks) {
  public FaceFacts {
    landmarks = List.copyOf(landmarks);
  }

  /** A rectangle in continuous pixels; it may reach beyond the picture. */
  public record Box(double x, double y, double width, double height) {}

  /**
   * A point of the 68 points scheme, in continuous pixels.
   *
   * @param isVisible false where something hides it or it lies outside of the picture
   */
  public record Landmark(double x, double y, boolean isVisible) {
    Landmark hiddenIf(boolean isCovered) {
      return isCovered ? new Landmark(x, y, false) : this;
    }
  }
}
