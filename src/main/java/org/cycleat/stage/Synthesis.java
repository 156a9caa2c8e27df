package org.cycleat.stage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.cycleat.PngBytes;
import org.cycleat.UserException;
import org.cycleat.WholeFile;
import org.cycleat.data.OnePass;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.device.Device;
import org.cycleat.model.Generator;
import org.cycleat.nn.Pass;
import org.cycleat.train.Checkpoint;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.dtypes.Cast;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/** Translates images one way by a trained generator, and writes them as PNG. */
public final class Synthesis implements AutoCloseable {

  /** Names the file of a translated sample. */
  @FunctionalInterface
  public interface Naming {
    Path fileOf(int index, Sample sample);
  }

  /** The column of a translated sample that says which file it was made of. */
  static final String SOURCE = "source";

  private final Graph graph = new Graph();
  private final Session session;
  private final OnePass input;
  private final Cast<TUint8> pixels;

  /**
   * @param name the generator, {@code g_SW} or {@code g_WS}
   * @param checkpoint that its training wrote
   */
  public Synthesis(
      Device device, Networks networks, String name, Path checkpoint, Pipeline pipeline) {
    Ops tf = Ops.create(graph);
    session = device.session(graph);
    input = OnePass.over(tf, pipeline);
    Generator generator = networks.generator(tf, name);
    var translated = generator.apply(Pass.inference(tf), input.images()); // [N, S, S, 3]
    var levels = tf.math.mul(tf.math.add(translated, tf.constant(1f)), tf.constant(127.5f));
    pixels = tf.dtypes.cast(tf.math.round(levels), TUint8.class);
    Checkpoint.of(tf, generator.parameters()).restore(session, checkpoint);
  }

  /** Translates every sample of the manifest; files that exist are written again. */
  public Manifest translate(Manifest manifest, Naming naming, IntConsumer progress) {
    List<Sample> written = new ArrayList<>();
    int batches = input.start(session, manifest);
    for (int b = 0; b < batches; b++) {
      try (Result result = session.runner().fetch(pixels).fetch(input.indices()).run()) {
        TUint8 images = (TUint8) result.get(0);
        TInt64 indices = (TInt64) result.get(1);
        byte[] bytes = new byte[Math.toIntExact(images.size())];
        images.asRawTensor().data().read(bytes);
        int side = (int) images.shape().get(1);
        int length = side * side * 3;
        List<Sample> batch =
            IntStream.range(0, (int) indices.size())
                .parallel()
                .mapToObj(
                    i -> {
                      int index = (int) indices.getLong(i);
                      Sample sample = manifest.samples().get(index);
                      Path file = naming.fileOf(index, sample);
                      write(bytes, i * length, side, file);
                      return sample.with(SOURCE, sample.path().toString()).at(file);
                    })
                .toList();
        written.addAll(batch);
      }
      progress.accept(written.size());
    }
    return manifest.with(written);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static void write(byte[] rgb, int offset, int side, Path file) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int[] packed = new int[side * side];
    for (int p = 0, from = offset; p < packed.length; p++, from += 3) {
      packed[p] = (rgb[from] & 0xff) << 16 | (rgb[from + 1] & 0xff) << 8 | (rgb[from + 2] & 0xff);
    }
    image.setRGB(0, 0, side, side, packed, 0, side);
    try {
      WholeFile.write(file, PngBytes.of(image));
    } catch (IOException e) {
      throw UserException.cannotWrite(file, e);
    }
  }
}
