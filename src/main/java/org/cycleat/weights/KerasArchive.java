package org.cycleat.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cycleat.UserException;

/**
 * A {@code .keras} file: a zip of a model's configuration and its weights in HDF5. The weights are
 * unpacked to a temporary file, which closing deletes.
 */
public final class KerasArchive implements WeightFile {
  static final String WEIGHTS = "model.weights.h5";
  private static final String CONFIG = "config.json";

  /** The configuration of ResNet-152 has half a megabyte. */
  private static final int MAX_CONFIG_BYTES = 64 << 20;

  private static final int PIECE_BYTES = 1 << 16;

  private final Path unpacked;
  private final Hdf5File weights;

  private KerasArchive(Path unpacked, Hdf5File weights) {
    this.unpacked = unpacked;
    this.weights = weights;
  }

  /**
   * Lists the weights; none is read.
   *
   * @throws UserException where it is damaged
   */
  public static KerasArchive open(Path file) {
    Path unpacked = null;
    try (ZipFile zip = NpzFile.openZip(file)) {
      KerasConfig config = config(file, zip);
      unpacked = Files.createTempFile("cycleat-", ".weights.h5");
      unpack(file, zip, unpacked);
      return new KerasArchive(unpacked, Hdf5File.open(file, unpacked, config));
    } catch (IOException e) {
      delete(unpacked);
      throw damaged(file, e.getMessage(), e);
    } catch (RuntimeException e) {
      delete(unpacked);
      throw e;
    }
  }

  private static KerasConfig config(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(CONFIG);
    if (entry == null) {
      return KerasConfig.NONE;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return KerasConfig.read(in.readNBytes(MAX_CONFIG_BYTES));
    } catch (JsonProcessingException e) {
      throw damaged(file, CONFIG + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void unpack(Path file, ZipFile zip, Path target) throws IOException {
    ZipEntry entry = zip.getEntry(WEIGHTS);
    if (entry == null) {
      throw damaged(file, "expected %s in it, found none".formatted(WEIGHTS), null);
    }
    NpzFile.checkUnfolding(entry, "%s in %s".formatted(WEIGHTS, file));
    CheckedInputStream in = NpzFile.checked(zip, entry);
    try (in;
        OutputStream out = Files.newOutputStream(target)) {
      byte[] piece = new byte[PIECE_BYTES];
      long left = entry.getSize(); // the directory's sizes may lie
      for (int n = in.read(piece); n > 0 && left >= 0; n = in.read(piece)) {
        out.write(piece, 0, n);
        left -= n;
      }
      if (left != 0) {
        throw new IOException(WEIGHTS + " unfolds to fewer or more bytes than it says");
      }
      NpzFile.checkSum(in, entry);
    }
  }

  private static UserException damaged(Path file, String what, Throwable cause) {
    return new UserException(
        "%s is not a readable Keras file: %s; copy it anew, or save the model again"
            .formatted(file, what),
        cause);
  }

  /** Where the weights are while it is open. */
  Path unpacked() {
    return unpacked;
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is in the folder for temporary files, which the system clears.
      file.toFile().deleteOnExit();
    }
  }

  @Override
  public String format() {
    return "Keras model";
  }

  @Override
  public Map<String, Entry> entries() {
    return weights.entries();
  }

  @Override
  public WeightArray read(String name) {
    return weights.read(name);
  }

  @Override
  public void close() {
    weights.close();
    delete(unpacked);
  }
}
