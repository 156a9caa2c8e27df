package org.cycleat.render;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A head in one expression, ready to be drawn in any pose.
 *
 * @param landmarks [68] points of the mesh in the 68 points scheme of the iBUG 300-W challenge,
 *     from 0; empty where they are not known
 * @param outline points of the mesh that the face's box goes around
 * @param frame how the face fills a picture
 * @param skin what its skin is like without shadows; nothing where that is not known
 * @param shapes the weight of each expression shape that is in it, by its name; a head that is not
 *     made of shapes has none
 */
public record Head(
    Solid solid,
    List<Integer> landmarks,
    List<Integer> outline,
    Frame frame,
    Optional<SkinTone> skin,
    Map<String, Float> shapes) {
  public Head {
    landmarks = List.copyOf(landmarks);
    outline = List.copyOf(outline);
    shapes = Collections.unmodifiableMap(new TreeMap<>(shapes));
  }

  /**
   * What of the model a picture shows.
   *
   * @param centre the point in the middle of the picture, about which the head turns
   * @param side of the square that the picture shows there, in the model's unit
   */
  public record Frame(Point3 centre, double side) {
    public Frame {
      if (!(side > 0 && Double.isFinite(side))) {
        throw new IllegalArgumentException("side must be positive, got " + side);
      }
    }

    /**
     * A camera for a picture of this frame.
     *
     * @param size of the picture, pixels
     * @param distance in sides of the frame; infinite for an orthographic camera
     */
    public Camera camera(int size, double distance) {
      return new Camera(size / side, size / 2.0, size / 2.0, distance * side);
    }
  }
}
