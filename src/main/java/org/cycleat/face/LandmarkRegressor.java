package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_BACKEND_OPENCV;
import static org.bytedeco.opencv.global.opencv_dnn.DNN_TARGET_CPU;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromTensorflow;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.cycleat.UserException;

/**
 * The network of {@code cycleat landmarks}, a TensorFlow graph that OpenCV's DNN runs: from a crop,
 * float [N, 64, 64, 1], to the 68 points, [N, 136], from the crop's centre in crop sides.
 */
public final class LandmarkRegressor implements LandmarkDetector {
  /** Names of the graph's input and output. */
  public static final String INPUT = "crops";

  public static final String OUTPUT = "points";

  private static final int SIZE = 64;
  private static final int NUMBERS = 2 * Landmarks.COUNT;

  /** Faces in one pass: more would need more memory and no less time. */
  private static final int MOST_FACES = 16;

  private final Net network;

  /**
   * @param graph a binary GraphDef
   * @param source what errors call it
   * @throws UserException where it is not such a graph
   */
  LandmarkRegressor(byte[] graph, String source) {
    try {
      network = read(graph);
    } catch (RuntimeException e) {
      throw unfit(source, e);
    }
    // Other networks load as well; only a first pass shows what they give.
    try (Mat probe = Mat.zeros(SIZE, SIZE, CV_32F).asMat()) {
      network.setPreferableBackend(DNN_BACKEND_OPENCV);
      network.setPreferableTarget(DNN_TARGET_CPU);
      forward(List.of(probe));
    } catch (RuntimeException e) {
      network.close();
      throw unfit(source, e);
    }
  }

  /**
   * One thread at a time: OpenCV fills its importer's table of operations at the first call without
   * a lock, and a second thread would go on with half of it.
   */
  private static synchronized Net read(byte[] graph) {
    return readNetFromTensorflow(graph, new byte[0]);
  }

  private static UserException unfit(String source, RuntimeException cause) {
    return new UserException(
        source
            + " is not a landmark model (--landmark-model): expected a graph as cycleat landmarks"
            + " writes it, such as landmarks68.pb",
        cause);
  }

  @Override
  public List<Landmarks> locate(Mat bgr, List<DetectedFace> faces) {
    FaceDetector.requireBgr(bgr);
    List<Landmarks> located = new ArrayList<>();
    for (int first = 0; first < faces.size(); first += MOST_FACES) {
      List<DetectedFace> some = faces.subList(first, Math.min(faces.size(), first + MOST_FACES));
      located.addAll(look(bgr, some.stream().map(LandmarkCrop::of).toList()));
    }
    return located;
  }

  private List<Landmarks> look(Mat bgr, List<LandmarkCrop> crops) {
    List<Mat> seen = new ArrayList<>();
    try {
      crops.forEach(crop -> seen.add(crop.cut(bgr, SIZE)));
      float[] numbers = forward(seen);
      List<Landmarks> landmarks = new ArrayList<>();
      for (int face = 0; face < crops.size(); face++) {
        Similarity back = crops.get(face).transform(SIZE).inverse();
        landmarks.add(landmarks(numbers, face * NUMBERS).mapped(back));
      }
      return landmarks;
    } finally {
      seen.forEach(Mat::close);
    }
  }

  /** In the crop's pixels. */
  private static Landmarks landmarks(float[] numbers, int first) {
    List<Point2> points = new ArrayList<>();
    for (int i = first; i < first + NUMBERS; i += 2) {
      points.add(new Point2(SIZE * (numbers[i] + 0.5), SIZE * (numbers[i + 1] + 0.5)));
    }
    return new Landmarks(points);
  }

  /**
   * @param crops each [64, 64] float
   * @return [N * 136]
   */
  float[] forward(List<Mat> crops) {
    // One channel: the order of axes, OpenCV's or TensorFlow's, makes no difference.
    try (Mat batch = new Mat(new int[] {crops.size(), 1, SIZE, SIZE}, CV_32F);
        BytePointer to = batch.data()) {
      long bytes = (long) SIZE * SIZE * Float.BYTES;
      for (int i = 0; i < crops.size(); i++) {
        try (BytePointer from = crops.get(i).data()) {
          BytePointer.memcpy(to.getPointer(i * bytes), from, bytes);
        }
      }
      network.setInput(batch);
      try (Mat output = network.forward();
          BytePointer data = output.data();
          FloatPointer values = new FloatPointer(data)) {
        if (output.total() != (long) crops.size() * NUMBERS) {
          throw new IllegalArgumentException(
              "expected %d numbers a face, found %d"
                  .formatted(NUMBERS, output.total() / crops.size()));
        }
        float[] numbers = new float[crops.size() * NUMBERS];
        values.get(numbers);
        return numbers;
      }
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
