package org.cycleat.face;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.bench.Measurement;

/** How many faces a second get their 68 landmarks, the cutting out of a 512 px picture included. */
public final class LandmarkBenchmark {
  private static final Path PICTURE = Path.of("demo/photos/images/S501/S501_NE00_000.jpg");
  private static final int CALLS = 200;

  private LandmarkBenchmark() {}

  /** On one thread: one face in each call, as in a film, and eight at once. */
  public static List<Measurement> faces() {
    int threads = opencv_core.getNumThreads();
    opencv_core.setNumThreads(1);
    try (Mat bgr = Photographs.read(PICTURE);
        LandmarkDetector detector = LandmarkDetector.open(Optional.empty())) {
      return List.of(measure(bgr, detector, 1), measure(bgr, detector, 8));
    } finally {
      opencv_core.setNumThreads(threads);
    }
  }

  private static Measurement measure(Mat bgr, LandmarkDetector detector, int together) {
    Box box = new Box(89, 20, 370, 440);
    DetectedFace face = DetectedFace.fromBox(box, 1, EyeProportions.OF_A_FACE);
    List<DetectedFace> faces = Collections.nCopies(together, face);
    return Measurement.of(
        "68 landmarks, %d in a call, one thread".formatted(together),
        "faces/s",
        7,
        () -> {
          long start = System.nanoTime();
          for (int i = 0; i < CALLS; i += together) {
            detector.locate(bgr, faces);
          }
          return CALLS / ((System.nanoTime() - start) / 1e9);
        });
  }
}
