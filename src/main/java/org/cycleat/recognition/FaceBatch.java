package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.export.ServedModel;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.Similarity;

/** From detected faces to recognised ones: aligned crops, the network in batches, its answers. */
final class FaceBatch {
  /** Faces in one run of the network: a photograph of a crowd must not take all memory. */
  private static final int LARGEST = 32;

  private final ServedModel model;
  private final FaceAligner aligner;

  FaceBatch(ServedModel model) {
    this.model = model;
    this.aligner = new FaceAligner(model.info().imageSize(), model.info().framing());
  }

  /**
   * A face as the network takes it.
   *
   * @param toPhotograph from the unit square of the image to the photograph's pixels
   * @param image [S, S, 3], RGB in [-1, 1]
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Input(DetectedFace face, Similarity toPhotograph, float[] image) {}

  /** Cuts the faces of one picture out; threads may do so side by side. */
  List<Input> inputs(Mat bgr, List<DetectedFace> faces) {
    return faces.stream().map(face -> input(bgr, face)).toList();
  }

  private Input input(Mat bgr, DetectedFace face) {
    Similarity back = aligner.transform(face).inverse();
    int size = aligner.size();
    try (Mat crop = aligner.align(bgr, face)) {
      return new Input(
          face,
          new Similarity(back.a() * size, back.b() * size, back.tx(), back.ty()),
          image(crop));
    }
  }

  /** The square in the middle of a picture that is a face, resized as training resizes it. */
  Input whole(Mat bgr) {
    FaceDetector.requireBgr(bgr);
    int side = Math.min(bgr.cols(), bgr.rows());
    Box square = new Box((bgr.cols() - side) / 2, (bgr.rows() - side) / 2, side, side);
    try (Rect rect = new Rect(square.x(), square.y(), side, side);
        Mat part = new Mat(bgr, rect);
        Size size = new Size(aligner.size(), aligner.size());
        Mat crop = new Mat()) {
      resize(part, crop, size, 0, 0, side > aligner.size() ? INTER_AREA : INTER_LINEAR);
      return new Input(
          DetectedFace.fromBox(square, 1, EyeProportions.OF_A_FACE),
          new Similarity(side, 0, square.x(), square.y()),
          image(crop));
    }
  }

  private float[] image(Mat crop) {
    float[] image = new float[aligner.size() * aligner.size() * 3];
    try (Mat scaled = new Mat()) {
      cvtColor(crop, crop, COLOR_BGR2RGB);
      crop.convertTo(scaled, CV_32F, 1 / 127.5, -1);
      try (FloatPointer values = new FloatPointer(scaled.data())) {
        values.get(image);
      }
    }
    return image;
  }

  /** The faces in the same order, unnumbered. */
  List<Face> recognize(List<Input> inputs) {
    List<Face> faces = new ArrayList<>();
    for (int first = 0; first < inputs.size(); first += LARGEST) {
      faces.addAll(runOnce(inputs.subList(first, Math.min(first + LARGEST, inputs.size()))));
    }
    return faces;
  }

  private List<Face> runOnce(List<Input> inputs) {
    int length = aligner.size() * aligner.size() * 3;
    float[] images = new float[inputs.size() * length]; // [N, S, S, 3]
    for (int i = 0; i < inputs.size(); i++) {
      System.arraycopy(inputs.get(i).image, 0, images, i * length, length);
    }
    ServedModel.Answer answer = model.answer(images, inputs.size());
    List<Face> faces = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      faces.add(face(inputs.get(i), answer, i));
    }
    return faces;
  }

  private Face face(Input input, ServedModel.Answer answer, int row) {
    DetectedFace face = input.face;
    List<ServingInfo.Label> labels = model.info().labels();
    Map<String, Double> byCode = new LinkedHashMap<>();
    for (int k = 0; k < labels.size(); k++) {
      byCode.put(labels.get(k).code(), (double) answer.probabilities()[row * labels.size() + k]);
    }
    return new Face(
        0,
        face.box(),
        face.score(),
        face.landmarks(),
        Face.mostProbable(byCode),
        byCode,
        attention(input, answer, row));
  }

  private Optional<AttentionMap> attention(Input input, ServedModel.Answer answer, int row) {
    int side = answer.attentionSide();
    if (side == 0) {
      return Optional.empty();
    }
    float[] map =
        Arrays.copyOfRange(answer.attention(), row * side * side, (row + 1) * side * side);
    return Optional.of(new AttentionMap(side, map, input.toPhotograph));
  }
}
