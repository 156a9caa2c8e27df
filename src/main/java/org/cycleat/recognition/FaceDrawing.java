package org.cycleat.recognition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Annotator;

/** Draws recognised faces: box, expression, the probabilities as bars, and the attention. */
public final class FaceDrawing {
  private final Map<String, String> names = new LinkedHashMap<>();
  private final boolean attention;

  /**
   * @param labels the model's classes
   * @param attention whether to lay the attention over the faces, where they have it
   */
  public FaceDrawing(List<ServingInfo.Label> labels, boolean attention) {
    labels.forEach(label -> names.put(label.code(), label.name()));
    this.attention = attention;
  }

  /**
   * A copy of a photograph with its faces: small ones enlarged, and on a larger canvas where a
   * label or its bars have no place. The caller closes it.
   *
   * @param truth code of the class that the photograph shows, where it is known; of several faces
   *     nobody knows which one shows it
   */
  public Mat photograph(Mat bgr, List<Face> faces, Optional<String> truth) {
    String known =
        truth
            .filter(code -> faces.size() == 1)
            .map(code -> " (true: %s)".formatted(names.get(code)))
            .orElse("");
    try (Mat copy = bgr.clone()) {
      lookedAt(copy, faces);
      return Annotator.draw(copy, faces.stream().map(face -> annotation(face, "", known)).toList());
    }
  }

  /**
   * Draws the faces of a film's frame onto the frame, with their numbers; bars have room or not.
   */
  public void frame(Mat bgr, List<Face> faces) {
    lookedAt(bgr, faces);
    Annotator.drawOnto(
        bgr, faces.stream().map(face -> annotation(face, face.id() + ": ", "")).toList());
  }

  private void lookedAt(Mat bgr, List<Face> faces) {
    if (attention) {
      faces.forEach(face -> face.attention().ifPresent(map -> AttentionOverlay.draw(bgr, map)));
    }
  }

  private Annotator.Annotation annotation(Face face, String prefix, String suffix) {
    String label =
        prefix
            + Annotator.Annotation.label(names.get(face.expression()), face.probability())
            + suffix;
    List<Annotator.Bar> bars =
        face.probabilities().entrySet().stream()
            .map(entry -> new Annotator.Bar(names.get(entry.getKey()), entry.getValue()))
            .toList();
    return new Annotator.Annotation(face.id(), face.box(), label, bars);
  }
}
