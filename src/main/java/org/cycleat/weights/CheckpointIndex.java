package org.cycleat.weights;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The index of a TensorFlow V2 checkpoint: which tensors it holds and where.
 *
 * <p>Format: a sorted string table whose values are protocol buffers, see <a
 * href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/protobuf/tensor_bundle.proto">tensor_bundle.proto</a>.
 * The empty key holds the header.
 */
public final class CheckpointIndex {

  /** A network of 100,000 tensors has an index of about 10 MB. */
  private static final long MAX_BYTES = 64L << 20;

  /** What to do about a damaged checkpoint. */
  public static final String MEND = "put back a copy of it, or train again";

  private final Path file;
  private final int shards;
  private final SortedMap<String, Entry> entries;

  /**
   * Where a tensor lies.
   *
   * @param place in the data files
   */
  public record Entry(DataType type, Shape shape, Place place) {

    /** Whether it is a whole tensor of that type and shape. */
    public boolean fits(DataType expectedType, Shape expected) {
      return type == expectedType
          && shape.equals(expected)
          && place.size() == expected.size() * elementType().bytes();
    }

    /** What the elements are, {@link ElementType#OTHER} for strings and rarer types. */
    public ElementType elementType() {
      return ElementType.of(type);
    }
  }

  /**
   * Where a tensor's bytes are.
   *
   * @param offset in bytes, in the file of its shard
   * @param size in bytes
   * @param checksum the masked CRC-32C of the bytes
   */
  public record Place(int shard, long offset, long size, int checksum) {}

  private CheckpointIndex(Path file, int shards, SortedMap<String, Entry> entries) {
    this.file = file;
    this.shards = shards;
    this.entries = Collections.unmodifiableSortedMap(entries);
  }

