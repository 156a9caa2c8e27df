package org.cycleat.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.weights.CheckpointIndex;
import org.cycleat.weights.ElementType;
import org.cycleat.weights.WeightArray;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Writes arrays of any type as a name-based V2 checkpoint, by TensorFlow's own operation. */
public final class CheckpointWriter {
  private static final int CHUNK = 1 << 20;

  private CheckpointWriter() {}

  /**
   * Writes the files of a checkpoint; its index appears last.
   *
   * @param prefix of the files; its folder is made where it is missing
   * @param arrays by name, at least one
   * @throws UserException where a type has no place in checkpoints here, or the files cannot be
   *     written
   */
  public static void write(Device device, Path prefix, Map<String, WeightArray> arrays) {
    try {
      CheckpointIndex.write(prefix, part -> save(device, part, arrays));
    } catch (IOException | TensorFlowException e) {
      throw UserException.cannotWrite(prefix, e);
    }
  }

  private static void save(Device device, Path prefix, Map<String, WeightArray> arrays) {
    List<Tensor> tensors = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = device.session(graph);
        TString file = TString.scalarOf(prefix.toString())) {
      Ops tf = Ops.create(graph);
      Placeholder<TString> path = tf.placeholder(TString.class);
      Session.Runner runner = session.runner().feed(path, file);
      List<Operand<?>> values = new ArrayList<>();
      arrays.forEach(
          (name, array) -> {
            Placeholder<? extends TType> value = tf.placeholder(type(name, array.type()));
            Tensor tensor = tensor(name, array);
            tensors.add(tensor);
            runner.feed(value, tensor);
            values.add(value);
          });
      var whole = tf.fill(tf.constant(new int[] {arrays.size()}), tf.constant(""));
      Op save =
          tf.train.save(path, tf.array(arrays.keySet().toArray(String[]::new)), whole, values);
      runner.addTarget(save).run().close();
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  private static Tensor tensor(String name, WeightArray array) {
    ByteBuffer bytes = array.bytes().duplicate();
    boolean swaps = array.bytes().order() == ByteOrder.BIG_ENDIAN;
    return Tensor.of(
        type(name, array.type()),
        array.shape(),
        tensor -> {
          var raw = tensor.asRawTensor().data();
          byte[] chunk = new byte[CHUNK]; // a whole number of elements of any type
          for (long at = 0; bytes.hasRemaining(); at += CHUNK) {
            int length = Math.min(CHUNK, bytes.remaining());
            bytes.get(chunk, 0, length);
            if (swaps) {
              swap(chunk, length, array.type().bytes());
            }
            raw.offset(at).write(chunk, 0, length);
          }
        });
  }

  private static void swap(byte[] bytes, int length, int size) {
    for (int element = 0; element < length; element += size) {
      for (int i = 0; i < size / 2; i++) {
        byte first = bytes[element + i];
        bytes[element + i] = bytes[element + size - 1 - i];
        bytes[element + size - 1 - i] = first;
      }
    }
  }

  private static Class<? extends TType> type(String name, ElementType type) {
    return switch (type) {
      case FLOAT16 -> TFloat16.class;
      case BFLOAT16 -> TBfloat16.class;
      case FLOAT32 -> TFloat32.class;
      case FLOAT64 -> TFloat64.class;
      case BOOL -> TBool.class;
      case UINT8 -> TUint8.class;
      case UINT16 -> TUint16.class;
      case INT32 -> TInt32.class;
      case INT64 -> TInt64.class;
      default ->
          throw new UserException(
              "'%s' is %s, which TensorFlow Java has no tensors of; write an .npz file instead"
                  .formatted(name, type));
    };
  }
}
