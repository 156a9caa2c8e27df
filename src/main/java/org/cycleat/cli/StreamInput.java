package org.cycleat.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.cycleat.video.Camera;
import org.cycleat.video.FrameSource;
import org.cycleat.video.StreamReader;

/**
 * Pictures in time that are in no file: of an address or a device that the user names.
 *
 * @param title for people and reports
 * @param name by which a drawn film is called
 */
record StreamInput(String title, Path name, Supplier<FrameSource> opener) {

  /** What an argument of the command line names, where it is neither file, folder nor pattern. */
  static Optional<StreamInput> of(String given) {
    if (StreamReader.isAddress(given)) {
      String title = StreamReader.withoutPassword(given);
      return Optional.of(
          new StreamInput(title, Path.of(fileName(title)), () -> StreamReader.open(given)));
    }
    try {
      Path path = Path.of(given);
      return Camera.isDevice(path)
          ? Optional.of(
              new StreamInput(given, Path.of(path.getFileName() + ".mp4"), () -> Camera.open(path)))
          : Optional.empty();
    } catch (InvalidPathException e) { // on Windows a pattern is none
      return Optional.empty();
    }
  }

  static StreamInput camera(int number) {
    String name = "camera" + number + ".mp4";
    return new StreamInput(name, Path.of(name), () -> Camera.open(number));
  }

  /** The last part of an address's path, else its host, as the name of a film. */
  private static String fileName(String address) {
    String place = address.replaceFirst("^[^:]*://", "").replaceFirst("[?#].*$", "");
    String last = place.replaceFirst("/+$", "").replaceFirst("^.*/", "");
    String stem = last.replaceFirst("\\.[A-Za-z0-9]{1,4}$", "").replaceAll("[^\\w.-]", "-");
    return (stem.isEmpty() ? "stream" : stem) + ".mp4";
  }
}
