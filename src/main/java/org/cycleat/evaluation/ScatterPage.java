package org.cycleat.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clouds of a {@link ScatterFigure} as a page to turn, move and zoom, by mouse, touch or keys:
 * one HTML file that holds its script, its points and a small picture of each, and asks no network.
 * Each dot shows its face and what it is; each cloud can be left out.
 */
public final class ScatterPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a dot stands for.
   *
   * @param label in a few words
   * @param picture small
   */
  public record Face(String label, Picture.Content picture) {}

  /**
   * A cloud and its faces.
   *
   * @param faces as many as the cloud has points
   */
  public record Faces(ScatterFigure.Cloud cloud, List<Face> faces) {
    public Faces {
      if (faces.size() != cloud.points().size()) {
        throw new IllegalArgumentException(
            "%s: expected %d faces, got %d"
                .formatted(cloud.name(), cloud.points().size(), faces.size()));
      }
    }
  }

  private ScatterPage() {}

  /**
   * The whole document.
   *
   * @param note what the places mean
   */
  public static String html(String title, String note, List<Faces> clouds) {
    int dimensions =
        ScatterFigure.dimensions(
            clouds.stream().flatMap(faces -> faces.cloud().points().stream()).toList());
    List<Map<String, Object>> series = new ArrayList<>();
    for (int k = 0; k < clouds.size(); k++) {
      series.add(series(clouds.get(k), k));
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dimensions", dimensions);
    data.put("clouds", series);
    return template()
        .replace("@TITLE@", Html.escape(title))
        .replace("@NOTE@", Html.escape(note))
        .replace("@DATA@", json(data));
  }

  private static Map<String, Object> series(Faces faces, int k) {
    ScatterFigure.Cloud cloud = faces.cloud();
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("name", cloud.name());
    series.put("colour", "#%06x".formatted(Canvas.series(k)));
    series.put("radius", cloud.radiusPixels());
    series.put("points", cloud.points());
    series.put("labels", faces.faces().stream().map(Face::label).toList());
    series.put("images", faces.faces().stream().map(face -> face.picture().address()).toList());
    return series;
  }

  /** As it may stand in a script element, which {@code </} would end. */
  private static String json(Map<String, Object> data) {
    try {
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts are always JSON", e);
    }
  }

  private static String template() {
    try (InputStream html = ScatterPage.class.getResourceAsStream("scatter.html")) {
      return new String(html.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page of a scatter", e);
    }
  }
}
