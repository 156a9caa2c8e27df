package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceDetector;
import org.cycleat.face.Similarity;

/** Faces as one network takes them: [S, S, 3], RGB in [-1, 1], framed as it learned them. */
final class CropImages {
  private final FaceAligner aligner;

  CropImages(ServingInfo info) {
    this.aligner = new FaceAligner(info.imageSize(), info.framing());
  }

  /** From the unit square of a face's image to the photo's pixels. */
  Similarity toPhotograph(DetectedFace face) {
    Similarity back = aligner.transform(face).inverse();
    int size = aligner.size();
    return new Similarity(back.a() * size, back.b() * size, back.tx(), back.ty());
  }

  /** Cuts a face out. */
  float[] of(Mat bgr, DetectedFace face) {
    try (Mat crop = aligner.align(bgr, face)) {
      return image(crop);
    }
  }

  /** The square in the middle of an image that is a face. */
  static Box square(Mat bgr) {
    FaceDetector.requireBgr(bgr);
    int side = Math.min(bgr.cols(), bgr.rows());
    return new Box((bgr.cols() - side) / 2, (bgr.rows() - side) / 2, side, side);
  }

  /** That square, resized as training resizes it. */
  float[] whole(Mat bgr) {
    Box square = square(bgr);
    int side = square.width();
    try (Rect rect = new Rect(square.x(), square.y(), side, side);
        Mat part = new Mat(bgr, rect);
        Size size = new Size(aligner.size(), aligner.size());
        Mat crop = new Mat()) {
      resize(part, crop, size, 0, 0, side > aligner.size() ? INTER_AREA : INTER_LINEAR);
      return image(crop);
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

  /** Images of one size, one after the other: [N, S, S, 3]. */
  static float[] joined(List<float[]> images) {
    int length = images.get(0).length;
    float[] joined = new float[images.size() * length];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, joined, i * length, length);
    }
    return joined;
  }
}
