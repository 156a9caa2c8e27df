package org.cycleat.export;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.Photographs;

/**
 * Recognises the expressions of the faces in photographs, with a model written by {@code cycleat
 * export}. Threads may share one.
 *
 * <pre>{@code
 * try (Recognizer recognizer = Recognizer.open(Path.of("out/cycleat/1"), Optional.empty())) {
 *   for (RecognizedFace face : recognizer.recognize(Path.of("photo.jpg"))) {
 *     System.out.println(face.box() + " " + face.expression());
 *   }
 * }
 * }</pre>
 */
public final class Recognizer implements AutoCloseable {
  /** Faces in one run of the network: a photograph of a crowd must not take all memory. */
  private static final int LARGEST_BATCH = 32;

  private final ServedModel model;
  private final FaceDetector detector;
  private final FaceAligner aligner;

  Recognizer(ServedModel model, FaceDetector detector) {
    this.model = model;
    this.detector = detector;
    this.aligner = new FaceAligner(model.info().imageSize(), model.info().framing());
  }

  /**
   * Opens a model and a face detector.
   *
   * @param model folder of a SavedModel written by {@code cycleat export}
   * @param faceModel a YuNet model; without one the Haar cascade is used
   * @throws UserException when either is missing, incomplete or of another kind
   */
  public static Recognizer open(Path model, Optional<Path> faceModel) {
    FaceDetector detector = FaceDetector.open(faceModel);
    try {
      return new Recognizer(new ServedModel(model), detector);
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  /** The classes in the model's order. */
  public List<ServingInfo.Label> labels() {
    return model.info().labels();
  }

  /**
   * The faces of an image file, upright as its EXIF data says.
   *
   * @throws UserException when the image cannot be read
   */
  public List<RecognizedFace> recognize(Path image) {
    try (Mat bgr = Photographs.read(image)) {
      return recognize(bgr);
    }
  }

  /** The faces of an image in memory; transparent parts count as white. */
  public List<RecognizedFace> recognize(BufferedImage image) {
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    byte[] pixels = ((DataBufferByte) opaque.getRaster().getDataBuffer()).getData();
    try (Mat bgr = new Mat(image.getHeight(), image.getWidth(), CV_8UC3)) {
      bgr.data().put(pixels);
      return recognize(bgr);
    }
  }

  /**
   * The faces of a photograph, the most certain detection first; empty when it has none.
   *
   * @param bgr 8-bit BGR
   */
  public List<RecognizedFace> recognize(Mat bgr) {
    List<DetectedFace> faces;
    synchronized (detector) { // it keeps its working size and buffers; the network needs no lock
      faces = detector.detect(bgr);
    }
    List<RecognizedFace> recognized = new ArrayList<>();
    for (int first = 0; first < faces.size(); first += LARGEST_BATCH) {
      int end = Math.min(first + LARGEST_BATCH, faces.size());
      recognized.addAll(classify(bgr, faces.subList(first, end)));
    }
    return recognized;
  }

  private List<RecognizedFace> classify(Mat bgr, List<DetectedFace> faces) {
    int pixels = aligner.size() * aligner.size() * 3;
    float[] images = new float[faces.size() * pixels]; // [N, S, S, 3]
    for (int i = 0; i < faces.size(); i++) {
      fill(images, i * pixels, pixels, bgr, faces.get(i));
    }
    float[] probabilities = model.probabilities(images, faces.size());
    List<RecognizedFace> recognized = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      recognized.add(recognized(faces.get(i), probabilities, i));
    }
    return recognized;
  }

  /** One aligned face as RGB in [-1, 1]. */
  private void fill(float[] images, int offset, int length, Mat bgr, DetectedFace face) {
    try (Mat crop = aligner.align(bgr, face);
        Mat scaled = new Mat()) {
      cvtColor(crop, crop, COLOR_BGR2RGB);
      crop.convertTo(scaled, CV_32F, 1 / 127.5, -1);
      try (FloatPointer values = new FloatPointer(scaled.data())) {
        values.get(images, offset, length);
      }
    }
  }

  private RecognizedFace recognized(DetectedFace face, float[] probabilities, int row) {
    List<ServingInfo.Label> labels = labels();
    Map<String, Double> byCode = new LinkedHashMap<>();
    int best = 0;
    for (int k = 0; k < labels.size(); k++) {
      int index = row * labels.size() + k;
      byCode.put(labels.get(k).code(), (double) probabilities[index]);
      if (probabilities[index] > probabilities[row * labels.size() + best]) {
        best = k;
      }
    }
    return new RecognizedFace(face.box(), face.score(), labels.get(best).code(), byCode);
  }

  @Override
  public void close() {
    detector.close();
    model.close();
  }
}
