package org.cycleat.weights;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cycleat.UserException;

/** A NumPy {@code .npy} file: one array, under the file's name without its ending. */
public final class NpyFile implements WeightFile {
  private final Path file;
  private final NpyHeader header;
  private final String name;

  private NpyFile(Path file, NpyHeader header) {
    this.file = file;
    this.header = header;
    this.name = String.valueOf(file.getFileName()).replaceFirst("\\.npy$", "");
  }

  /**
   * Reads the header.
   *
   * @throws UserException where it is damaged, holds a pickle, or the file has another length than
   *     it says
   */
  public static NpyFile open(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      NpyHeader header = NpyHeader.read(in, file.toString());
      long found = Files.size(file) - header.length();
      if (header.dataBytes() >= 0 && header.dataBytes() != found) {
        throw new UserException(
            "%s is damaged: expected %d bytes of %s %s after its header, found %d; copy it anew"
                .formatted(file, header.dataBytes(), header.type(), header.shape(), found));
      }
      return new NpyFile(file, header);
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  @Override
  public String format() {
    return "NumPy array";
  }

  @Override
  public Map<String, Entry> entries() {
    return Map.of(name, new Entry(header.type(), header.shape()));
  }

  @Override
  public WeightArray read(String wanted) {
    if (!wanted.equals(name)) {
      throw new IllegalArgumentException("no array " + wanted + " in " + file);
    }
    return array(header, () -> StoredBytes.map(file, header.length(), header.dataBytes(), name));
  }

  @Override
  public void close() {}

  /** Where an array's bytes come from. */
  interface Elements<E extends Exception> {
    ByteBuffer read() throws E;
  }

  /** The array of a header and its elements, which are read only where they are numbers. */
  static <E extends Exception> WeightArray array(NpyHeader header, Elements<E> elements) throws E {
    if (!header.type().isNumeric()) {
      throw new IllegalArgumentException("no array of numbers");
    }
    ByteBuffer bytes = elements.read().order(header.order());
    if (header.columnMajor()) {
      bytes = RowMajor.fromColumnMajor(bytes, header.shape().asArray(), header.type().bytes());
    }
    return new WeightArray(header.type(), header.shape(), bytes);
  }
}
