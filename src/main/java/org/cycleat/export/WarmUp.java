package org.cycleat.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.PngBytes;
import org.cycleat.weights.MaskedChecksum;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The requests that TensorFlow Serving sends to a model before users do, so that the first of those
 * does not wait: {@code assets.extra/tf_serving_warmup_requests}, a TFRecord file of Serving's <a
 * href="https://github.com/tensorflow/serving/blob/2.18.0/tensorflow_serving/apis/prediction_log.proto">
 * PredictionLog</a>, one record a signature.
 */
final class WarmUp {
  private static final Path FILE = Path.of("assets.extra", "tf_serving_warmup_requests");

  private WarmUp() {}

  /** Writes the file into a SavedModel's folder: an empty picture for each signature. */
  static void write(Path savedModel, int imageSize) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    append(records, request("serving_default", "images", pixels(imageSize)));
    append(records, request("serving_bytes", "bytes", encoded(imageSize)));
    Path file = savedModel.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.write(file, records.toByteArray());
  }

  /** [1, S, S, 3], all zero: the grey in the middle. */
  private static TensorProto pixels(int imageSize) {
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape(1, imageSize, imageSize, 3))
        .addFloatVal(0) // a single value stands for all
        .build();
  }

  private static TensorProto encoded(int imageSize) {
    byte[] png = PngBytes.of(new BufferedImage(imageSize, imageSize, BufferedImage.TYPE_INT_RGB));
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_STRING)
        .setTensorShape(shape(1))
        .addStringVal(ByteString.copyFrom(png))
        .build();
  }

  private static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  /** A PredictionLog; the numbers are those of the fields in Serving's protocol buffers. */
  private static byte[] request(String signature, String input, TensorProto value) {
    ByteString modelSpec = message(3, ByteString.copyFromUtf8(signature));
    ByteString entry =
        message(1, ByteString.copyFromUtf8(input)).concat(message(2, value.toByteString()));
    ByteString predictRequest = message(1, modelSpec).concat(message(2, entry));
    ByteString predictLog = message(1, predictRequest);
    return message(6, predictLog).toByteArray();
  }

  /** A message of one field. */
  private static ByteString message(int number, ByteString content) {
    Field field = Field.newBuilder().addLengthDelimited(content).build();
    return UnknownFieldSet.newBuilder().addField(number, field).build().toByteString();
  }

  /** A record is its length, the checksum of that, its bytes, and their checksum. */
  private static void append(ByteArrayOutputStream records, byte[] record) {
    ByteBuffer length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, record.length);
    records.writeBytes(length.array());
    records.writeBytes(MaskedChecksum.bytes(length.duplicate()));
    records.writeBytes(record);
    records.writeBytes(MaskedChecksum.bytes(ByteBuffer.wrap(record)));
  }
}
