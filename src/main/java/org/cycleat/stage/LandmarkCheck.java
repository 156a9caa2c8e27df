package org.cycleat.stage;

import static org.bytedeco.opencv.global.opencv_core.flip;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Use;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.LandmarkDetector;
import org.cycleat.face.LandmarkError;
import org.cycleat.face.Landmarks;
import org.cycleat.face.models.FoundModel;
import org.cycleat.image.ImageFile;
import org.cycleat.train.TaskProgress;

/**
 * Measures a landmark model on the main face of each image that a detector finds: against the exact
 * landmarks of a manifest, or, where there are none, against the detector's own five points.
 *
 * <p>A detector agrees the more readily with landmarks whose crop its eyes have turned. So both
 * ways are told: the crop by box and eyes, and by the box alone.
 */
public final class LandmarkCheck {
  private final FoundModel faceModel;
  private final Optional<Path> landmarkModel;

  /**
   * Errors of each way, and the yardstick for them: the detector's own points against the truth, or
   * without one against its points in the mirror image.
   */
  private record Tally(List<Double> byEyes, List<Double> byBox, List<Double> detector) {
    void tell(Consumer<String> report, int images) {
      report.accept("faces found: %d of %d".formatted(byEyes.size(), images));
      report.accept("crop by box and eyes: " + new LandmarkError(byEyes));
      report.accept("crop by box alone:    " + new LandmarkError(byBox));
      if (!detector.isEmpty()) {
        report.accept("the detector itself:  " + new LandmarkError(detector));
      }
    }
  }

  /**
   * @param faceModel of YuNet
   * @param landmarkModel or the one that ships
   */
  public LandmarkCheck(FoundModel faceModel, Optional<Path> landmarkModel) {
    this.faceModel = faceModel;
    this.landmarkModel = landmarkModel;
  }

  /**
   * @param folder with a manifest, or of images
   * @param limit how many images, in the order of their names
   * @param report told the results, and what else the folder has
   * @param lost told what was meant to be read and cannot be
   * @throws UserException where there is no image, or one or a model cannot be read
   */
  public void run(Path folder, int limit, Consumer<String> report, Consumer<String> lost) {
    DataSource data = new DataSource(folder, FaceDataSets.MANIFEST, "--check", report, lost);
    boolean hasTruths =
        !Files.isDirectory(folder) || Files.isRegularFile(folder.resolve(Manifest.FILE_NAME));
    Map<Path, Landmarks> truths = hasTruths ? truths(data) : Map.of();
    List<Path> all = hasTruths ? List.copyOf(truths.keySet()) : data.images();
    List<Path> images = all.subList(0, Math.min(limit, all.size()));
    Tally tally = new Tally(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (FaceDetector detector = FaceDetector.open(faceModel);
        LandmarkDetector network = LandmarkDetector.open(landmarkModel);
        TaskProgress progress = new TaskProgress("check", images.size())) {
      for (Path image : images) {
        measure(image, detector, network, Optional.ofNullable(truths.get(image)), tally);
        progress.step();
      }
    }
    tally.tell(report, images.size());
  }

  private static Map<Path, Landmarks> truths(DataSource data) {
    Map<Path, Landmarks> truths = new LinkedHashMap<>();
    data.read(Labels.EXPRESSIONS, Use.UNLABELLED, null)
        .samples()
        .forEach(sample -> truths.put(sample.path(), LandmarkSamples.landmarks(sample)));
    return truths;
  }

  private static void measure(
      Path image,
      FaceDetector detector,
      LandmarkDetector network,
      Optional<Landmarks> truth,
      Tally tally) {
    try (Mat bgr = ImageFile.read(image)) {
      Optional<DetectedFace> main =
          DetectedFace.mainFace(detector.detect(bgr), bgr.cols(), bgr.rows());
      if (main.isEmpty()) {
        return;
      }
      DetectedFace face = main.get();
      DetectedFace box = DetectedFace.fromBox(face.box(), face.score(), EyeProportions.OF_A_FACE);
      List<Landmarks> found = network.locate(bgr, List.of(face, box));
      tally.byEyes().add(error(found.get(0), truth, face));
      tally.byBox().add(error(found.get(1), truth, face));
      if (face.lowerFace().isPresent()) {
        yardstick(bgr, detector, truth, face).ifPresent(tally.detector()::add);
      }
    }
  }

  private static Optional<Double> yardstick(
      Mat bgr, FaceDetector detector, Optional<Landmarks> truth, DetectedFace face) {
    if (truth.isPresent()) {
      return Optional.of(LandmarkError.ofFive(truth.get(), face));
    }
    try (Mat mirrored = new Mat()) {
      flip(bgr, mirrored, 1);
      return DetectedFace.mainFace(detector.detect(mirrored), bgr.cols(), bgr.rows())
          .map(other -> LandmarkError.ofMirrored(other, bgr.cols(), face));
    }
  }

  private static double error(Landmarks found, Optional<Landmarks> truth, DetectedFace face) {
    return truth
        .map(exact -> LandmarkError.ofAll(found, exact))
        .orElseGet(() -> LandmarkError.ofFive(found, face));
  }
}
