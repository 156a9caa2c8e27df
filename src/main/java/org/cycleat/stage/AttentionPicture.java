package org.cycleat.stage;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.device.Device;
import org.cycleat.face.Similarity;
import org.cycleat.recognition.AttentionMap;
import org.cycleat.recognition.AttentionOverlay;
import org.cycleat.train.SampleGrid;

/**
 * Where several networks look in the same faces: a row for each face, with the face itself and then
 * the map (1) of each network over it, of the group of layers that an exported model tells.
 */
final class AttentionPicture {
  /** Pixels of a face. */
  private static final int SIDE = 112;

  private static final int GAP = 2;

  private final Device device;
  private final Pipeline pipeline;

  /**
   * @param pipeline its size is that of the networks' images
   */
  AttentionPicture(Device device, Pipeline pipeline) {
    this.device = device;
    this.pipeline = pipeline;
  }

  /** How many columns a picture has, the face itself among them. */
  static int columns(BufferedImage picture) {
    return (picture.getWidth() + GAP) / (SIDE + GAP);
  }

  /** Draws it into a file. */
  void draw(List<NetworkFeatures.Trained> networks, Manifest faces, Path file) {
    List<float[][]> maps = new ArrayList<>();
    for (NetworkFeatures.Trained network : networks) {
      try (var attention =
          new NetworkFeatures(device, network, pipeline, NetworkFeatures.Layer.ATTENTION)) {
        maps.add(attention.of(faces));
      }
    }
    int pitch = SIDE + GAP;
    int columns = networks.size() + 1;
    try (Scalar white = Scalar.all(255);
        Mat picture = new Mat(faces.size() * pitch - GAP, columns * pitch - GAP, CV_8UC3, white)) {
      for (int row = 0; row < faces.size(); row++) {
        try (Mat face = FaceTile.read(faces.samples().get(row).path(), SIDE)) {
          put(face, picture, row, 0);
          for (int n = 0; n < networks.size(); n++) {
            try (Mat drawn = face.clone()) {
              AttentionOverlay.draw(drawn, map(maps.get(n)[row]));
              put(drawn, picture, row, n + 1);
            }
          }
        }
      }
      SampleGrid.write(FaceTile.image(picture), file);
    }
  }

  private static AttentionMap map(float[] values) {
    int side = (int) Math.round(Math.sqrt(values.length));
    return new AttentionMap(side, values, new Similarity(SIDE, 0, 0, 0));
  }

  private static void put(Mat face, Mat picture, int row, int column) {
    int pitch = SIDE + GAP;
    try (Rect place = new Rect(column * pitch, row * pitch, SIDE, SIDE);
        Mat part = new Mat(picture, place)) {
      face.copyTo(part);
    }
  }
}
