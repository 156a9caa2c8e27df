package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;

import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.cycleat.UserException;
import org.cycleat.image.Orientation;

/**
 * Sizes of a film's pictures in square pixels, before they are turned upright.
 *
 * @param width in square pixels: stored pictures with others are widened or narrowed
 * @param height as stored
 */
record PictureGeometry(int width, int height, Orientation orientation) {
  /** Shapes of pixels beyond this are mistakes of the film. */
  private static final double MOST_STRETCH = 4;

  /**
   * @param what could not be done if this fails, such as "cannot read a.mp4"
   * @throws UserException when there is no size, or one of more than 100 megapixels
   */
  static PictureGeometry of(Demuxer demuxer, String what) {
    AVCodecParameters stored = demuxer.stream().codecpar();
    if (stored.width() < 1 || stored.height() < 1) {
      throw new UserException(what + ": its video stream states no size");
    }
    requireModest(stored.width(), stored.height(), what);
    double stretch = 1;
    try (AVRational ratio =
        av_guess_sample_aspect_ratio(demuxer.context(), demuxer.stream(), (AVFrame) null)) {
      if (ratio.num() > 0 && ratio.den() > 0) {
        stretch = (double) ratio.num() / ratio.den();
      }
    }
    if (stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH) {
      stretch = 1;
    }
    int width = (int) Math.max(1, Math.round(stored.width() * stretch));
    requireModest(width, stored.height(), what);
    return new PictureGeometry(width, stored.height(), Orientation.of(stored));
  }

  /** Refuses pictures of more than 100 megapixels. */
  static void requireModest(long width, long height, String what) {
    if (width * height > Ffmpeg.MOST_PIXELS) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "%s: %d x %d pixels; at most 100 megapixels are read, so reduce it first",
              what,
              width,
              height));
    }
  }

  int uprightWidth() {
    return orientation.transposed() ? height : width;
  }

  int uprightHeight() {
    return orientation.transposed() ? width : height;
  }
}
