package org.cycleat.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SavedSliceMeta;
import org.tensorflow.proto.SavedTensorSlices;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A checkpoint of TensorFlow's first version, as {@code Saver} wrote until 2016: one sorted table
 * that holds the tensors too. Format: <a
 * href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/util/saved_tensor_slice.proto">saved_tensor_slice.proto</a>.
 */
public final class SlicesFile implements WeightFile {
  private final Path file;
  private final ByteBuffer table;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SlicesFile(Path file, ByteBuffer table) throws IOException {
    this.file = file;
    this.table = table;
    byte[] first = SortedTable.find(table, new byte[0]); // the empty key is that of the list
    if (first == null) {
      throw new SortedTable.Damaged("it is empty");
    }
    for (SavedSliceMeta tensor : SavedTensorSlices.parseFrom(first).getMeta().getTensorList()) {
      ElementType type = ElementType.of(tensor.getType());
      // A variable in several parts is listed, but not put together.
      boolean whole = tensor.getSliceCount() == 1;
      entries.put(tensor.getName(), new Entry(whole ? type : ElementType.OTHER, shape(tensor)));
    }
  }

  /**
   * Reads the list of the tensors.
   *
   * @throws UserException where it is damaged
   */
  public static SlicesFile open(Path file) {
    try {
      long size = Files.size(file);
      return new SlicesFile(file, StoredBytes.map(file, 0, size, "all"));
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private static UserException damaged(Path file, IOException e) {
    return new UserException(
        "%s is not a readable checkpoint of TensorFlow's first version: %s; copy it anew"
            .formatted(file, Printable.of(e.getMessage())),
        e);
  }

  private static Shape shape(SavedSliceMeta tensor) throws SortedTable.Damaged {
    long[] dimensions =
        tensor.getShape().getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
    long size = 1;
    for (long dimension : dimensions) {
      if (dimension < 0 || Math.multiplyHigh(size, dimension) != 0) {
        throw new SortedTable.Damaged("'%s' has a wrong shape".formatted(tensor.getName()));
      }
      size *= dimension;
    }
    return Shape.of(dimensions);
  }

  @Override
  public String format() {
    return "TensorFlow checkpoint, first version";
  }

  @Override
  public Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public WeightArray read(String name) {
    Entry entry = entries.get(name);
    if (entry == null || !entry.type().isNumeric()) {
      throw new IllegalArgumentException("no array of numbers " + name + " in " + file);
    }
    try {
      byte[] value = SortedTable.find(table, key(name));
      if (value == null) {
        throw new SortedTable.Damaged("'%s' is listed, but not there".formatted(name));
      }
      TensorProto tensor = SavedTensorSlices.parseFrom(value).getData().getData();
      int count = count(entry.type(), tensor);
      if (count != entry.shape().size()) {
        throw new SortedTable.Damaged(
            "'%s' has %d numbers, expected %s".formatted(name, count, entry.shape()));
      }
      StoredBytes.checkSize(file, (long) count * entry.type().bytes(), name);
      return new WeightArray(entry.type(), entry.shape(), numbers(entry.type(), tensor, count));
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  /** A key begins with the number 0 and the name, in a coding that keeps the order of both. */
  private static byte[] key(String name) {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    key.write(0);
    key.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    key.write(0);
    key.write(1);
    return key.toByteArray();
  }

  /** How many numbers a tensor has; they are in another field for each type. */
  private static int count(ElementType type, TensorProto tensor) {
    return switch (type) {
      case FLOAT32 -> tensor.getFloatValCount();
      case FLOAT64 -> tensor.getDoubleValCount();
      case FLOAT16, BFLOAT16 -> tensor.getHalfValCount();
      case INT64 -> tensor.getInt64ValCount();
      case UINT32 -> tensor.getUint32ValCount();
      case BOOL -> tensor.getBoolValCount();
      default -> tensor.getIntValCount();
    };
  }

  private static ByteBuffer numbers(ElementType type, TensorProto tensor, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case FLOAT32 -> bytes.putFloat(tensor.getFloatVal(i));
        case FLOAT64 -> bytes.putDouble(tensor.getDoubleVal(i));
        case FLOAT16, BFLOAT16 -> bytes.putShort((short) tensor.getHalfVal(i));
        case INT64 -> bytes.putLong(tensor.getInt64Val(i));
        case UINT32 -> bytes.putInt(tensor.getUint32Val(i));
        case BOOL -> bytes.put((byte) (tensor.getBoolVal(i) ? 1 : 0));
        case INT32 -> bytes.putInt(tensor.getIntVal(i));
        case INT16, UINT16 -> bytes.putShort((short) tensor.getIntVal(i));
        default -> bytes.put((byte) tensor.getIntVal(i));
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() {}
}
