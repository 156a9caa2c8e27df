package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.cycleat.weights.MaskedChecksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

class WarmUpTest {
  @TempDir Path folder;

  @Test
  void asksEachSignatureOnce() throws Exception {
    WarmUp.write(folder, 20);
    ByteBuffer file =
        ByteBuffer.wrap(
                Files.readAllBytes(folder.resolve("assets.extra/tf_serving_warmup_requests")))
            .order(ByteOrder.LITTLE_ENDIAN);
    TensorProto pixels = assertRequest("serving_default", "images", record(file));
    assertEquals(DataType.DT_FLOAT, pixels.getDtype());
    assertEquals(
        java.util.List.of(1L, 20L, 20L, 3L),
        pixels.getTensorShape().getDimList().stream().map(d -> d.getSize()).toList());
    TensorProto encoded = assertRequest("serving_bytes", "bytes", record(file));
    assertEquals(DataType.DT_STRING, encoded.getDtype());
    var png = ImageIO.read(new ByteArrayInputStream(encoded.getStringVal(0).toByteArray()));
    assertEquals(20, png.getWidth());
    assertFalse(file.hasRemaining());
  }

  /** PredictionLog.predict_log.request: model_spec.signature_name and the one input. */
  private static TensorProto assertRequest(String signature, String input, ByteString log)
      throws InvalidProtocolBufferException {
    ByteString request = field(field(log, 6), 1);
    assertEquals(signature, field(field(request, 1), 3).toStringUtf8());
    ByteString entry = field(request, 2);
    assertEquals(input, field(entry, 1).toStringUtf8());
    return TensorProto.parseFrom(field(entry, 2));
  }

  private static ByteString field(ByteString message, int number)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList().get(0);
  }

  private static ByteString record(ByteBuffer file) {
    ByteBuffer head = file.slice(file.position(), Long.BYTES);
    int length = (int) file.getLong();
    assertEquals(MaskedChecksum.of(head), file.getInt());
    byte[] bytes = new byte[length];
    file.get(bytes);
    assertEquals(MaskedChecksum.of(ByteBuffer.wrap(bytes)), file.getInt());
    return ByteString.copyFrom(bytes);
  }
}
