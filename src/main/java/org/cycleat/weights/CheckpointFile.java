package org.cycleat.weights;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.cycleat.UserException;
import org.tensorflow.proto.DataType;

/**
 * A TensorFlow V2 checkpoint, name-based (as {@code tf.compat.v1.train.Saver} and this project
 * write) or object-based (as {@code tf.train.Checkpoint} writes), under names that do not depend on
 * which of the two it is: see {@link ObjectGraph}.
 */
public final class CheckpointFile implements WeightFile {

  /** The key of the object graph, a protocol buffer in a scalar string. */
  public static final String OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

  /** How often {@code tf.train.Checkpoint} has saved: no weight of anything, and not listed. */
  public static final String SAVE_COUNTER = "save_counter";

  private final Path prefix;
  private final CheckpointIndex index;
  private final Map<String, String> keys; // by name
  private final Map<String, Entry> entries;

  private CheckpointFile(Path prefix, CheckpointIndex index, Map<String, String> keys) {
    this.prefix = prefix;
    this.index = index;
    this.keys = keys;
    Map<String, Entry> named = new TreeMap<>();
    keys.forEach(
        (name, key) -> {
          CheckpointIndex.Entry entry = index.entries().get(key);
          named.put(name, new Entry(entry.elementType(), entry.shape()));
        });
    this.entries = Collections.unmodifiableMap(named);
  }

  /**
   * Opens the checkpoint of a prefix.
   *
   * @throws UserException where there is none or it is damaged
   */
  public static CheckpointFile open(Path prefix) {
    CheckpointIndex index = CheckpointIndex.read(prefix);
    Map<String, String> keys = new LinkedHashMap<>();
    index.entries().keySet().forEach(key -> keys.put(key, key));
    CheckpointIndex.Entry graph = index.entries().get(OBJECT_GRAPH_KEY);
    if (graph == null || graph.type() != DataType.DT_STRING) {
      return new CheckpointFile(prefix, index, keys);
    }
    keys.remove(OBJECT_GRAPH_KEY);
    // Ours have each tensor under its name and, for readers by object, under a second key.
    index.entries().keySet().forEach(key -> keys.remove(ObjectGraph.keyOf(key)));
    keys.remove(SAVE_COUNTER);
    objectGraph(prefix, index, graph)
        .namesByKey()
        .forEach(
            (key, name) -> {
              if (keys.remove(key, key) && !name.equals(SAVE_COUNTER)) {
                keys.put(name, key);
              }
            });
    return new CheckpointFile(prefix, index, keys);
  }

  @Override
  public String format() {
    return "TensorFlow checkpoint";
  }

  @Override
  public Map<String, Entry> entries() {
    return entries;
  }

  /** The index, whose names are the keys that are stored. */
  public CheckpointIndex index() {
    return index;
  }

  /** The stored key of each name; the two differ in object-based checkpoints. */
  public Map<String, String> keys() {
    return Collections.unmodifiableMap(keys);
  }

  @Override
  public WeightArray read(String name) {
    String key = keys.get(name);
    if (key == null) {
      throw new IllegalArgumentException("no array " + name + " in " + prefix);
    }
    CheckpointIndex.Entry entry = index.entries().get(key);
    ByteBuffer bytes = bytes(prefix, index, key, entry);
    if (entry.shape().size() * entry.elementType().bytes() != bytes.remaining()) {
      throw new UserException(
          "'%s' in %s has %d bytes, which are not those of %s %s (partitioned variables are not read); %s"
              .formatted(
                  key,
                  index.file(),
                  bytes.remaining(),
                  entry.elementType(),
                  entry.shape(),
                  CheckpointIndex.MEND));
    }
    return new WeightArray(entry.elementType(), entry.shape(), bytes);
  }

  @Override
  public void close() {}

  private static ByteBuffer bytes(
      Path prefix, CheckpointIndex index, String key, CheckpointIndex.Entry entry) {
    CheckpointIndex.Place place = entry.place();
    Path file = CheckpointIndex.dataFile(prefix, place.shard(), index.shards());
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(place.size()));
      while (bytes.hasRemaining() && channel.read(bytes, place.offset() + bytes.position()) >= 0) {}
      bytes.flip();
      if (entry.type() != DataType.DT_STRING // whose checksum covers more than these bytes
          && MaskedChecksum.of(bytes.duplicate()) != place.checksum()) {
        throw new UserException(
            "%s is damaged: the checksum of '%s' is wrong; %s"
                .formatted(file, key, CheckpointIndex.MEND));
      }
      return bytes.order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException | ArithmeticException e) {
      throw new UserException("cannot read '%s' in %s: %s".formatted(key, file, e), e);
    }
  }

  /** A scalar string is stored as its length (a varint), the checksum of that, and its bytes. */
  private static ObjectGraph objectGraph(
      Path prefix, CheckpointIndex index, CheckpointIndex.Entry entry) {
    ByteBuffer bytes = bytes(prefix, index, OBJECT_GRAPH_KEY, entry);
    try {
      long length = SortedTable.varint(bytes);
      if (length != bytes.remaining() - Integer.BYTES) {
        throw new SortedTable.Damaged("its length is " + length);
      }
      byte[] graph = new byte[(int) length];
      bytes.position(bytes.position() + Integer.BYTES).get(graph);
      return ObjectGraph.read(graph);
    } catch (SortedTable.Damaged | InvalidProtocolBufferException e) {
      throw new UserException(
          "%s has a damaged object graph: %s; %s"
              .formatted(index.file(), e.getMessage(), CheckpointIndex.MEND),
          e);
    }
  }
}
