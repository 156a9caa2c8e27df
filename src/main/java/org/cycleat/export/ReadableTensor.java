package org.cycleat.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.TensorProto;

/** Tensors whose elements stand in a field of their type, which a text shows, not in raw bytes. */
final class ReadableTensor {
  private ReadableTensor() {}

  /** The same tensor; types other than float, int32, int64 and string stay as they are. */
  static TensorProto of(TensorProto tensor) {
    ByteString content = tensor.getTensorContent();
    TensorProto.Builder readable = tensor.toBuilder().clearTensorContent();
    ByteBuffer bytes = content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.getDtype()) {
      case DT_FLOAT -> {
        while (bytes.hasRemaining()) {
          readable.addFloatVal(bytes.getFloat());
        }
      }
      case DT_INT32 -> {
        while (bytes.hasRemaining()) {
          readable.addIntVal(bytes.getInt());
        }
      }
      case DT_INT64 -> {
        while (bytes.hasRemaining()) {
          readable.addInt64Val(bytes.getLong());
        }
      }
      case DT_STRING -> addStrings(readable, content);
      default -> {
        return tensor;
      }
    }
    return readable.build();
  }

  /** The content is the strings' lengths, each a varint, and then the strings. */
  private static void addStrings(TensorProto.Builder readable, ByteString content) {
    if (content.isEmpty()) {
      return;
    }
    try {
      CodedInputStream input = content.newCodedInput();
      long count = 1;
      for (var dimension : readable.getTensorShape().getDimList()) {
        count *= dimension.getSize();
      }
      int[] lengths = new int[Math.toIntExact(count)];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = input.readRawVarint32();
      }
      for (int length : lengths) {
        readable.addStringVal(ByteString.copyFrom(input.readRawBytes(length)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a tensor of strings ends early", e);
    }
  }
}
