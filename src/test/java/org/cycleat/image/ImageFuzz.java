package org.cycleat.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/**
 * Reads made-up images for a while: each gives a picture or a UserException. Decoders are native
 * code, so a bad one ends the program; the file that it was reading is left.
 */
public final class ImageFuzz {
  /** No small file may take longer. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private ImageFuzz() {}

  /**
   * Runs until the time is over.
   *
   * @param args seconds; the file to leave; the number of the first image, 0 if not given
   */
  public static void main(String[] args) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[0]));
    Path left = Path.of(args[1]);
    long number = args.length > 2 ? Long.parseLong(args[2]) : 0;
    ImageMutations mutations = new ImageMutations(SmallImages.all());
    long read = 0;
    long first = number;
    for (; System.nanoTime() < end; number++) {
      byte[] file = mutations.file(number);
      Files.write(left, file);
      if (tryOne(file, number)) {
        read++;
      }
    }
    Files.delete(left);
    System.out.printf("images: %d tried, %d of them read%n", number - first, read);
  }

  /**
   * Reads one.
   *
   * @return false when it was refused
   */
  static boolean tryOne(byte[] file, long number) {
    long start = System.nanoTime();
    boolean isRead = true;
    try (Mat picture = ImageFile.decode(file, "image " + number)) {
      if (picture.type() != CV_8UC3 || picture.empty()) {
        throw new AssertionError("image " + number + " is no BGR");
      }
    } catch (UserException e) {
      isRead = false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("image " + number, e);
    }
    if (System.nanoTime() - start > MOST_NANOS) {
      throw new AssertionError("image " + number + " took too long");
    }
    return isRead;
  }
}
