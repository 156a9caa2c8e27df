package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.cycleat.UserException;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.Predictions;
import org.cycleat.face.Box;
import org.cycleat.image.ImageFile;
import org.cycleat.image.ImageWriter;

/**
 * The faces that a method gets wrong with the highest probability: small copies in {@code errors/}
 * of a judgement, so that reports need the data no more, and {@code errors/errors.json}, a list of
 * {@code picture}, {@code file}, {@code truth}, {@code predicted} (names of classes) and {@code
 * probability}.
 */
record SurestErrors(Path judgement) {
  /** The folder in a judgement's. */
  static final String FOLDER = "errors";

  private static final int MOST = 24;

  /** Pixels of a face on the page, at most. */
  private static final int FACE = 112;

  /** Side of the square around a face, in its own size: boxes end at brow and chin. */
  private static final double ROOM = 1.4;

  /** A face, as the file has it. */
  private record Entry(
      String picture, String file, String truth, String predicted, double probability) {}

  private Path folder() {
    return judgement.resolve(FOLDER);
  }

  private Path list() {
    return folder().resolve("errors.json");
  }

  /**
   * Keeps those of a method in place of others.
   *
   * @param name how an image is called
   * @param faces where the face is in images of which it is not the square in the middle
   */
  void write(Predictions predictions, Function<Sample, String> name, Map<Path, Box> faces)
      throws IOException {
    Files.deleteIfExists(list());
    for (Path old : RunPictures.files(folder(), ".jpg")) {
      Files.delete(old);
    }
    List<Entry> entries = new ArrayList<>();
    for (Predictions.Mistake error : predictions.surestErrors(MOST)) {
      String picture = String.format(Locale.ROOT, "%02d.jpg", entries.size() + 1);
      Path image = error.sample().path();
      copy(image, Optional.ofNullable(faces.get(image)), folder().resolve(picture));
      entries.add(
          new Entry(
              picture,
              name.apply(error.sample()),
              error.truth().name(),
              error.predicted().name(),
              error.probability()));
    }
    Workspace.writeJson(list(), entries);
  }

  /** The square in the middle, as the networks see it, or one around the face. */
  private static void copy(Path image, Optional<Box> face, Path to) {
    try (Mat whole = ImageFile.read(image)) {
      Box box = square(face.orElse(new Box(0, 0, whole.cols(), whole.rows())), whole);
      try (Rect rect = new Rect(box.x(), box.y(), box.width(), box.height());
          Mat square = new Mat(whole, rect);
          Mat reduced = ImageWriter.reduced(square, FACE)) {
        ImageWriter.write(to, reduced);
      }
    }
  }

  /** With some room around the face, as far as the image has it. */
  private static Box square(Box face, Mat whole) {
    double wanted = ROOM * Math.max(face.width(), face.height());
    int side = (int) Math.min(wanted, Math.min(whole.cols(), whole.rows()));
    int left = (int) (face.centre().x() - side / 2.0);
    int top = (int) (face.centre().y() - side / 2.0);
    return new Box(
        Math.max(0, Math.min(left, whole.cols() - side)),
        Math.max(0, Math.min(top, whole.rows() - side)),
        side,
        side);
  }

  /**
   * Those that were kept, the surest first; none where a judgement has none.
   *
   * @throws UserException where what was kept is gone
   */
  List<Picture> pictures() {
    List<Picture> pictures = new ArrayList<>();
    for (JsonNode entry : Workspace.readJson(list())) {
      String truth = entry.path("truth").asText();
      String predicted = entry.path("predicted").asText();
      pictures.add(
          new Picture(
              new Picture.Content("image/jpeg", bytes(entry)),
              entry.path("file").asText(),
              String.format(
                  Locale.ROOT,
                  "%s, taken for %s: %.0f\u00a0%%",
                  truth,
                  predicted,
                  100 * entry.path("probability").asDouble()),
              List.of(),
              FACE));
    }
    return pictures;
  }

  private byte[] bytes(JsonNode entry) {
    Path picture = folder().resolve(entry.path("picture").asText());
    try {
      return Files.readAllBytes(picture);
    } catch (IOException e) {
      throw new UserException("cannot read %s; evaluate again".formatted(picture), e);
    }
  }
}
