package org.cycleat.face;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;

/**
 * Cuts the faces of one photograph out and writes them.
 *
 * @param aligner size and framing of the crops
 * @param allFaces every face of a photograph, else its main face
 * @param extension of the crops' files, which decides their format
 * @param boxes faces given by hand, by path relative to the folder of images; they replace
 *     detection
 */
public record FaceCutter(
    FaceAligner aligner, boolean allFaces, String extension, Map<Path, Box> boxes) {

  /** A crop that was written. */
  public record Cut(Path file, DetectedFace face) {}

  /**
   * Cuts out and writes.
   *
   * @param image the photograph's path relative to {@code folder}
   * @param target the crop's path without extension; with {@link #allFaces} a number is appended
   * @throws UserException when the photograph cannot be read, or has no face
   */
  List<Cut> cut(Path folder, Path image, FaceDetector detector, Path target) {
    try (Mat photograph = Photographs.read(folder.resolve(image))) {
      List<DetectedFace> faces = faces(photograph, image, detector);
      if (faces.isEmpty()) {
        throw new UserException("no face found");
      }
      List<Cut> cuts = new ArrayList<>();
      for (DetectedFace face : faces) {
        String number = allFaces ? "-face" + (cuts.size() + 1) : "";
        Path file = target.resolveSibling(target.getFileName() + number + "." + extension);
        try (Mat crop = aligner.align(photograph, face)) {
          Photographs.write(file, crop);
        }
        cuts.add(new Cut(file, face));
      }
      return cuts;
    }
  }

  private List<DetectedFace> faces(Mat photograph, Path image, FaceDetector detector) {
    Box byHand = boxes.get(image.normalize());
    if (byHand != null) {
      return List.of(DetectedFace.fromBox(byHand, 1, EyeProportions.OF_A_FACE));
    }
    List<DetectedFace> faces = detector.detect(photograph);
    return allFaces
        ? faces
        : DetectedFace.mainFace(faces, photograph.cols(), photograph.rows()).stream().toList();
  }
}
