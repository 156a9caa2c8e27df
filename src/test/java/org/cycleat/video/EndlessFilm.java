package org.cycleat.video;

import static org.bytedeco.opencv.global.opencv_core.randu;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/** A program that writes noise until that fails, then prints why and ends with code 3. */
final class EndlessFilm {
  private static final int FAILED = 3;
  private static final int MOST_FRAMES = 10_000;

  private EndlessFilm() {}

  public static void main(String[] args) {
    VideoFormat format = new VideoFormat(64, 48, 25, 0);
    try (VideoWriter writer = VideoWriter.open(Path.of(args[0]), format, Optional.empty());
        Mat picture = TestFilms.picture(64, 48, 0);
        Mat black = new Mat(new double[] {0, 0, 0, 0});
        Mat white = new Mat(new double[] {255, 255, 255, 0})) {
      for (int i = 0; i < MOST_FRAMES; i++) {
        randu(picture, black, white);
        writer.write(picture, i * 40_000L);
      }
    } catch (UserException e) {
      System.out.println(e.getMessage());
      System.exit(FAILED);
    }
  }
}
