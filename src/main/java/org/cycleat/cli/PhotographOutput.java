package org.cycleat.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.image.ImageWriter;
import org.cycleat.recognition.Face;
import org.cycleat.recognition.FaceDrawing;
import org.cycleat.recognition.FaceReport;
import org.cycleat.recognition.ImageListener;

/** What becomes of recognised photographs: the report, and a drawing where they are wanted. */
final class PhotographOutput implements ImageListener {
  private final FaceReport report;
  private final FaceDrawing drawing;
  private final Optional<DrawingNames> names;
  private final KnownLabels labels;
  private final Consumer<UserException> failures;
  private int faces;

  PhotographOutput(
      FaceReport report,
      FaceDrawing drawing,
      Optional<DrawingNames> names,
      KnownLabels labels,
      Consumer<UserException> failures) {
    this.report = report;
    this.drawing = drawing;
    this.names = names;
    this.labels = labels;
    this.failures = failures;
  }

  @Override
  public void recognized(Path image, Mat bgr, List<Face> found) {
    report.add(image.toString(), Optional.empty(), found);
    faces += found.size();
    if (names.isPresent()) {
      try (Mat drawn = drawing.photograph(bgr, found, labels.of(image))) {
        ImageWriter.write(names.get().drawingOfImage(image), drawn);
      } catch (UserException e) {
        failures.accept(e);
      }
    }
  }

  @Override
  public void failed(Path image, UserException reason) {
    failures.accept(reason);
  }

  int faces() {
    return faces;
  }
}
