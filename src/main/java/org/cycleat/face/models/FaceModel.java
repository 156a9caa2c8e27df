package org.cycleat.face.models;

import java.net.URI;
import java.util.Optional;

/** The catalogue of the models that finding faces needs. */
public enum FaceModel {
  /**
   * Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023. The address is pinned to a
   * commit, as the digest is to its file.
   */
  YUNET(
      "face detector",
      "yunet*.onnx",
      "Apache-2.0",
      "https://github.com/ShiqiYu/libfacedetection.train",
      new Published(
          "yunet_n_320_320.onnx",
          URI.create(
              "https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/"
                  + "dca340aa082c71081a68d17db8e58b33a58a914b/onnx/yunet_n_320_320.onnx"),
          317_434,
          "81dbde155e982455488235acb8ec2dec5d647edf7cf7080d33e4abb69b93a0d2")),

  /** The regressor of the 68 points, trained on this project's renders and shipped with it. */
  LANDMARKS68(
      "68 landmarks of a face",
      "landmarks68*.pb",
      "Apache-2.0",
      "ships with CycleAT for Java",
      new Shipped("/org/cycleat/checkpoints/landmarks68.pb"));

  private final String purpose;
  private final String pattern;
  private final String licence;
  private final String publisher;

  @SuppressWarnings("ImmutableEnumChecker") // both origins are records of immutable values
  private final Origin origin;

  FaceModel(String purpose, String pattern, String licence, String publisher, Origin origin) {
    this.purpose = purpose;
    this.pattern = pattern;
    this.licence = licence;
    this.publisher = publisher;
    this.origin = origin;
  }

  /** What it is for, in a few words. */
  public String purpose() {
    return purpose;
  }

  /** The names that its files have in a folder of models, as a glob pattern. */
  public String pattern() {
    return pattern;
  }

  /** SPDX identifier. */
  public String licence() {
    return licence;
  }

  /** Where its makers present it. */
  public String publisher() {
    return publisher;
  }

  /** The file to download; empty for a model that ships. */
  public Optional<Published> published() {
    return origin instanceof Published published ? Optional.of(published) : Optional.empty();
  }

  /** Its place among this program's resources; empty for a model that does not ship. */
  public Optional<String> resource() {
    return origin instanceof Shipped shipped ? Optional.of(shipped.resource) : Optional.empty();
  }

  /** Where a model comes from. */
  private sealed interface Origin permits Published, Shipped {}

  /**
   * A file at its publisher.
   *
   * @param name its name in a folder of models
   * @param bytes its size
   * @param sha256 its digest, 64 hexadecimal digits in lower case
   */
  public record Published(String name, URI address, long bytes, String sha256) implements Origin {

    /** The same file from a mirror: a folder that holds the files under their names. */
    public Published from(URI mirror) {
      String folder = mirror.toString();
      String slash = folder.endsWith("/") ? "" : "/";
      return new Published(name, URI.create(folder + slash + name), bytes, sha256);
    }
  }

  /** A resource of this program; its digest is not pinned, as it comes with the code. */
  private record Shipped(String resource) implements Origin {}
}
