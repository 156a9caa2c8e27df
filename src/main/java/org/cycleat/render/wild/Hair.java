package org.cycleat.render.wild;

import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Colour;

/**
 * Hair, caps and headscarves: the head's outline made a little larger, without an opening for the
 * face. It is good enough for what a close portrait shows of it.
 *
 * @param colour before light falls on it
 * @param isCloth smooth instead of made of strands
 * @param volume how far it stands out from the head, in the face's size
 * @param forehead how high above the eyes it begins, in the face's size
 * @param length how far down it reaches beside the face, in the face's size, from the eyes
 * @param chin where a headscarf closes below the face; infinite for hair
 */
record Hair(
    Colour colour, boolean isCloth, double volume, double forehead, double length, double chin) {

  /** How soft the head's outline is made to find what is near it, in the face's size. */
  private static final double OUTLINE = 0.14;

  /** Half a head's width and depth together: what it is taken for to be lit. */
  private static final float ROUND = 1 / 1.15f;

  static Hair draw(Random random) {
    double kind = random.nextDouble();
    double forehead = Draw.between(random, 0.5, 0.74);
    double none = Double.POSITIVE_INFINITY;
    if (kind < 0.05) {
      return new Hair(Palette.cloth(random), true, 0.06, 0.42, -0.12, none); // a cap
    } else if (kind < 0.1) {
      return new Hair(Palette.cloth(random), true, 0.12, 0.55, 3, 1.04); // a headscarf
    }
    Colour colour = Palette.hair(random);
    if (kind < 0.62) {
      double length = Draw.between(random, -0.3, 0.1);
      return new Hair(colour, false, Draw.between(random, 0.02, 0.13), forehead, length, none);
    }
    double length = Draw.ratio(random, 0.6, 2.6);
    return new Hair(colour, false, Draw.between(random, 0.08, 0.24), forehead, length, none);
  }

  private boolean isLong() {
    return length > 0.5;
  }

  /**
   * Paints what hangs behind the neck and what covers the head.
   *
   * @param behind gets what the face is in front of
   * @param front gets what is in front of the face
   */
  void paint(
      Raster behind,
      Raster front,
      float[] nearHead,
      FaceFrame frame,
      Illumination light,
      Random random) {
    Noise noise = Noise.of(random);
    boolean isCurly = Draw.chance(random, 0.3);
    Paint paint = strands(frame, noise, isCurly, light);
    double size = frame.size();
    if (isLong() && chin > 10) {
      double middle = frame.headU();
      double half = Draw.between(random, 0.75, 0.95) + volume;
      Shape box = Shape.box(middle - half, -0.85, middle + half, length, 0.7);
      Shape fall = (x, y) -> (float) size * box.distance(frame.u(x, y), frame.v(x, y));
      Brush.soft(0.05 * size).fill(behind, fall.rough(noise, 0.4 * size, 0.09 * size), dark(paint));
    }
    Shape cap = cap(nearHead, front.width(), frame, noise);
    Brush.soft((isCloth ? 0.015 : 0.06) * size).fill(front, cap, paint);
  }

  /**
   * How near each pixel is to the head.
   *
   * @return [height, width] about 1 within the face's picture, 0.5 at its edge, 0 away from it
   */
  static float[] nearHead(Raster face, FaceFrame frame) {
    int width = face.width();
    int height = face.height();
    float[] cover = new float[width * height];
    for (int i = 0; i < cover.length; i++) {
      cover[i] = face.pixels()[4 * i + 3];
    }
    double sigma = OUTLINE * frame.size();
    int shrink = Math.max(1, (int) (sigma / 1.5));
    int w = (width + shrink - 1) / shrink;
    int h = (height + shrink - 1) / shrink;
    float[] small = Resize.of(cover, width, height, 1, w, h);
    return Resize.of(Blur.gaussian(small, w, h, 1, sigma / shrink), w, h, 1, width, height);
  }

  private Shape cap(float[] nearHead, int width, FaceFrame frame, Noise noise) {
    float size = (float) frame.size();
    // landmarks stop short of the outline on the side that the face turns to
    float turn = (float) frame.headU();
    float left = (float) frame.left() - (turn > 0.1f ? 0.15f : 0);
    float right = (float) frame.right() + (turn < -0.1f ? 0.15f : 0);
    float centre = (left + right) / 2;
    float half = (right - left) / 2 * (isLong() ? 0.97f : 1.02f);
    // where the picture ends within a head, its outline seems to go straight on: an oval limits it
    float tall = (float) (1 / (1.15 + volume));
    // the edge is at 0.5; a normal distribution's slope there is 0.4 / sigma
    float reach = (float) (0.5 - Math.min(0.45, 0.4 * volume / OUTLINE * 0.8));
    float uneven = isCloth ? 0.02f : 0.1f;
    return (x, y) -> {
      int pixel = ((int) y) * width + (int) x;
      float outside = (reach - nearHead[pixel]) * (float) (OUTLINE / 0.4);
      if (outside > 0.1f) {
        return outside * size;
      }
      float u = frame.u(x, y);
      float v = frame.v(x, y);
      float du = (u - turn) * 0.8f;
      float dv = Math.min(0, v) * tall;
      float beyond = (float) Math.sqrt(du * du + dv * dv) - 1;
      float offHead = (0.5f - nearHead[pixel]) * (float) (OUTLINE / 0.4);
      outside = Math.max(outside, Math.min(beyond, offHead));
      float wave = uneven * (noise.fractal(u * 9, v * 5, 2) - 0.5f);
      float a = (u - centre) / half;
      float b = v < 0 ? v / (float) forehead : Math.max(0, v / (float) chin);
      float within = (1 - opening(a, b)) * Math.min(half, (float) forehead);
      float below = 0.5f * (v - lowest(Math.abs(a)));
      return size * Math.max(Math.max(outside + 0.6f * wave, within + wave), below + 1.5f * wave);
    };
  }

  /** 1 on a curve between an ellipse and a rectangle of half sides 1, less within it. */
  private static float opening(float a, float b) {
    float square = a * a + b * b;
    float fourth = 0.4f * square * square + 0.6f * (a * a * a * a + b * b * b * b);
    return (float) Math.sqrt(Math.sqrt(fourth));
  }

  /** How far down hair reaches: by the face to the ears, farther behind them. */
  private float lowest(float aside) {
    float behindEars = isLong() || isCloth ? 0 : Math.max(0, Math.min(0.6f, (aside - 1.25f) * 2));
    return (float) length + behindEars;
  }

  private Paint strands(FaceFrame frame, Noise noise, boolean isCurly, Illumination light) {
    float middle = (float) frame.headU();
    float depth = isCloth ? 0.35f : 1.3f;
    return (x, y, rgb) -> {
      float u = frame.u(x, y) - middle;
      float v = frame.v(x, y);
      float down = v + 1.25f; // strands come from behind the crown
      float radius = Math.abs(u) + Math.abs(down) + 1e-4f;
      float grain =
          isCloth || isCurly
              ? noise.fractal(u * (isCloth ? 3 : 9), v * (isCloth ? 2 : 9), 3)
              : noise.fractal(u / radius * 14, radius * 1.6f, 2); // strands from the crown
      float factor = Math.max(0.1f, 1 + depth * (grain - 0.5f));
      rgb[0] = colour.red() * factor;
      rgb[1] = colour.green() * factor;
      rgb[2] = colour.blue() * factor;
      float nx = Math.max(-0.9f, Math.min(0.9f, u * ROUND));
      float ny = Math.max(-0.4f, Math.min(0.9f, -(v + 0.1f) * ROUND));
      float scale = 1 / Math.max(1, (float) Math.sqrt(nx * nx + ny * ny));
      float nz = (float) Math.sqrt(Math.max(0, 1 - (nx * nx + ny * ny) * scale * scale));
      light.shine(nx * scale, ny * scale, nz, rgb);
    };
  }

  /** In the shadow of the head. */
  private static Paint dark(Paint paint) {
    return (x, y, rgb) -> {
      paint.at(x, y, rgb);
      for (int c = 0; c < 3; c++) {
        rgb[c] *= 0.6f;
      }
    };
  }
}
