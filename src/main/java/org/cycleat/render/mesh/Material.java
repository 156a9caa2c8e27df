package org.cycleat.render.mesh;

import java.util.Optional;

/**
 * How a surface answers light (Phong).
 *
 * @param name as the file has it; may be empty
 * @param diffuse linear colour, where neither a texture nor the mesh's colours say otherwise
 * @param specular strength of the highlight, from 0
 * @param shininess the highlight's exponent, from 1: larger is smaller and sharper
 * @param texture takes the place of the diffuse colour and of the mesh's colours
 */
public record Material(
    String name, Colour diffuse, float specular, float shininess, Optional<Texture> texture) {

  public Material {
    if (!(specular >= 0 && specular <= 1e6f)) {
      throw new IllegalArgumentException("specular must not be negative, got " + specular);
    }
    if (!(shininess >= 1 && shininess <= 1e6f)) {
      throw new IllegalArgumentException("shininess must be at least 1, got " + shininess);
    }
  }

  /** A surface of one colour without highlights. */
  public static Material matte(String name, Colour diffuse) {
    return new Material(name, diffuse, 0, 1, Optional.empty());
  }

  /** The same surface with a picture on it. */
  public Material with(Texture picture) {
    return new Material(name, diffuse, specular, shininess, Optional.of(picture));
  }
}
