package org.cycleat.face;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.bench.Benchmark;
import org.cycleat.image.ImageFile;

/** How many faces a second get their 68 landmarks, the cutting out of a 512 px picture included. */
public final class LandmarkBenchmark {
  private static final Path PICTURE = Path.of("demo/photos/images/S501/S501_NE00_000.jpg");
  private static final int CALLS = 200;

  private LandmarkBenchmark() {}

  /** On one thread: one face in each call, as in a film, and eight at once. */
  public static List<Benchmark> faces() {
    return List.of(faces(1), faces(8));
  }

  private static Benchmark faces(int together) {
    Box box = new Box(89, 20, 370, 440);
    DetectedFace face = DetectedFace.fromBox(box, 1, EyeProportions.OF_A_FACE);
    List<DetectedFace> faces = Collections.nCopies(together, face);
    return new Benchmark(
        "68 landmarks, %d in a call, one thread".formatted(together),
        "faces/s",
        7,
        runs -> {
          int threads = opencv_core.getNumThreads();
          opencv_core.setNumThreads(1);
          try (Mat bgr = ImageFile.read(PICTURE);
              LandmarkDetector detector = LandmarkDetector.open(Optional.empty())) {
            return runs.apply(() -> perSecond(bgr, detector, faces));
          } finally {
            opencv_core.setNumThreads(threads);
          }
        });
  }

  private static double perSecond(Mat bgr, LandmarkDetector detector, List<DetectedFace> faces) {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i += faces.size()) {
      detector.locate(bgr, faces);
    }
    return CALLS / ((System.nanoTime() - start) / 1e9);
  }
}
