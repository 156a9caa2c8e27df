package org.cycleat.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.dataset.Labels;
import org.cycleat.evaluation.MovementFit;
import org.cycleat.evaluation.Voting;
import org.cycleat.face.Framing;

/**
 * What an exported model needs to be used and its graph does not tell: {@code
 * assets.extra/cycleat.json} in the SavedModel's folder.
 *
 * @param labels the classes in the order of the model's outputs; empty where it reads movements
 * @param imageSize side S of the square input images, in pixels
 * @param framing how faces lie in the images it was trained on
 * @param voting the views of an image over which its probabilities are the mean; files that do not
 *     say it are of models that take the image alone
 * @param movements what a model that is no classifier reads; null of classifiers
 */
public record ServingInfo(
    List<Label> labels, int imageSize, Framing framing, Voting voting, MovementNames movements) {
  /** Its place in a SavedModel. */
  static final String FILE = "assets.extra/cycleat.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** A class: its code in tables and JSON ("HA") and its name for people ("happiness"). */
  public record Label(String code, String name) {
    public Label {
      if (code == null || code.isBlank() || name == null || name.isBlank()) {
        throw new IllegalArgumentException("a label needs a code and a name");
      }
    }
  }

  /**
   * The movements that a model reads, each by the code of its action unit ("AU12") and its title
   * ("mouthSmile").
   *
   * @param units in the order of the output units
   * @param gaze in that of the output gaze; may be empty
   */
  public record MovementNames(List<Label> units, List<Label> gaze) {
    public MovementNames {
      if (units == null || units.isEmpty()) {
        throw new IllegalArgumentException("units must not be empty");
      }
      units = List.copyOf(units);
      gaze = gaze == null ? List.of() : List.copyOf(gaze);
    }

    /**
     * Of those that can be read.
     *
     * @param fits by the movement's title; those without one count as read
     * @throws IllegalArgumentException where no action unit can be read
     */
    public static MovementNames of(Map<String, MovementFit.Fit> fits) {
      Map<Boolean, List<Label>> bySign =
          Arrays.stream(FacialMovement.values())
              .filter(movement -> !movement.isPose())
              .filter(
                  movement ->
                      fits.getOrDefault(movement.title(), MovementFit.Fit.UNKNOWN).canBeRead())
              .collect(
                  Collectors.partitioningBy(
                      FacialMovement::isSigned,
                      Collectors.mapping(
                          movement -> new Label(movement.unit(), movement.title()),
                          Collectors.toList())));
      return new MovementNames(bySign.get(false), bySign.get(true));
    }

    /**
     * What labels name.
     *
     * @throws UserException where one is none that this program knows
     */
    public static List<FacialMovement> movements(List<Label> labels) {
      return labels.stream()
          .map(
              label ->
                  FacialMovement.titled(label.name())
                      .orElseThrow(
                          () ->
                              new UserException(
                                  "the model reads %s %s, which is not known here: export it again"
                                      .formatted(label.code(), label.name()))))
          .toList();
    }
  }

  /** A model's classes as those that a data set is asked for. */
  public static Labels classes(List<Label> labels) {
    return Labels.parse(labels.stream().map(Label::code).collect(Collectors.joining(",")));
  }

  public ServingInfo {
    labels = labels == null ? List.of() : List.copyOf(labels);
    if (labels.isEmpty() && movements == null) {
      throw new IllegalArgumentException("labels must not be empty");
    }
    Set<String> codes = new HashSet<>();
    for (Label label : labels) {
      if (!codes.add(label.code())) {
        throw new IllegalArgumentException("the label " + label.code() + " is there twice");
      }
    }
    if (imageSize < 8 || imageSize > 4096) {
      throw new IllegalArgumentException(
          "imageSize must be between 8 and 4096 pixels, got " + imageSize);
    }
    if (framing == null) {
      throw new IllegalArgumentException("framing is missing");
    }
    voting = voting == null ? Voting.NONE : voting;
    if (voting == Voting.TENCROP) { // its views are of larger images than the network's
      throw new IllegalArgumentException("voting must be none or flip, got " + voting);
    }
  }

  /** Of a classifier. */
  public ServingInfo(List<Label> labels, int imageSize, Framing framing, Voting voting) {
    this(labels, imageSize, framing, voting, null);
  }

  /** Of a model that reads movements, off an image and its mirror image. */
  public static ServingInfo of(MovementNames movements, int imageSize, Framing framing) {
    return new ServingInfo(List.of(), imageSize, framing, Voting.FLIP, movements);
  }

  /** Of a classifier that takes the image alone. */
  public ServingInfo(List<Label> labels, int imageSize, Framing framing) {
    this(labels, imageSize, framing, Voting.NONE);
  }

  /** The file that holds this in a SavedModel's folder. */
  public static Path fileIn(Path savedModel) {
    return savedModel.resolve(FILE);
  }

  /** Writes the file into a SavedModel's folder. */
  public void write(Path savedModel) throws IOException {
    Path file = fileIn(savedModel);
    Files.createDirectories(file.getParent());
    Files.write(file, json());
  }

  /** The file's content. */
  byte[] json() throws JsonProcessingException {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@link #read(Path, String)} of the option {@code --model}. */
  public static ServingInfo read(Path savedModel) {
    return read(savedModel, "--model");
  }

  /**
   * Reads the file of a SavedModel's folder.
   *
   * @param option that named the folder, for errors
   * @throws UserException when it is missing or does not say all of this
   */
  static ServingInfo read(Path savedModel, String option) {
    Path file = fileIn(savedModel);
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "no "
              + FILE
              + " in "
              + savedModel
              + " (%s): expected a model".formatted(option)
              + " written by `cycleat export`, which states labels and"
              + " preprocessing there");
    }
    try {
      return of(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Reads the file's content.
   *
   * @param place what errors call it
   * @throws UserException when it does not say all of this
   */
  static ServingInfo of(byte[] json, String place) {
    try {
      ServingInfo info =
          JSON.readValue(new String(json, StandardCharsets.UTF_8), ServingInfo.class);
      if (info == null) { // the JSON text "null"
        throw new UserException(place + " describes nothing; export the model again");
      }
      return info;
    } catch (JsonProcessingException e) {
      String reason = // what a record says of itself, without Jackson's words around it
          e.getCause() instanceof IllegalArgumentException said
              ? said.getMessage()
              : e.getOriginalMessage();
      throw new UserException(
          "cannot read %s: %s; export the model again".formatted(place, reason), e);
    }
  }
}
