package org.cycleat.face.models;

import java.util.Locale;
import java.util.Optional;

/** The catalogue of the models that ship with the program. */
public enum FaceModel {
  /** Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023. */
  YUNET(
      "face detector",
      "--face-model",
      "yunet*.onnx",
      "yunet_n_320_320.onnx",
      "https://github.com/ShiqiYu/libfacedetection.train"),

  /** The regressor of the 68 points, trained on this project's renders. */
  LANDMARKS68(
      "68 landmarks of a face",
      "",
      "landmarks68*.pb",
      "landmarks68.pb",
      "trained here: make landmarks KIT=..."),

  /** The classifier of expressions. */
  RECOGNIZER(
      "expression of a face",
      "--model",
      "recognizer*.zip",
      "recognizer.zip",
      "trained here: make recognizer DATA=..."),

  /** The network that reads action units and the head's pose. */
  MOVEMENTS(
      "action units, pose",
      "--movements",
      "movements*.zip",
      "movements.zip",
      "trained here: see README.md");

  private static final String RESOURCES = "/org/cycleat/checkpoints/";

  private final String purpose;
  private final String option;
  private final String pattern;
  private final String shipped;
  private final String origin;

  FaceModel(String purpose, String option, String pattern, String shipped, String origin) {
    this.purpose = purpose;
    this.option = option;
    this.pattern = pattern;
    this.shipped = shipped;
    this.origin = origin;
  }

  /** What users call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is for, in a few words. */
  public String purpose() {
    return purpose;
  }

  /** The option that names another one; nothing where there is none. */
  public Optional<String> option() {
    return Optional.of(option).filter(name -> !name.isEmpty());
  }

  /** The names that its files have in a folder of models, as a glob pattern. */
  public String pattern() {
    return pattern;
  }

  /** Where the one that ships comes from: its makers, or how it is made here. */
  public String origin() {
    return origin;
  }

  /** SPDX identifier of the one that ships. */
  public String licence() {
    return "Apache-2.0";
  }

  /** Its place among this program's resources. */
  public String resource() {
    return RESOURCES + shipped;
  }
}
