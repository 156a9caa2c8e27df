package org.cycleat.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.export.ServedModel;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Box;
import org.cycleat.face.DetectedFace;
import org.cycleat.face.EyeProportions;
import org.cycleat.face.Similarity;

/** From detected faces to recognised ones: aligned crops, the network in batches, its answers. */
final class FaceBatch {
  /** Faces in one run of the network: a photograph of a crowd must not take all memory. */
  private static final int LARGEST = 32;

  private final ServedModel model;
  private final Optional<MovementModel> movements;
  private final CropImages crops;

  /**
   * @param movements reads what faces do, where it is wanted
   */
  FaceBatch(ServedModel model, Optional<MovementModel> movements) {
    this.model = model;
    this.movements = movements;
    this.crops = new CropImages(model.info());
  }

  /**
   * A face as the networks take it.
   *
   * @param toPhotograph from the unit square of the image to the photo's pixels
   * @param image [S, S, 3], RGB in [-1, 1]
   * @param moving for the one that reads movements
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Input(
      DetectedFace face,
      Similarity toPhotograph,
      float[] image,
      Optional<MovementModel.Input> moving) {}

  /** Cuts the faces of one picture out; threads may do so side by side. */
  List<Input> inputs(Mat bgr, List<DetectedFace> faces) {
    return faces.stream()
        .map(
            face ->
                new Input(
                    face,
                    crops.toPhotograph(face),
                    crops.of(bgr, face),
                    movements.map(reader -> reader.input(bgr, face))))
        .toList();
  }

  /** The square in the middle of an image that is a face. */
  Input whole(Mat bgr) {
    Box square = CropImages.square(bgr);
    return new Input(
        DetectedFace.fromBox(square, 1, EyeProportions.OF_A_FACE),
        new Similarity(square.width(), 0, square.x(), square.y()),
        crops.whole(bgr),
        movements.map(reader -> reader.whole(bgr)));
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
    float[] images = CropImages.joined(inputs.stream().map(Input::image).toList());
    ServedModel.Answer answer = model.answer(images, inputs.size());
    Optional<List<Movements>> read =
        movements.map(
            reader -> reader.read(inputs.stream().flatMap(each -> each.moving.stream()).toList()));
    List<Face> faces = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int row = i;
      faces.add(face(inputs.get(i), answer, i, read.map(all -> all.get(row))));
    }
    return faces;
  }

  private Face face(
      Input input, ServedModel.Answer answer, int row, Optional<Movements> movements) {
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
        attention(input, answer, row),
        movements);
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
