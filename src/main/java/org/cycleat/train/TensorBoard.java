package org.cycleat.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Writes events for TensorBoard through TensorFlow's summary operations, in a graph of its own so
 * that training graphs stay free of them.
 */
public final class TensorBoard implements AutoCloseable {
  private static final int QUEUED_EVENTS = 100;
  private static final int FLUSH_MILLIS = 10_000;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TInt64> step;
  private final Placeholder<TString> text;
  private final Placeholder<TFloat32> value;
  private final Placeholder<TUint8> pixels;
  private final Op scalar;
  private final Op image;
  private final Op event;
  private final Op flush;
  private final Op close;

  /**
   * @param folder gets a new event file
   * @param resumed the step that a run resumes at; TensorBoard then drops what an earlier file says
   *     of later steps. 0 for a new run
   */
  public TensorBoard(Path folder, long resumed) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw UserException.cannotWrite(folder, e);
    }
    Ops tf = Ops.create(graph);
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    text = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    value = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    pixels = tf.placeholder(TUint8.class);
    SummaryWriter writer = tf.summary.summaryWriter(SummaryWriter.sharedName("events"));
    Op open =
        tf.summary.createSummaryFileWriter(
            writer,
            tf.constant(folder.toString()),
            tf.constant(QUEUED_EVENTS),
            tf.constant(FLUSH_MILLIS),
            tf.constant(".cycleat"));
    scalar = tf.summary.writeScalarSummary(writer, step, text, value);
    var badColour = tf.dtypes.cast(tf.constant(new int[] {0, 0, 0}), TUint8.class);
    image = tf.summary.writeImageSummary(writer, step, text, pixels, badColour);
    event = tf.summary.importEvent(writer, text);
    flush = tf.summary.flushSummaryWriter(writer);
    close = tf.summary.closeSummaryWriter(writer);
    session = Device.besides().session(graph);
    session.run(open);
    if (resumed > 0) {
      startAt(resumed + 1);
    }
  }

  public void scalar(long atStep, String tag, float number) {
    try (TFloat32 fed = TFloat32.scalarOf(number)) {
      write(scalar, atStep, tag, value, fed);
    }
  }

  public void image(long atStep, String tag, BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] rgb = picture.getRGB(0, 0, width, height, null, 0, width);
    byte[] bytes = new byte[rgb.length * 3];
    for (int i = 0; i < rgb.length; i++) {
      bytes[3 * i] = (byte) (rgb[i] >> 16);
      bytes[3 * i + 1] = (byte) (rgb[i] >> 8);
      bytes[3 * i + 2] = (byte) rgb[i];
    }
    Shape shape = Shape.of(1, height, width, 3);
    try (TUint8 fed = TUint8.tensorOf(shape, DataBuffers.of(bytes, true, false))) {
      write(image, atStep, tag, pixels, fed);
    }
  }

  /** Brings all events to the file. */
  public void flush() {
    session.run(flush);
  }

  @Override
  public void close() {
    session.run(close);
    session.close();
    graph.close();
  }

  private void write(Op op, long atStep, String tag, Operand<?> input, Tensor fed) {
    try (TInt64 fedStep = TInt64.scalarOf(atStep);
        TString fedTag = TString.scalarOf(tag)) {
      session
          .runner()
          .feed(step, fedStep)
          .feed(text, fedTag)
          .feed(input, fed)
          .addTarget(op)
          .run()
          .close();
    }
  }

  private void startAt(long first) {
    SessionLog log = SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START).build();
    byte[] bytes =
        Event.newBuilder()
            .setWallTime(System.currentTimeMillis() / 1000.0)
            .setStep(first)
            .setSessionLog(log)
            .build()
            .toByteArray();
    try (TString fed = TString.tensorOfBytes(NdArrays.scalarOfObject(bytes))) {
      session.runner().feed(text, fed).addTarget(event).run().close();
    }
  }
}
