package org.cycleat.recognition;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.UserException;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceDetector;
import org.cycleat.video.FrameSource;
import org.cycleat.video.VideoFormat;
import org.cycleat.video.VideoFrame;

/**
 * A film of plain frames, 100 x 400, 25 a second: frame i is of {@code colours[i]} (as BGR), and
 * has a face that moves to the right, which {@link #detector} "finds".
 */
final class DrawnFilm implements FrameSource {
  private final List<Scalar> colours;
  private final boolean isTruncated;
  private final List<Mat> handedOut = new ArrayList<>();

  DrawnFilm(List<Scalar> colours, boolean isTruncated) {
    this.colours = colours;
    this.isTruncated = isTruncated;
  }

  @Override
  public VideoFormat format() {
    return new VideoFormat(400, 100, 25, colours.size());
  }

  @Override
  public Optional<VideoFrame> next() {
    int i = handedOut.size();
    if (i == colours.size()) {
      if (isTruncated) {
        throw new UserException("truncated");
      }
      return Optional.empty();
    }
    Mat mat = new Mat(100, 400, CV_8UC3, colours.get(i));
    mat.ptr(0, 0).put((byte) i); // the first pixel tells the detector which frame it is
    handedOut.add(mat);
    return Optional.of(new VideoFrame(i, 40_000L * i, mat));
  }

  /** Whether everything handed out has been closed. */
  boolean allClosed() {
    return handedOut.stream().allMatch(mat -> mat.isNull());
  }

  @Override
  public void close() {}

  /** Finds the face of each frame, 3 pixels farther to the right in each. */
  static FaceDetector detector() {
    return new FaceDetector() {
      @Override
      public List<DetectedFace> detect(Mat bgr) {
        Box box = new Box(10 + 3 * (bgr.ptr(0, 0).get() & 0xff), 20, 40, 50);
        return List.of(DetectedFace.fromBox(box, 0.9, EyeProportions.OF_A_FACE));
      }

      @Override
      public void close() {}
    };
  }
}
