package org.cycleat.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.UserException;
import org.cycleat.dataset.GivenFace;
import org.cycleat.dataset.LandmarkColumn;
import org.cycleat.dataset.Tree;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.FaceAligner;
import org.cycleat.face.FaceInstruments;
import org.cycleat.face.Landmarks;

/**
 * Cuts the faces of one photograph out and writes them.
 *
 * @param out folder of the crops
 * @param aligner size and framing of the crops
 * @param allFaces every face of a photograph, else its main face
 * @param extension of the crops' files, which decides their format
 */
public record FaceCutter(Path out, FaceAligner aligner, boolean allFaces, String extension) {

  /**
   * Cuts out and writes. With {@link #allFaces} a number is appended to the crops' names.
   *
   * @param in folder that the source's path is relative to
   * @throws UserException when the photograph cannot be read, or has no face
   * @throws StoppingException when a crop cannot be written
   */
  List<Crop> cut(Path in, Source source, FaceInstruments finder) {
    try (Mat photograph = source.picture(in)) {
      List<DetectedFace> faces = faces(photograph, source, finder);
      if (faces.isEmpty()) {
        throw new UserException("no face found");
      }
      List<Crop> crops = new ArrayList<>();
      for (DetectedFace face : faces) {
        String number = allFaces ? "-face" + (crops.size() + 1) : "";
        try (Mat crop = aligner.align(photograph, face)) {
          crops.add(write(crop, face, source, source.target() + number, null));
        }
      }
      return crops;
    }
  }

  private List<DetectedFace> faces(Mat photograph, Source source, FaceInstruments finder) {
    if (source.byHand().isPresent()) {
      source.byHand().get().requireInside(photograph.cols(), photograph.rows());
      Box box = source.byHand().get().box();
      DetectedFace face = DetectedFace.fromBox(box, 1, EyeProportions.OF_A_FACE);
      return finder.withLandmarks(photograph, List.of(face));
    }
    if (source.given().isPresent()) {
      return List.of(GivenFaces.in(photograph, source.given().get(), finder));
    }
    return finder.withLandmarks(photograph, chosen(finder.detect(photograph), photograph));
  }

  /** Those faces of a picture that are wanted. */
  List<DetectedFace> chosen(List<DetectedFace> faces, Mat picture) {
    return allFaces
        ? faces
        : DetectedFace.mainFace(faces, picture.cols(), picture.rows()).stream().toList();
  }

  /**
   * Writes one crop.
   *
   * @param source that it was cut out of
   * @param name of its file, relative to {@link #out}, without extension
   * @param moment of the film that it is from, or null
   */
  Crop write(Mat crop, DetectedFace face, Source source, String name, Crop.Moment moment) {
    Path file = out.resolve(name + "." + extension);
    CropFile.write(file, crop);
    String landmarks =
        face.landmarks()
            .map(found -> cell(found.mapped(aligner.transform(face)), source.given()))
            .orElse("");
    double score = Math.round(1e4 * face.score()) / 1e4;
    return new Crop(Tree.slashes(out.relativize(file)), face.box(), score, landmarks, moment);
  }

  /**
   * All points that were found count as seen; of those that a manifest tells, it tells that too.
   */
  private static String cell(Landmarks inCrop, Optional<GivenFace> given) {
    List<LandmarkColumn.Point> told = given.map(GivenFace::landmarks).orElse(List.of());
    return LandmarkColumn.text(
        IntStream.range(0, Landmarks.COUNT)
            .mapToObj(
                i ->
                    new LandmarkColumn.Point(
                        inCrop.points().get(i).x(),
                        inCrop.points().get(i).y(),
                        told.isEmpty() || told.get(i).isVisible()))
            .toList());
  }
}
