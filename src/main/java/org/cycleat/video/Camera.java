package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.cycleat.UserException;

/**
 * Pictures of a camera, in the size and rate that it has by default, through Video4Linux.
 *
 * <p>Times are those of the first picture on. Pictures that come while nobody asks for them are
 * kept as far as the driver does that, then lost: their times tell.
 */
public final class Camera implements FrameSource {
  private static final Path DEVICES = Path.of("/dev");

  /** Of a file's mode (POSIX). */
  private static final int FILE_TYPE = 0170000;

  private static final int CHARACTER_DEVICE = 0020000;

  private final PictureStream pictures;
  private long firstMicros = -1;

  private Camera(PictureStream pictures) {
    this.pictures = pictures;
  }

  /**
   * Opens a camera, which the caller closes.
   *
   * @param number 0 for /dev/video0
   * @throws UserException naming the cameras there are when this is none, or when it is in use or
   *     gives no pictures
   */
  public static Camera open(int number) {
    return open(number, DEVICES);
  }

  static Camera open(int number, Path devices) {
    Path device = devices.resolve("video" + number);
    if (number < 0 || !Files.exists(device)) {
      throw new UserException(missing(number, list(devices)));
    }
    return open("camera " + number + " (" + device + ")", device);
  }

  /** True for a device file, such as /dev/video0 or a link to it. */
  public static boolean isDevice(Path file) {
    try {
      return ((int) Files.getAttribute(file, "unix:mode") & FILE_TYPE) == CHARACTER_DEVICE;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // on a system without such files
    }
  }

  /**
   * Opens a device file, which the caller closes.
   *
   * @throws UserException when it is no camera, is in use or gives no pictures
   */
  public static Camera open(Path device) {
    return open(device.toString(), device);
  }

  private static Camera open(String name, Path device) {
    String what = "cannot read " + name;
    return open(
        "video4linux2",
        device.toString(),
        what,
        error -> new UserException(what + ": " + Ffmpeg.reason(error)));
  }

  /** Opens any device of FFmpeg's, such as lavfi, which makes pictures without a camera. */
  static Camera open(String kind, String name, String what, IntFunction<UserException> failed) {
    register(what);
    AVInputFormat format = av_find_input_format(kind);
    if (format == null) {
      throw new UserException(what + ": this build of FFmpeg has no " + kind);
    }
    Demuxer demuxer = Demuxer.open(name, format, Map.of(), failed);
    return new Camera(PictureStream.of(demuxer, 1, what)); // more threads would delay pictures
  }

  /** FFmpeg's devices are in a library of its own, which needs those of sound and windows. */
  private static void register(String what) {
    try {
      avdevice_register_all();
    } catch (LinkageError e) {
      throw new UserException(
          what
              + ": FFmpeg's devices need libpulse.so.0, libasound.so.2 and libxcb-shm.so.0, one of which"
              + " is missing; install them, on Debian and Ubuntu `sudo apt install libpulse0"
              + " libasound2 libxcb-shm0`",
          e);
    }
  }

  private static String missing(int number, List<String> found) {
    return found.isEmpty()
        ? "no camera " + number + ": there is no camera at all (no /dev/video*)"
        : "no camera " + number + ": found " + String.join(", ", found);
  }

  private static List<String> list(Path devices) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(devices, "video[0-9]*")) {
      files.forEach(file -> found.add(file.toString()));
    } catch (IOException e) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  @Override
  public VideoFormat format() {
    return pictures.format();
  }

  @Override
  public boolean isLive() {
    return true;
  }

  /** {@inheritDoc} Waits for the camera's next picture; its end is that the camera is gone. */
  @Override
  public Optional<VideoFrame> next() {
    return pictures.next().map(this::fromFirst);
  }

  private VideoFrame fromFirst(VideoFrame frame) {
    if (firstMicros < 0) {
      firstMicros = frame.timeMicros();
    }
    return new VideoFrame(frame.index(), frame.timeMicros() - firstMicros, frame.bgr());
  }

  @Override
  public void close() {
    pictures.close();
  }
}
