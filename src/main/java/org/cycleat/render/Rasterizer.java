package org.cycleat.render;

/**
 * Draws meshes: a depth buffer with several samples a pixel, then each piece of surface that is
 * seen in a pixel is shaded once, at the middle of its samples, with perspective-correct
 * interpolation.
 *
 * <p>The buffers serve one picture after the other: one rasteriser a thread.
 */
public final class Rasterizer {
  /** Samples along a pixel's side that smooth edges well enough: four in all. */
  public static final int SMOOTH = 2;

  private final int width;
  private final int height;
  private final int samples; // a side
  private final ProjectedPoints points = new ProjectedPoints();
  private final DepthBuffer buffer;
  private final SurfaceLight light = new SurfaceLight();

  private final Fragments fragments;
  private final float[] rgb = new float[3];
  private Solid solid;
  private SurfaceColour colour;

  /**
   * @param width of the pictures, pixels
   * @param height of the pictures, pixels
   * @param samplesPerSide samples of a pixel are this number squared: 1 gives hard edges
   */
  public Rasterizer(int width, int height, int samplesPerSide) {
    if (width < 1 || height < 1 || samplesPerSide < 1 || samplesPerSide > 16) {
      throw new IllegalArgumentException(
          "expected a picture of at least 1 x 1 with 1 to 16 samples a side, got %d x %d with %d"
              .formatted(width, height, samplesPerSide));
    }
    if ((long) width * height * samplesPerSide * samplesPerSide > 1 << 28) {
      throw new IllegalArgumentException(
          "%d x %d pixels with %d samples a side are too many"
              .formatted(width, height, samplesPerSide));
    }
    this.width = width;
    this.height = height;
    this.samples = samplesPerSide;
    buffer = new DepthBuffer(width, height, samplesPerSide);
    fragments = new Fragments(buffer, samplesPerSide);
  }

  /** Draws a solid with nothing behind it. Backs of triangles are not seen. */
  public Raster draw(Solid newSolid, View view, Lighting lighting) {
    solid = newSolid;
    points.project(solid.mesh().positions(), view);
    buffer.draw(points, solid.mesh().triangles());
    light.start(solid, view.pose(), lighting);
    colour = new SurfaceColour(solid.mesh());
    fragments.start(solid.mesh().materialOf(), twoPixelsDeep(view.camera()));
    float[] pixels = new float[4 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixel(x, y, pixels);
      }
    }
    return new Raster(width, height, pixels);
  }

  /**
   * Whether a point of the last picture is seen: it lies within the picture, and no surface in
   * front of it is nearer to the camera by more than a tolerance.
   *
   * @param point as {@link View#project} gives it
   * @param tolerance in the model's unit, at least a few thousandths of the head's size: the
   *     surface is sampled
   */
  public boolean isSeen(Point3 point, Camera camera, double tolerance) {
    int column = (int) Math.floor(point.x() * samples);
    int row = (int) Math.floor(point.y() * samples);
    if (column < 0 || row < 0 || column >= width * samples || row >= height * samples) {
      return false;
    }
    double nearer = point.z() + tolerance;
    double depth = camera.isOrthographic() ? nearer : camera.magnification(nearer);
    return !(buffer.depth[row * buffer.width() + column] > depth);
  }

  /** The step in depth of a surface that rises by two pixels. */
  private static float twoPixelsDeep(Camera camera) {
    double units = 2 / camera.pixelsPerUnit();
    return (float) (camera.isOrthographic() ? units : units / camera.distance());
  }

  private void pixel(int x, int y, float[] pixels) {
    int found = fragments.gather(x, y);
    float red = 0;
    float green = 0;
    float blue = 0;
    int covered = 0;
    for (int i = 0; i < found; i++) {
      shade(fragments.triangle(i), fragments.x(i), fragments.y(i));
      int count = fragments.count(i);
      red += count * rgb[0];
      green += count * rgb[1];
      blue += count * rgb[2];
      covered += count;
    }
    float scale = 1f / (samples * samples);
    int to = 4 * (y * width + x);
    pixels[to] = red * scale;
    pixels[to + 1] = green * scale;
    pixels[to + 2] = blue * scale;
    pixels[to + 3] = covered * scale;
  }

  /** Sets rgb to the light that comes from a place in the picture, on a triangle. */
  private void shade(int triangle, float x, float y) {
    int[] triangles = solid.mesh().triangles();
    int a = triangles[3 * triangle];
    int b = triangles[3 * triangle + 1];
    int c = triangles[3 * triangle + 2];
    float[] values = points.values;
    float ax = values[ProjectedPoints.WIDTH * a];
    float ay = values[ProjectedPoints.WIDTH * a + 1];
    float bx = values[ProjectedPoints.WIDTH * b] - ax;
    float by = values[ProjectedPoints.WIDTH * b + 1] - ay;
    float cx = values[ProjectedPoints.WIDTH * c] - ax;
    float cy = values[ProjectedPoints.WIDTH * c + 1] - ay;
    float area = bx * cy - cx * by; // negative, as y points down
    float wB = clamp(((x - ax) * cy - cx * (y - ay)) / area);
    float wC = clamp((bx * (y - ay) - (x - ax) * by) / area);
    float wA = Math.max(0, 1 - wB - wC) * points.perspective(a);
    wB *= points.perspective(b);
    wC *= points.perspective(c);
    float scale = 1 / (wA + wB + wC);
    wA *= scale;
    wB *= scale;
    wC *= scale;
    colour.at(triangle, wA, wB, wC, -area / 2, rgb);
    int la = light.at(a);
    int lb = light.at(b);
    int lc = light.at(c);
    float[] lit = light.values();
    for (int k = 0; k < 3; k++) {
      float diffuse = wA * lit[la + k] + wB * lit[lb + k] + wC * lit[lc + k];
      float specular = wA * lit[la + 3 + k] + wB * lit[lb + 3 + k] + wC * lit[lc + 3 + k];
      rgb[k] = rgb[k] * diffuse + specular;
    }
  }

  /** A corner's weight; rounding can put a sample outside of a sliver. */
  private static float clamp(float weight) {
    return weight < 0 ? 0 : weight > 1 ? 1 : weight;
  }
}
