package org.cycleat.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VersionDef;

class GraphTextTest {

  private static TensorProto tensor(DataType type, ByteString content, long... extents) {
    var shape = TensorShapeProto.newBuilder();
    for (long extent : extents) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(extent));
    }
    return TensorProto.newBuilder()
        .setDtype(type)
        .setTensorShape(shape)
        .setTensorContent(content)
        .build();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void aLineForEachOperationWithoutDefaults() {
    var whole = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    var no = AttrValue.newBuilder().setB(false).build();
    var yes = AttrValue.newBuilder().setB(true).build();
    var product = NodeDef.newBuilder().setName("y").setOp("MatMul").addInput("a").addInput("b:1");
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(
                product.putAttr("transpose_b", yes).putAttr("transpose_a", no).putAttr("T", whole))
            .addNode(NodeDef.newBuilder().setName("done").setOp("NoOp").addInput("^y"))
            .setVersions(VersionDef.newBuilder().setProducer(1994))
            .build();
    assertEquals(
        """
        node { name: "y" op: "MatMul" input: "a" input: "b:1" attr { key: "T" value { type: DT_FLOAT } } attr { key: "transpose_b" value { b: true } } }
        node { name: "done" op: "NoOp" input: "^y" }
        versions { producer: 1994 }
        """,
        new GraphText().of(graph));
  }

  @Test
  void constantsAreShownAsNumbers() {
    var numbers = bytes(8).putInt(7).putInt(-1).flip();
    var constant =
        NodeDef.newBuilder()
            .setName("c")
            .setOp("Const")
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_INT32).build())
            .putAttr(
                "value",
                AttrValue.newBuilder()
                    .setTensor(tensor(DataType.DT_INT32, ByteString.copyFrom(numbers), 2))
                    .build());
    String text = new GraphText().of(GraphDef.newBuilder().addNode(constant).build());
    assertEquals(
        "node { name: \"c\" op: \"Const\" attr { key: \"dtype\" value { type: DT_INT32 } }"
            + " attr { key: \"value\" value { tensor { dtype: DT_INT32 tensor_shape { dim { size: 2 } }"
            + " int_val: 7 int_val: -1 } } } }",
        text.lines().findFirst().orElseThrow());
  }

  @Test
  void floatsAndLongsAreRead() {
    var floats = ByteString.copyFrom(bytes(8).putFloat(0.1f).putFloat(-2).flip());
    TensorProto readable = ReadableTensor.of(tensor(DataType.DT_FLOAT, floats, 2, 1));
    assertEquals(List.of(0.1f, -2f), readable.getFloatValList());
    assertEquals(2, readable.getTensorShape().getDim(0).getSize());
    var longs = ByteString.copyFrom(bytes(8).putLong(-1L << 40).flip());
    assertEquals(-1L << 40, ReadableTensor.of(tensor(DataType.DT_INT64, longs)).getInt64Val(0));
  }

  /** A length above 127 takes two bytes: 200 is 0xC8 0x01. */
  @Test
  void stringsAreRead() {
    String most = "x".repeat(200);
    ByteString content =
        ByteString.copyFrom(new byte[] {2, 0, (byte) 0xC8, 1})
            .concat(ByteString.copyFrom("ab" + most, UTF_8));
    TensorProto strings = tensor(DataType.DT_STRING, content, 3);
    TensorProto readable = ReadableTensor.of(strings);
    assertEquals(
        List.of("ab", "", most),
        readable.getStringValList().stream().map(ByteString::toStringUtf8).toList());
    TensorProto shorter = tensor(DataType.DT_STRING, content.substring(0, 100), 3);
    assertThrows(UncheckedIOException.class, () -> ReadableTensor.of(shorter));
  }

  @Test
  void whatIsReadableOrOfAnotherTypeStays() {
    TensorProto scalar =
        TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(3).build();
    assertEquals(scalar, ReadableTensor.of(scalar));
    TensorProto empty =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .addStringVal(ByteString.EMPTY)
            .build();
    assertEquals(empty, ReadableTensor.of(empty));
    TensorProto half = tensor(DataType.DT_HALF, ByteString.copyFrom(new byte[] {0, 60}), 1);
    assertSame(half, ReadableTensor.of(half));
  }
}
