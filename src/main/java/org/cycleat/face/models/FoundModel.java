package org.cycleat.face.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.Sha256;
import org.cycleat.UserException;

/**
 * A model that is there: a file, or a resource of this program.
 *
 * @param place where it is, for the user
 * @param file empty for a resource
 * @param source by which rule it was found, such as {@code CYCLEAT_MODELS}
 */
public record FoundModel(FaceModel model, String place, Optional<Path> file, String source) {

  /** A file that serves as this model. */
  public static FoundModel at(Path file, FaceModel model, String source) {
    return new FoundModel(model, file.toString(), Optional.of(file), source);
  }

  /** The one that ships. */
  public static FoundModel shipped(FaceModel model) {
    return new FoundModel(model, model.resource(), Optional.empty(), "ships");
  }

  /** Whether it came with the program. */
  public boolean ships() {
    return file.isEmpty();
  }

  /**
   * The whole model.
   *
   * @throws UserException when it cannot be read
   */
  public byte[] read() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Its digest, 64 hexadecimal digits in lower case.
   *
   * @throws UserException when it cannot be read
   */
  public String sha256() {
    try (InputStream in = open()) {
      return Sha256.of(in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputStream open() throws IOException {
    if (file.isPresent()) {
      return Files.newInputStream(file.get());
    }
    InputStream in = FoundModel.class.getResourceAsStream(place);
    if (in == null) {
      throw new FileNotFoundException("no resource of that name");
    }
    return in;
  }

  private UserException unreadable(IOException e) {
    return new UserException("cannot read the model " + place + ": " + e, e);
  }
}