  /**
   * Reads {@code PREFIX.index}; checks that the data files are there and long enough.
   *
   * @throws UserException where they are missing, truncated or not a checkpoint
   */
  public static CheckpointIndex read(Path prefix) {
    Path file = suffixed(prefix, ".index");
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          "no checkpoint at %s: expected %s beside its data file"
              .formatted(prefix, file.getFileName()));
    }
    try {
      long length = Files.size(file);
      if (length > MAX_BYTES) {
        throw new SortedTable.Damaged("it has %d bytes, at most %d".formatted(length, MAX_BYTES));
      }
      CheckpointIndex index = parse(file, Files.readAllBytes(file));
      index.checkData(prefix);
      return index;
    } catch (IOException e) {
      throw new UserException(
          "%s is not a readable TensorFlow checkpoint: %s; %s"
              .formatted(file, e.getMessage(), MEND),
          e);
    }
  }

  /** The second key of a tensor, see {@link #addObjectKeys}. */
  public static String objectKey(String name) {
    return ObjectGraph.keyOf(name);
  }

  /**
   * Lets every tensor but the object graph be found under a second key too, as readers by object
   * want it; the data stay as they are.
   */
  public static void addObjectKeys(Path prefix) throws IOException {
    Path file = suffixed(prefix, ".index");
    SortedMap<String, SortedTable.Row> rows = new TreeMap<>();
    for (SortedTable.Row row : SortedTable.read(ByteBuffer.wrap(Files.readAllBytes(file)))) {
      String key = new String(row.key(), StandardCharsets.UTF_8);
      rows.put(key, row);
      if (!key.isEmpty() && !key.equals(CheckpointFile.OBJECT_GRAPH_KEY)) {
        String second = objectKey(key);
        rows.put(second, new SortedTable.Row(second.getBytes(StandardCharsets.UTF_8), row.value()));
      }
    }
    Files.write(file, SortedTableWriter.write(List.copyOf(rows.values())));
  }

  /**
   * Writes a checkpoint of one shard whole or not at all. One of that name loses its index first:
   * none is better than a wrong one.
   *
   * @param writer writes the files of the prefix that it is given
   */
  public static void write(Path prefix, WholeFile.Writer writer) throws IOException {
    try (WholeFile folder = WholeFile.begin(prefix)) {
      Path part = Files.createDirectory(folder.part()).resolve(prefix.getFileName());
      writer.writeTo(part);
      Files.deleteIfExists(suffixed(prefix, ".index"));
      WholeFile.moveDurably(dataFile(part, 0, 1), dataFile(prefix, 0, 1));
      WholeFile.moveDurably(suffixed(part, ".index"), suffixed(prefix, ".index"));
    }
  }

  /** The path of a prefix with something behind its last name. */
  public static Path suffixed(Path prefix, String suffix) {
    return prefix.resolveSibling(prefix.getFileName() + suffix);
  }

  /** The file of one of a checkpoint's shards. */
  public static Path dataFile(Path prefix, int shard, int shards) {
    return suffixed(prefix, ".data-%05d-of-%05d".formatted(shard, shards));
  }

  /** The index file itself. */
  public Path file() {
    return file;
  }

  /** How many data files there are. */
  public int shards() {
    return shards;
  }

  /** The tensors by name. */
  public SortedMap<String, Entry> entries() {
    return entries;
  }

  private static CheckpointIndex parse(Path file, byte[] bytes) throws IOException {
    int shards = 0;
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (SortedTable.Row row : SortedTable.read(ByteBuffer.wrap(bytes))) {
      String name = new String(row.key(), StandardCharsets.UTF_8);
      try {
        if (name.isEmpty()) {
          shards = shards(BundleHeaderProto.parseFrom(row.value()));
        } else {
          entries.put(name, entry(name, BundleEntryProto.parseFrom(row.value())));
        }
      } catch (InvalidProtocolBufferException e) {
        throw new SortedTable.Damaged("the entry of '%s' is damaged".formatted(name));
      }
    }
    if (shards < 1) {
      throw new SortedTable.Damaged("it has no header");
    }
    return new CheckpointIndex(file, shards, entries);
  }

  private static int shards(BundleHeaderProto header) throws SortedTable.Damaged {
    if (header.getEndianness() != BundleHeaderProto.Endianness.LITTLE) {
      throw new SortedTable.Damaged(
          "its numbers are in big-endian byte order, which is not read; save it anew where TensorFlow reads it");
    }
    return header.getNumShards();
  }

  private static Entry entry(String name, BundleEntryProto proto) throws SortedTable.Damaged {
    long[] dimensions =
        proto.getShape().getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
    for (long dimension : dimensions) {
      if (dimension < 0) {
        throw new SortedTable.Damaged("'%s' has a dimension of %d".formatted(name, dimension));
      }
    }
    if (proto.getOffset() < 0 || proto.getSize() < 0) {
      throw new SortedTable.Damaged("'%s' lies at a negative offset".formatted(name));
    }
    var place =
        new Place(proto.getShardId(), proto.getOffset(), proto.getSize(), proto.getCrc32C());
    return new Entry(proto.getDtype(), Shape.of(dimensions), place);
  }

  private void checkData(Path prefix) throws IOException {
    Map<Integer, Long> lengths = new HashMap<>();
    for (var named : entries.entrySet()) {
      Place place = named.getValue().place();
      if (place.shard() < 0 || place.shard() >= shards) {
        throw new SortedTable.Damaged(
            "'%s' lies in shard %d of %d".formatted(named.getKey(), place.shard(), shards));
      }
      Path data = dataFile(prefix, place.shard(), shards);
      Long length = lengths.get(place.shard());
      if (length == null) {
        length = length(prefix, data);
        lengths.put(place.shard(), length);
      }
      if (place.offset() > length - place.size()) {
        throw new UserException(
            "%s is truncated: it has %d bytes, but '%s' of %d starts at %d; %s"
                .formatted(data, length, named.getKey(), place.size(), place.offset(), MEND));
      }
    }
  }

  private static long length(Path prefix, Path data) throws IOException {
    if (!Files.isRegularFile(data)) {
      throw new UserException(
          "half a checkpoint at %s: expected %s beside its index; copy both files"
              .formatted(prefix, data.getFileName()));
    }
    return Files.size(data);
  }
}
