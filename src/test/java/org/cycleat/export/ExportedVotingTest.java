package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.evaluation.Evaluator;
import org.cycleat.evaluation.Voting;
import org.cycleat.face.Framing;
import org.cycleat.model.Classifier;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** An exported model in which an image and its mirror image vote. */
class ExportedVotingTest {
  private static final int SIZE = 32;

  @TempDir Path folder;
  private List<BufferedImage> images;

  /** Two that differ from their mirror images, then one that is its own. */
  @BeforeEach
  void drawImages() {
    images = List.of(noise(1, false), noise(2, false), noise(3, true));
  }

  /** Brighter on the left, unless both halves are the same. */
  private static BufferedImage noise(long seed, boolean isSymmetric) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int x = 0; x < SIZE / 2; x++) {
      for (int y = 0; y < SIZE; y++) {
        int rgb = random.nextInt(1 << 24);
        image.setRGB(x, y, rgb);
        image.setRGB(SIZE - 1 - x, y, isSymmetric ? rgb : random.nextInt(1 << 24) & 0x3F3F7F);
      }
    }
    return image;
  }

  private static Classifier network(Ops tf) {
    Scope scope = new Scope(new Parameters(tf, "f_T", 7), Initializer.HE);
    return new ResNet(scope, ResNet.Depth.RESNET_18, 1 / 16.0, TinyModel.LABELS.size());
  }

  private Path export(String name, Voting voting) {
    Path target = folder.resolve(name);
    new SavedModelWriter(
            ExportedVotingTest::network,
            (tf, classifier, session) -> classifier.parameters().initialize(session),
            new ServingInfo(TinyModel.LABELS, SIZE, Framing.DEFAULT, voting))
        .write(target);
    return target;
  }

  /** [N * K], of the command `evaluate`. */
  private float[] judged(Voting voting) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (BufferedImage image : images) {
      Path file = folder.resolve(voting + "-" + samples.size() + ".png");
      ImageIO.write(image, "png", file.toFile());
      samples.add(new Sample(file, 0, "", "", Map.of()));
    }
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Classifier classifier = network(tf);
      Evaluator evaluator = new Evaluator(tf, classifier, Pipeline.plain(SIZE, 2), voting);
      classifier.parameters().initialize(session);
      Manifest manifest = new Manifest(samples, Labels.parse("RE,GR,BL"));
      List<float[]> rows = evaluator.predict(session, manifest, done -> {}).probabilities();
      float[] all = new float[rows.size() * TinyModel.LABELS.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = rows.get(i / TinyModel.LABELS.size())[i % TinyModel.LABELS.size()];
      }
      return all;
    }
  }

  /** [N, S, S, 3] in [-1, 1]. */
  private float[] pixels() {
    float[] values = new float[images.size() * SIZE * SIZE * 3];
    int next = 0;
    for (BufferedImage image : images) {
      for (int i = 0; i < SIZE * SIZE; i++) {
        for (int shift = 16; shift >= 0; shift -= 8) {
          values[next++] = (image.getRGB(i % SIZE, i / SIZE) >> shift & 0xFF) / 127.5f - 1;
        }
      }
    }
    return values;
  }

  private static float[] values(Result result, String output) {
    TFloat32 tensor = (TFloat32) result.get(output).orElseThrow();
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  private static float[] exponentials(float[] logits) {
    float[] values = new float[logits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp(logits[i]);
    }
    return values;
  }

  @Test
  void everySignatureGivesWhatEvaluationGives() throws IOException {
    float[] expected = judged(Voting.FLIP);
    Path model = export("folder", Voting.FLIP);
    NdArray<byte[]> files = NdArrays.ofObjects(byte[].class, Shape.of(images.size()));
    for (int i = 0; i < images.size(); i++) {
      files.setObject(Files.readAllBytes(folder.resolve("flip-" + i + ".png")), i);
    }
    Shape shape = Shape.of(images.size(), SIZE, SIZE, 3);
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TFloat32 batch = TFloat32.tensorOf(shape, DataBuffers.of(pixels()));
        TString bytes = TString.tensorOfBytes(files);
        Result ofImages = bundle.function("serving_default").call(Map.of("images", batch));
        Result ofBytes = bundle.function("serving_bytes").call(Map.of("bytes", bytes))) {
      for (Result result : List.of(ofImages, ofBytes)) {
        assertArrayEquals(expected, values(result, "probabilities"), 1e-5f);
        assertArrayEquals(expected, exponentials(values(result, "logits")), 1e-5f);
      }
    }
  }

  private ServedModel.Answer answer(Path model) {
    try (ServedModel served = new ServedModel(model, Device.forInference(1))) {
      return served.answer(pixels(), images.size());
    }
  }

  @Test
  void onlyWhatIsNotSymmetricHasAnotherAnswerAndAttentionStaysThatOfTheImage() {
    ServedModel.Answer alone = answer(export("alone", Voting.NONE));
    ServedModel.Answer mean = answer(export("mean", Voting.FLIP));
    ServedModel.Answer packed = answer(export("mean.zip", Voting.FLIP));
    int classes = TinyModel.LABELS.size();
    for (int k = 0; k < classes; k++) {
      assertEquals(
          alone.probabilities()[2 * classes + k], mean.probabilities()[2 * classes + k], 1e-5);
    }
    float most = 0;
    for (int i = 0; i < classes; i++) {
      most = Math.max(most, Math.abs(alone.probabilities()[i] - mean.probabilities()[i]));
    }
    assertTrue(most > 1e-3, "the mirror image changes no more than " + most);
    assertArrayEquals(alone.attention(), mean.attention(), 1e-5f);
    assertArrayEquals(mean.probabilities(), packed.probabilities(), 1e-3f);
    assertArrayEquals(mean.attention(), packed.attention(), 1e-3f);
  }

  @Test
  void theDescriptionTellsIt() throws IOException {
    Path model = export("folder", Voting.FLIP);
    assertEquals(Voting.FLIP, ServingInfo.read(model).voting());
    String json = Files.readString(ServingInfo.fileIn(model));
    assertTrue(json.contains("\"voting\" : \"flip\""), json);
    try (ServedModel packed =
        new ServedModel(export("model.zip", Voting.FLIP), Device.forInference(1))) {
      assertEquals(Voting.FLIP, packed.info().voting());
    }
  }
}
