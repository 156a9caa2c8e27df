package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.model.ResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

class PackedModelTest {
  private static final int IMAGES = 3;
  private static final int PIXELS = SmallExport.SIZE * SmallExport.SIZE * 3;

  @TempDir Path folder;

  private static ServedModel.Answer answer(Path model) {
    try (ServedModel served = new ServedModel(model, Device.forInference(1))) {
      assertEquals(TinyModel.LABELS, served.info().labels());
      return served.answer(TestGraph.normals(3, IMAGES * PIXELS), IMAGES);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESNET_18", "RESNET_50"})
  void aPackedModelGivesWhatItsFolderGives(ResNet.Depth depth) throws IOException {
    Path whole = SmallExport.write(depth, 0.25, folder.resolve("whole"));
    Path packed = SmallExport.write(depth, 0.25, folder.resolve("packed.zip"));
    ServedModel.Answer expected = answer(whole);
    ServedModel.Answer found = answer(packed);
    assertArrayEquals(expected.probabilities(), found.probabilities(), 1e-3f);
    assertArrayEquals(expected.attention(), found.attention(), 1e-3f);
    assertEquals(expected.attentionSide(), found.attentionSide());
    // or any answer would be right
    assertTrue(found.probabilities()[0] > 1e-2 && found.probabilities()[0] < 1 - 1e-2);
    long weights = Files.size(whole.resolve("variables/variables.data-00000-of-00001"));
    assertTrue(Files.size(packed) < 0.6 * weights, Files.size(packed) + " of " + weights);
  }

  /** TensorFlow itself runs it, and answers the same. */
  @Test
  void unpackedItIsASavedModel() throws IOException {
    Path packed = SmallExport.write(ResNet.Depth.RESNET_18, 0.25, folder.resolve("packed.zip"));
    Path unpacked = Files.createDirectories(folder.resolve("unpacked/assets.extra")).getParent();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(packed)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(unpacked.resolve(entry.getName()), zip.readAllBytes());
      }
    }
    assertArrayEquals(answer(packed).probabilities(), answer(unpacked).probabilities(), 1e-5f);
  }

  @Test
  void theSameModelGivesTheSameBytesAndIsNeverOverwritten() throws IOException {
    Path one = SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("one.zip"));
    Path two = SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("two.zip"));
    assertEquals(-1, Files.mismatch(one, two));
    UserException e =
        assertThrows(
            UserException.class, () -> SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, one));
    assertTrue(e.getMessage().contains("one.zip is there already (--out)"), e.getMessage());
  }

  private static void assertRefused(String found, byte[] file) {
    UserException e =
        assertThrows(UserException.class, () -> PackedModel.read(file, "a.zip (--model)"));
    assertEquals(
        "a.zip (--model) is no model: found %s, expected a folder with saved_model.pb or a .zip, as `cycleat export` writes them"
            .formatted(found),
        e.getMessage().replaceAll("damaged file \\(.*\\),", "damaged file,"));
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path model = SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("a.zip"));
    byte[] whole = Files.readAllBytes(model);
    assertRefused("another kind of file", new byte[0]);
    assertRefused("another kind of file", "a text".getBytes(StandardCharsets.UTF_8));
    assertRefused("a damaged file", Arrays.copyOf(whole, 100));
    assertRefused("a damaged file", Arrays.copyOf(whole, whole.length / 2));
    byte[] nothing = new byte[9];
    assertRefused("a zip without saved_model.pb", zip(Map.of("1/saved_model.pb", nothing)));
    assertRefused(
        "a zip without assets.extra/cycleat.json", zip(Map.of("saved_model.pb", nothing)));
    assertRefused(
        "a damaged file",
        zip(Map.of("saved_model.pb", nothing, "assets.extra/cycleat.json", nothing)));
    Path unpacked = SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("1"));
    byte[] variables = Files.readAllBytes(unpacked.resolve("saved_model.pb"));
    assertRefused(
        "a zip of a model whose weights are files: unpack it",
        zip(Map.of("saved_model.pb", variables, "assets.extra/cycleat.json", nothing)));
  }

  private static NodeDef constant(String name, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(values.length));
    return FrozenGraph.constant(name, shape.build(), ByteString.copyFrom(bytes));
  }

  @Test
  void weightsAreRoundedAndWhatDoesNotFitStays() {
    float[] many = new float[1024];
    many[0] = 1 + 1 / 2048f; // halfway between two of float16
    many[1] = 0.1f;
    many[2] = -65504;
    float[] huge = many.clone();
    huge[1000] = 65600;
    float[] few = {0.1f, 0.2f};
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(constant("many", many))
            .addNode(constant("huge", huge))
            .addNode(constant("few", few))
            .build();
    GraphDef halved = HalfPrecision.in(graph);
    assertEquals(
        List.of("many/float16", "many", "huge", "few"),
        halved.getNodeList().stream().map(NodeDef::getName).toList());
    assertEquals("Cast", halved.getNode(1).getOp());
    GraphDef restored = HalfPrecision.restored(halved);
    assertEquals(3, restored.getNodeCount());
    assertEquals(graph.getNode(1), restored.getNode(1));
    assertEquals(graph.getNode(2), restored.getNode(2));
    var values =
        restored
            .getNode(0)
            .getAttrOrThrow("value")
            .getTensor()
            .getTensorContent()
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    assertEquals(1, values.get(0), 1 / 1024f);
    assertEquals(0.099975586f, values.get(1));
    assertEquals(-65504, values.get(2));
    assertEquals(0, values.get(3));
  }
}
