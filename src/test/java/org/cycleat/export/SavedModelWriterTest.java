package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.cycleat.UserException;
import org.cycleat.face.Framing;
import org.cycleat.model.Classifier;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

class SavedModelWriterTest {
  private static final int SIZE = 32;
  private static final Shape TWO_IMAGES = Shape.of(2, SIZE, SIZE, 3);

  @TempDir Path folder;

  private static Classifier network(Ops tf) {
    Scope scope = new Scope(new Parameters(tf, "f_T", 7), Initializer.HE);
    return new ResNet(scope, ResNet.Depth.RESNET_18, 1 / 16.0, 3);
  }

  private static SavedModelWriter writer() {
    return new SavedModelWriter(
        SavedModelWriterTest::network,
        (tf, classifier, session) -> classifier.parameters().initialize(session),
        new ServingInfo(TinyModel.LABELS, SIZE, Framing.DEFAULT));
  }

  private static BufferedImage noise(long seed) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int i = 0; i < SIZE * SIZE; i++) {
      image.setRGB(i % SIZE, i / SIZE, random.nextInt(1 << 24));
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /** [2, S, S, 3] in [-1, 1]. */
  private static TFloat32 tensor(BufferedImage... images) {
    float[] values = new float[(int) TWO_IMAGES.size()];
    int next = 0;
    for (BufferedImage image : images) {
      for (int i = 0; i < SIZE * SIZE; i++) {
        int rgb = image.getRGB(i % SIZE, i / SIZE);
        for (int shift = 16; shift >= 0; shift -= 8) {
          values[next++] = (rgb >> shift & 0xFF) / 127.5f - 1;
        }
      }
    }
    return TFloat32.tensorOf(TWO_IMAGES, DataBuffers.of(values));
  }

  private static float[] values(Tensor tensor) {
    float[] values = new float[(int) tensor.shape().size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static float[] ofTheNetworkItself(TFloat32 images) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Classifier classifier = network(tf);
      var logits = classifier.apply(Pass.inference(tf), tf.constantOf(images)).logits();
      classifier.parameters().initialize(session);
      try (Result result = session.runner().fetch(logits).run()) {
        return values(result.get(0));
      }
    }
  }

  @Test
  void bothSignaturesGiveWhatTheNetworkGives() throws IOException {
    Path model = folder.resolve("model").resolve("1");
    writer().write(model);
    BufferedImage first = noise(1);
    BufferedImage second = noise(2);
    var encoded = NdArrays.vectorOfObjects(png(first), png(second));
    try (TFloat32 images = tensor(first, second);
        TString bytes = TString.tensorOfBytes(encoded);
        SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve")) {
      assertEquals(
          Set.of("serving_default", "serving_bytes"),
          Set.copyOf(bundle.signatures().stream().map(signature -> signature.key()).toList()));
      try (Result fromImages = bundle.function("serving_default").call(Map.of("images", images));
          Result fromBytes = bundle.function("serving_bytes").call(Map.of("bytes", bytes))) {
        float[] logits = values(fromImages.get("logits").orElseThrow());
        assertArrayEquals(ofTheNetworkItself(images), logits, 1e-4f);
        assertArrayEquals(logits, values(fromBytes.get("logits").orElseThrow()), 1e-4f);
        float[] probabilities = values(fromImages.get("probabilities").orElseThrow());
        assertArrayEquals(softmax(logits, 3), probabilities, 1e-5f);
        assertArrayEquals(
            probabilities, values(fromBytes.get("probabilities").orElseThrow()), 1e-5f);
      }
    }
    assertEquals(List.of("RE", "GR", "BL"), codes(ServingInfo.read(model)));
  }

  private static List<String> codes(ServingInfo info) {
    return info.labels().stream().map(ServingInfo.Label::code).toList();
  }

  private static float[] softmax(float[] logits, int classes) {
    float[] shares = new float[logits.length];
    for (int row = 0; row < logits.length; row += classes) {
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        sum += Math.exp(logits[i]);
      }
      for (int i = row; i < row + classes; i++) {
        shares[i] = (float) (Math.exp(logits[i]) / sum);
      }
    }
    return shares;
  }

  @Test
  void aFolderThatHoldsSomethingIsNeverOverwritten() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    UserException e = assertThrows(UserException.class, () -> writer().write(folder));
    assertTrue(e.getMessage().contains("not empty"), e.getMessage());
    assertEquals("mine", Files.readString(folder.resolve("notes.txt")));
  }
}
