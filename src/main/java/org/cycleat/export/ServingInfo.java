package org.cycleat.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cycleat.UserException;
import org.cycleat.dataset.Labels;
import org.cycleat.evaluation.Voting;
import org.cycleat.face.Framing;

/**
 * What an exported model needs to be used and its graph does not tell: {@code
 * assets.extra/cycleat.json} in the SavedModel's folder.
 *
 * @param labels the classes in the order of the model's outputs
 * @param imageSize side S of the square input images, in pixels
 * @param framing how faces lie in the images it was trained on
 * @param voting the views of an image over which its probabilities are the mean; files that do not
 *     say it are of models that take the image alone
 */
public record ServingInfo(List<Label> labels, int imageSize, Framing framing, Voting voting) {
  /** Its place in a SavedModel. */
  static final String FILE = "assets.extra/cycleat.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
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

  /** A model's classes as those that a data set is asked for. */
  public static Labels classes(List<Label> labels) {
    return Labels.parse(labels.stream().map(Label::code).collect(Collectors.joining(",")));
  }

  public ServingInfo {
    if (labels == null || labels.isEmpty()) {
      throw new IllegalArgumentException("labels must not be empty");
    }
    labels = List.copyOf(labels);
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

  /** Of a model that takes the image alone. */
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

  /**
   * Reads the file of a SavedModel's folder.
   *
   * @throws UserException when it is missing or does not say all of this
   */
  public static ServingInfo read(Path savedModel) {
    Path file = fileIn(savedModel);
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "no "
              + FILE
              + " in "
              + savedModel
              + " (--model): expected a model written by `cycleat export`, which states labels and"
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
