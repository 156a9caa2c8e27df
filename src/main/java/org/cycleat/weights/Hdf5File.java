package org.cycleat.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/**
 * An HDF5 file: a file of Keras under the names of the variables (see {@link KerasNames}), any
 * other under the paths of its data sets.
 */
public final class Hdf5File implements WeightFile {

  /** Deflate packs no tighter, and other filters are not used for weights. */
  private static final long MAX_UNFOLDING = 1032;

  private final Path file; // in messages
  private final HdfFile hdf;
  private final Map<String, Dataset> datasets;
  private final Map<String, Entry> entries;

  private Hdf5File(Path file, HdfFile hdf, Map<String, Dataset> datasets) {
    this.file = file;
    this.hdf = hdf;
    this.datasets = datasets;
    Map<String, Entry> listed = new LinkedHashMap<>();
    datasets.forEach((name, dataset) -> listed.put(name, entry(name, dataset)));
    this.entries = Collections.unmodifiableMap(listed);
  }

  /**
   * Lists the arrays; none is read.
   *
   * @throws UserException where it is damaged
   */
  public static Hdf5File open(Path file) {
    return open(file, file, KerasConfig.NONE);
  }

  /**
   * @param file that the user gave, for messages
   * @param content the HDF5 file itself
   */
  static Hdf5File open(Path file, Path content, KerasConfig config) {
    HdfFile hdf = guarded(file, () -> map(content));
    try {
      return guarded(file, () -> list(file, hdf, config));
    } catch (UserException e) {
      hdf.close();
      throw e;
    }
  }

  /**
   * Of a file, the library allocates whatever a damaged one claims; of memory, it takes slices. A
   * buffer has at most 2 GiB.
   */
  private static HdfFile map(Path content) {
    try {
      long size = Files.size(content);
      return size > Integer.MAX_VALUE
          ? new HdfFile(content)
          : HdfFile.fromByteBuffer(StoredBytes.map(content, 0, size, "all"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Hdf5File list(Path file, HdfFile hdf, KerasConfig config) {
    checkLength(file, hdf);
    return new Hdf5File(file, hdf, new KerasNames(Hdf5Tree.read(hdf), config).named());
  }

  /**
   * The library meets damage with exceptions of many kinds, its own and those of buffers, arrays
   * and casts; all of them mean the same here.
   */
  private static <T> T guarded(Path file, Supplier<T> step) {
    try {
      return step.get();
    } catch (UserException e) {
      throw e;
    } catch (RuntimeException | VirtualMachineError e) {
      // Damage may claim any size and depth; a mapped file that is cut meanwhile is an
      // InternalError.
      throw damaged(file, e);
    }
  }

  private static UserException damaged(Path file, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String what = String.valueOf(root.getMessage());
    if (root instanceof OutOfMemoryError) { // of a size that is wrong, or too large indeed
      what += " (where the file is whole, JAVA_OPTS=-Xmx8g gives Java 8 GB)";
    }
    return root instanceof UnsupportedHdfException
        ? new UserException(
            "%s uses a part of HDF5 that is not read: %s; save it anew with h5py and libver=\"earliest\""
                .formatted(file, Printable.of(what)),
            e)
        : damaged(file, what, e);
  }

  private static UserException damaged(Path file, String what, Throwable cause) {
    return new UserException(
        "%s is not a readable HDF5 file: %s; copy it anew".formatted(file, Printable.of(what)),
        cause);
  }

  /** Data may be whole where what follows it is not; the file says how long it should be. */
  private static void checkLength(Path file, HdfFile hdf) {
    long expected = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (expected > hdf.size()) {
      throw damaged(
          file, "it has %d bytes, expected %d (truncated?)".formatted(hdf.size(), expected), null);
    }
  }

  /** What a data set is; checked against the file's length, so that reading can trust it. */
  private Entry entry(String name, Dataset dataset) {
    ElementType type = Hdf5Tree.type(dataset);
    long[] dimensions = dataset.getDimensionsAsLong();
    // HDF5's null has no dimensions, as a scalar, and no element.
    Shape shape = dataset.isEmpty() && dimensions.length == 0 ? Shape.of(0) : Shape.of(dimensions);
    long bytes = Math.max(1, type.bytes());
    for (long dimension : shape.asArray()) {
      if (dimension < 0 || Math.multiplyHigh(bytes, dimension) != 0) {
        throw damaged(file, "'%s' has the shape %s".formatted(name, shape), null);
      }
      bytes *= dimension;
    }
    long limit = hdf.size() * (Hdf5Tree.address(dataset) < 0 ? MAX_UNFOLDING : 1);
    if (type.isNumeric() && (bytes < 0 || Hdf5Tree.address(dataset) > limit - bytes)) {
      throw damaged(
          file,
          "'%s' of %d bytes does not lie within its %d (truncated?)"
              .formatted(name, bytes, hdf.size()),
          null);
    }
    return new Entry(type, shape);
  }

  @Override
  public String format() {
    return "HDF5";
  }

  @Override
  public Map<String, Entry> entries() {
    return entries;
  }

  @Override
  public WeightArray read(String name) {
    Entry entry = entries.get(name);
    if (entry == null || !entry.type().isNumeric()) {
      throw new IllegalArgumentException("no array of numbers " + name + " in " + file);
    }
    long length = entry.shape().size() * entry.type().bytes();
    StoredBytes.checkSize(file, length, name);
    return guarded(file, () -> array(name, entry, length));
  }

  private WeightArray array(String name, Entry entry, long length) {
    if (length == 0) {
      return new WeightArray(entry.type(), entry.shape(), ByteBuffer.allocate(0));
    }
    DatasetBase dataset = (DatasetBase) datasets.get(name);
    ByteBuffer bytes = dataset.getDataBuffer();
    if (bytes.remaining() != length) {
      throw damaged(
          file, "'%s' has %d bytes, expected %d".formatted(name, bytes.remaining(), length), null);
    }
    bytes.order(((OrderedDataType) dataset.getDataType()).getByteOrder());
    return new WeightArray(entry.type(), entry.shape(), bytes);
  }

  @Override
  public void close() {
    hdf.close();
  }
}
