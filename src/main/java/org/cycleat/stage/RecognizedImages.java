package org.cycleat.stage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Predictions;
import org.cycleat.face.Box;
import org.cycleat.recognition.Face;
import org.cycleat.recognition.ImageListener;
import org.cycleat.recognition.Recognizer;
import org.cycleat.train.TaskProgress;

/** What a recogniser made of the images of a manifest: of each, its main face. */
final class RecognizedImages {
  private final Manifest manifest;
  private final List<Sample> read = new ArrayList<>();
  private final List<float[]> probabilities = new ArrayList<>();
  private final Map<Path, Box> faces = new HashMap<>();
  private final List<UserException> unread = new ArrayList<>();

  private RecognizedImages(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Recognises the images side by side.
   *
   * @param manifest whose labels are the recogniser's
   */
  static RecognizedImages of(Recognizer recognizer, Manifest manifest) {
    RecognizedImages images = new RecognizedImages(manifest);
    try (var progress = new TaskProgress("recognize", manifest.size())) {
      List<Path> paths = manifest.samples().stream().map(Sample::path).toList();
      recognizer.recognize(paths, images.listener(progress));
    }
    return images;
  }

  /** It is told of the images in their order. */
  private ImageListener listener(TaskProgress progress) {
    return new ImageListener() {
      @Override
      public void recognized(Path image, Mat bgr, List<Face> found) {
        Optional<Face> main = Face.main(found, bgr.cols(), bgr.rows());
        main.ifPresent(face -> faces.put(image, face.box()));
        probabilities.add(main.map(RecognizedImages.this::row).orElse(new float[0]));
        read.add(manifest.samples().get(read.size() + unread.size()));
        progress.step();
      }

      @Override
      public void failed(Path image, UserException reason) {
        unread.add(reason);
        progress.step();
      }
    };
  }

  /** The model's classes may stand in another order than in tables. */
  private float[] row(Face face) {
    Labels labels = manifest.labels();
    float[] row = new float[labels.size()];
    face.probabilities()
        .forEach((code, share) -> row[labels.indexOf(code).orElseThrow()] = share.floatValue());
    return row;
  }

  /**
   * Tells in a line what could not be read.
   *
   * @param place of the images, for the user
   * @throws UserException where nothing could
   */
  void requireAny(String place, Consumer<String> lost) {
    if (unread.isEmpty()) {
      return;
    }
    String first = unread.get(0).getMessage();
    if (read.isEmpty()) {
      throw new UserException(
          "none of the %d images of %s (--data) can be read; the first: %s"
              .formatted(unread.size(), place, first));
    }
    lost.accept(
        "--data: %d images cannot be read and are left out; the first: %s"
            .formatted(unread.size(), first));
  }

  /** Of the images that could be read. */
  Predictions predictions() {
    return new Predictions(manifest.with(read), probabilities);
  }

  /** The box of the main face, by image. */
  Map<Path, Box> faces() {
    return faces;
  }
}
