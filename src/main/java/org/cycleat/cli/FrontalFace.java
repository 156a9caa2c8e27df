package org.cycleat.cli;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.face.Bgr;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceFinder;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Landmarks;
import org.cycleat.face.models.FaceModels;
import org.cycleat.render.dataset.LandmarkFinder;

/** The main face of a picture, found with the models that the user has. */
final class FrontalFace implements LandmarkFinder, AutoCloseable {
  private final FaceFinder finder;

  FrontalFace(FaceModels models) {
    finder = new FaceFinder(() -> FaceInstruments.open(models));
  }

  @Override
  public Optional<Landmarks> find(BufferedImage picture) {
    try (Mat bgr = Bgr.of(picture)) {
      return DetectedFace.mainFace(finder.find(bgr), bgr.cols(), bgr.rows())
          .flatMap(DetectedFace::landmarks);
    }
  }

  @Override
  public void close() {
    finder.close();
  }
}
