package org.cycleat.train;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cycleat.UserException;
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

  static final String MEND = "put back a copy of it, or train again";

  private final Path file;
  private final int shards;
  private final SortedMap<String, Entry> entries;

  /**
   * Where a tensor lies.
   *
   * @param offset in bytes, in the file of its shard
   * @param size in bytes
   */
  public record Entry(DataType type, Shape shape, int shard, long offset, long size) {

    /** Whether it is a whole float32 tensor of that shape. */
    boolean fits(Shape expected) {
      return type == DataType.DT_FLOAT
          && shape.equals(expected)
          && size == expected.size() * Float.BYTES;
    }
  }

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

  static Path suffixed(Path prefix, String suffix) {
    return prefix.resolveSibling(prefix.getFileName() + suffix);
  }

  static Path dataFile(Path prefix, int shard, int shards) {
    return suffixed(prefix, ".data-%05d-of-%05d".formatted(shard, shards));
  }

  public Path file() {
    return file;
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
          shards = BundleHeaderProto.parseFrom(row.value()).getNumShards();
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
    return new Entry(
        proto.getDtype(),
        Shape.of(dimensions),
        proto.getShardId(),
        proto.getOffset(),
        proto.getSize());
  }

  private void checkData(Path prefix) throws IOException {
    Map<Integer, Long> lengths = new HashMap<>();
    for (var named : entries.entrySet()) {
      Entry entry = named.getValue();
      if (entry.shard() < 0 || entry.shard() >= shards) {
        throw new SortedTable.Damaged(
            "'%s' lies in shard %d of %d".formatted(named.getKey(), entry.shard(), shards));
      }
      Path data = dataFile(prefix, entry.shard(), shards);
      Long length = lengths.get(entry.shard());
      if (length == null) {
        length = length(prefix, data);
        lengths.put(entry.shard(), length);
      }
      if (entry.offset() > length - entry.size()) {
        throw new UserException(
            "%s is truncated: it has %d bytes, but '%s' of %d starts at %d; %s"
                .formatted(data, length, named.getKey(), entry.size(), entry.offset(), MEND));
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
