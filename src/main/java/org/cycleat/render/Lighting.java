package org.cycleat.render;

import java.util.List;
import org.cycleat.render.mesh.Colour;

/**
 * All the light on a scene.
 *
 * @param ambient what reaches every surface alike
 */
public record Lighting(Colour ambient, List<Light> lights) {
  /** A laboratory: a soft key light, a weaker one from the other side, and one from behind. */
  public static final Lighting STUDIO =
      new Lighting(
          Colour.grey(0.26f),
          List.of(
              Light.at(-35, 30, Colour.grey(0.5f)),
              Light.at(40, 12, Colour.grey(0.28f)),
              Light.at(0, -35, Colour.grey(0.08f))));

  public Lighting {
    lights = List.copyOf(lights);
  }
}
