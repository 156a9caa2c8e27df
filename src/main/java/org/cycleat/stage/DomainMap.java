package org.cycleat.stage;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.evaluation.Picture;
import org.cycleat.evaluation.ScatterFigure;
import org.cycleat.evaluation.ScatterPage;

/**
 * The paper's Figure 4 with all domains of a run: first-layer features of faces, mapped together by
 * t-SNE, as a picture and as a page that shows each face.
 */
final class DomainMap {
  /** Pixels of a face on the page: as large as most are shown, small enough for thousands. */
  private static final int TILE = 48;

  private static final double RADIUS = 1.8;
  private static final String TITLE = "Faces by their first-layer features (Figure 4)";

  private final Embedding embedding;
  private final NetworkFeatures firstLayer;

  DomainMap(Embedding embedding, NetworkFeatures firstLayer) {
    this.embedding = embedding;
    this.firstLayer = firstLayer;
  }

  /**
   * Draws both.
   *
   * @param sets of faces by their name, in the legend's order
   */
  void draw(Map<String, Manifest> sets, Path png, Path html) {
    Map<String, Manifest> some = new LinkedHashMap<>(sets);
    some.values().removeIf(set -> set.size() == 0);
    float[][] features =
        some.values().stream()
            .flatMap(set -> Arrays.stream(firstLayer.of(set)))
            .toArray(float[][]::new);
    List<double[]> places = List.of(embedding.of(features));
    List<ScatterPage.Faces> clouds = new ArrayList<>();
    int from = 0;
    for (Map.Entry<String, Manifest> set : some.entrySet()) {
      int to = from + set.getValue().size();
      var cloud = new ScatterFigure.Cloud(set.getKey(), places.subList(from, to), RADIUS);
      clouds.add(new ScatterPage.Faces(cloud, faces(set.getValue())));
      from = to;
    }
    try {
      ScatterFigure.draw(clouds.stream().map(ScatterPage.Faces::cloud).toList(), png);
    } catch (IOException e) {
      throw UserException.cannotWrite(png, e);
    }
    Workspace.write(html, ScatterPage.html(TITLE, note(), clouds));
  }

  private String note() {
    return "%s, mapped to %d dimensions by t-SNE: neighbours are alike, distances between far dots mean little."
        .formatted(firstLayer.name(), embedding.selection().tsneDimensions());
  }

  private static List<ScatterPage.Face> faces(Manifest set) {
    return IntStream.range(0, set.size())
        .parallel()
        .mapToObj(
            i -> {
              Sample sample = set.samples().get(i);
              return new ScatterPage.Face(label(set, sample), tile(sample.path()));
            })
        .toList();
  }

  private static String label(Manifest set, Sample sample) {
    String file = sample.path().getFileName().toString();
    return sample.label() == Sample.UNLABELLED
        ? file
        : set.labels().get(sample.label()).name() + ", " + file;
  }

  private static Picture.Content tile(Path file) {
    try (Mat tile = FaceTile.read(file, TILE);
        var bytes = new ByteArrayOutputStream()) {
      BufferedImage image = FaceTile.image(tile);
      ImageIO.write(image, "jpg", bytes);
      return new Picture.Content("image/jpeg", bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode " + file, e);
    }
  }
}
