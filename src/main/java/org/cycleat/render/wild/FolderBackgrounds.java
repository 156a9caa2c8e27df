package org.cycleat.render.wild;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cycleat.render.Raster;
import org.cycleat.render.mesh.Srgb;

/** Parts of images in files. */
final class FolderBackgrounds implements Backgrounds {
  /** Images kept decoded, of some megabytes each. */
  private static final int KEPT = 16;

  private final List<Path> files;

  /** The last images used, the oldest first. What is in it changes no picture. */
  private final Map<Path, Photo> recent =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Photo> eldest) {
          return size() > KEPT;
        }
      };

  FolderBackgrounds(List<Path> files) {
    this.files = List.copyOf(files);
  }

  @Override
  public Raster draw(int width, int height, Random random) {
    Photo photo = recent.computeIfAbsent(Draw.oneOf(random, files), Photo::read);
    // The largest part of the picture's proportions, then a share of that.
    double fit = Math.min((double) photo.width() / width, (double) photo.height() / height);
    double share = fit * Draw.between(random, 0.4, 1);
    int cutWidth = Math.max(1, Math.min(photo.width(), (int) Math.round(width * share)));
    int cutHeight = Math.max(1, Math.min(photo.height(), (int) Math.round(height * share)));
    int left = random.nextInt(photo.width() - cutWidth + 1);
    int top = random.nextInt(photo.height() - cutHeight + 1);
    boolean isFlipped = random.nextBoolean();
    float[] part = new float[4 * cutWidth * cutHeight];
    for (int y = 0; y < cutHeight; y++) {
      for (int x = 0; x < cutWidth; x++) {
        int from = left + (isFlipped ? cutWidth - 1 - x : x);
        put(photo.rgb()[(top + y) * photo.width() + from], part, 4 * (y * cutWidth + x));
      }
    }
    float[] pixels = Resize.of(part, cutWidth, cutHeight, 4, width, height);
    double sigma = Draw.ratio(random, 0.001, 0.03) * Math.min(width, height);
    return Blur.gaussian(new Raster(width, height, pixels), sigma);
  }

  private static void put(int rgb, float[] pixels, int at) {
    pixels[at] = Srgb.toLinear(rgb >> 16 & 0xFF);
    pixels[at + 1] = Srgb.toLinear(rgb >> 8 & 0xFF);
    pixels[at + 2] = Srgb.toLinear(rgb & 0xFF);
    pixels[at + 3] = 1;
  }
}
