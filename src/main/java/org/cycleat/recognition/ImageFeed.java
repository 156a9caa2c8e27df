package org.cycleat.recognition;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.image.ImageFile;

/** Image files on their way through a pipeline. */
final class ImageFeed implements Pipeline.Feed<Path>, Pipeline.Sink<Path> {
  private final Iterator<Path> images;
  private final ImageListener listener;

  ImageFeed(List<Path> images, ImageListener listener) {
    this.images = images.iterator();
    this.listener = listener;
  }

  @Override
  public Optional<Pipeline.Task<Path>> next() {
    if (!images.hasNext()) {
      return Optional.empty();
    }
    Path image = images.next();
    return Optional.of(new Pipeline.Task<>(image, () -> read(image)));
  }

  private static Mat read(Path image) {
    return image.equals(Recognizer.STANDARD_INPUT)
        ? ImageFile.readStandardInput()
        : ImageFile.read(image);
  }

  @Override
  public void accept(Path image, Mat bgr, List<Face> faces) {
    listener.recognized(image, bgr, Recognizer.numbered(faces));
  }

  @Override
  public void failed(Path image, UserException reason) {
    listener.failed(image, reason);
  }
}
