package org.cycleat.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.cycleat.model.ResNet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

class ServingSignaturesTest {
  private static final int SIZE = SmallExport.SIZE;
  private static final int CLASSES = TinyModel.LABELS.size();
  private static final List<String> SCORES = List.of("logits", "probabilities", "attention");

  private static SavedModelBundle bundle;

  @BeforeAll
  static void load(@TempDir Path folder) {
    Path model = SmallExport.write(ResNet.Depth.RESNET_18, 1 / 16.0, folder.resolve("1"));
    bundle = SavedModelBundle.load(model.toString(), "serve");
  }

  @AfterAll
  static void close() {
    bundle.close();
  }

  /** The numbers of each output, row by row, and which rows are valid. */
  private record Answer(List<List<float[]>> scores, List<Boolean> valid) {}

  private static Answer ofFiles(byte[]... files) {
    NdArray<byte[]> batch = NdArrays.ofObjects(byte[].class, Shape.of(files.length));
    for (int i = 0; i < files.length; i++) {
      batch.setObject(files[i], i);
    }
    try (TString bytes = TString.tensorOfBytes(batch);
        Result result = bundle.function("serving_bytes").call(Map.of("bytes", bytes))) {
      TBool valid = (TBool) result.get("valid").orElseThrow();
      assertEquals(Shape.of(files.length), valid.shape());
      List<Boolean> marks = new ArrayList<>();
      valid.scalars().forEach(mark -> marks.add(mark.getObject()));
      assertLabels((TString) result.get("labels").orElseThrow(), files.length);
      return new Answer(scores(result, files.length), marks);
    }
  }

  private static List<List<float[]>> scores(Result result, int rows) {
    List<List<float[]>> scores = new ArrayList<>();
    for (String name : SCORES) {
      Tensor all = result.get(name).orElseThrow();
      assertEquals(rows, all.shape().get(0), name);
      float[] values = new float[(int) all.shape().size()];
      all.asRawTensor().data().asFloats().read(values);
      List<float[]> split = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        int length = values.length / rows;
        split.add(Arrays.copyOfRange(values, row * length, (row + 1) * length));
      }
      scores.add(split);
    }
    return scores;
  }

  private static void assertLabels(TString labels, int rows) {
    assertEquals(Shape.of(rows, CLASSES), labels.shape());
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < CLASSES; k++) {
        assertEquals(TinyModel.LABELS.get(k).name(), labels.getObject(row, k));
      }
    }
  }

  private static BufferedImage waves(int width, int height, double length) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      int grey = (int) (127 + 60 * Math.sin(x / length) + 60 * Math.cos(y / length));
      image.setRGB(x, y, new Color((grey + x) % 256, grey, 255 - grey).getRGB());
    }
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes));
    return bytes.toByteArray();
  }

  private static byte[] start(byte[] file, double share) {
    return Arrays.copyOf(file, (int) (file.length * share));
  }

  @Test
  void aBrokenImageLeavesTheOthersAlone() throws IOException {
    byte[] png = encoded(waves(40, 40, 3), "png");
    byte[] jpeg = encoded(waves(70, 50, 5), "jpg");
    byte[] huge = png.clone();
    ByteBuffer.wrap(huge).putInt(16, 20_000).putInt(20, 20_000);
    byte[][] broken = {
      {},
      {(byte) 0xFF},
      "no image, but long enough to have a header".getBytes(StandardCharsets.UTF_8),
      start(png, 0.5),
      start(jpeg, 0.5),
      Arrays.copyOf(png, 20),
      Arrays.copyOf(jpeg, 20),
      huge,
      encoded(waves(40, 40, 3), "bmp"),
      encoded(waves(40, 40, 3), "gif")
    };
    List<byte[]> files = new ArrayList<>(List.of(png));
    files.addAll(List.of(broken));
    files.add(5, jpeg);
    Answer answer = ofFiles(files.toArray(byte[][]::new));
    Answer good = ofFiles(png, jpeg);
    assertEquals(List.of(true, true), good.valid());
    for (int row = 0; row < files.size(); row++) {
      assertEquals(row == 0 || row == 5, answer.valid().get(row), "row " + row);
      for (int output = 0; output < SCORES.size(); output++) {
        float[] found = answer.scores().get(output).get(row);
        float[] alone = good.scores().get(output).get(row == 0 ? 0 : 1);
        float[] expected = answer.valid().get(row) ? alone : new float[alone.length];
        assertArrayEquals(expected, found, 1e-5f, SCORES.get(output) + " of row " + row);
      }
    }
  }

  @Test
  void nothingButBrokenImagesIsAnAnswer() {
    Answer answer = ofFiles(new byte[0], new byte[100]);
    assertEquals(List.of(false, false), answer.valid());
    assertArrayEquals(new float[CLASSES], answer.scores().get(1).get(1));
  }

  @Test
  void anEmptyBatchIsAnEmptyAnswer() {
    assertEquals(List.of(), ofFiles().valid());
    try (TFloat32 images = TFloat32.tensorOf(Shape.of(0, SIZE, SIZE, 3));
        Result result = bundle.function("serving_default").call(Map.of("images", images))) {
      scores(result, 0);
      assertLabels((TString) result.get("labels").orElseThrow(), 0);
    }
  }

  @Test
  void aJpegAndThePngOfItsPixelsAgree() throws IOException {
    // from the same size to more than eight times as large, in sides that 8 does not divide
    for (int side : new int[] {32, 67, 131, 270}) {
      byte[] jpeg = encoded(waves(side, side + 3, side / 20.0), "jpg");
      byte[] png = encoded(ImageIO.read(new ByteArrayInputStream(jpeg)), "png");
      List<float[]> probabilities = ofFiles(jpeg, png).scores().get(1);
      assertArrayEquals(probabilities.get(0), probabilities.get(1), 0.01f, "side " + side);
    }
  }
}
