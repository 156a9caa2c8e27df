package org.cycleat.render;

import java.util.List;
import java.util.Optional;
import org.cycleat.render.mesh.Colour;
import org.cycleat.render.mesh.Mesh;
import org.cycleat.render.mesh.Texture;

/** What is painted on a mesh: its materials' textures, its own colours, its materials' colours. */
final class SurfaceColour {
  private final Mesh mesh;
  private final Texture[] textures; // by material, null where there is none
  private final Colour[] plain; // by material

  SurfaceColour(Mesh mesh) {
    this.mesh = mesh;
    boolean isMapped = mesh.textureTriangles().length > 0;
    textures =
        mesh.materials().stream()
            .map(material -> isMapped ? material.texture() : Optional.<Texture>empty())
            .map(texture -> texture.orElse(null))
            .toArray(Texture[]::new);
    plain = mesh.materials().stream().map(material -> material.diffuse()).toArray(Colour[]::new);
  }

  /**
   * The colour of a place on a triangle.
   *
   * @param wB the second corner's weight; the three add up to 1
   * @param pixels the triangle's area in the picture
   * @param rgb is set
   */
  void at(int triangle, float wA, float wB, float wC, float pixels, float[] rgb) {
    int material = mesh.materialOf()[triangle];
    Texture texture = textures[material];
    if (texture != null) {
      textured(texture, 3 * triangle, wA, wB, wC, pixels, rgb);
    } else if (mesh.colourTriangles().length > 0) {
      float[] colours = mesh.colours();
      int a = 3 * mesh.colourTriangles()[3 * triangle];
      int b = 3 * mesh.colourTriangles()[3 * triangle + 1];
      int c = 3 * mesh.colourTriangles()[3 * triangle + 2];
      for (int k = 0; k < 3; k++) {
        rgb[k] = wA * colours[a + k] + wB * colours[b + k] + wC * colours[c + k];
      }
    } else {
      rgb[0] = plain[material].red();
      rgb[1] = plain[material].green();
      rgb[2] = plain[material].blue();
    }
  }

  private void textured(
      Texture texture, int corner, float wA, float wB, float wC, float pixels, float[] rgb) {
    float[] uv = mesh.textureCoordinates();
    int a = 2 * mesh.textureTriangles()[corner];
    int b = 2 * mesh.textureTriangles()[corner + 1];
    int c = 2 * mesh.textureTriangles()[corner + 2];
    float share =
        Math.abs(
            (uv[b] - uv[a]) * (uv[c + 1] - uv[a + 1]) - (uv[c] - uv[a]) * (uv[b + 1] - uv[a + 1]));
    float texels = share * texture.width() * texture.height() / 2;
    sample(
        level(texture.levels(), texels / pixels),
        wA * uv[a] + wB * uv[b] + wC * uv[c],
        wA * uv[a + 1] + wB * uv[b + 1] + wC * uv[c + 1],
        rgb);
  }

  /** The level at which a pixel has about one texel. */
  private static Texture.Level level(List<Texture.Level> levels, float texelsPerPixel) {
    // a level has a quarter of the texels of the one before; the exponent counts powers of two
    int level = Math.getExponent(texelsPerPixel * 2) / 2;
    return levels.get(Math.max(0, Math.min(levels.size() - 1, level)));
  }

  /** Bilinear, repeated beyond the edges. */
  private static void sample(Texture.Level level, float u, float v, float[] rgb) {
    int width = level.width();
    int height = level.height();
    float x = (u - floor(u)) * width - 0.5f; // from -0.5 to width - 0.5
    float y = (1 - (v - floor(v))) * height - 0.5f;
    int column = Math.min(width - 1, floor(x));
    int row = Math.min(height - 1, floor(y));
    float right = x - column;
    float down = y - row;
    int x0 = column < 0 ? width - 1 : column;
    int x1 = column + 1 == width ? 0 : column + 1;
    int y0 = row < 0 ? height - 1 : row;
    int y1 = y0 + 1 == height ? 0 : y0 + 1;
    float[] texels = level.texels();
    int upperLeft = 3 * (y0 * width + x0);
    int upperRight = 3 * (y0 * width + x1);
    int lowerLeft = 3 * (y1 * width + x0);
    int lowerRight = 3 * (y1 * width + x1);
    for (int c = 0; c < 3; c++) {
      float upper =
          texels[upperLeft + c] + right * (texels[upperRight + c] - texels[upperLeft + c]);
      float lower =
          texels[lowerLeft + c] + right * (texels[lowerRight + c] - texels[lowerLeft + c]);
      rgb[c] = upper + down * (lower - upper);
    }
  }

  private static int floor(float value) {
    int cut = (int) value;
    return cut > value ? cut - 1 : cut;
  }
}
