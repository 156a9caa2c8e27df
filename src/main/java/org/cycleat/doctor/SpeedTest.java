package org.cycleat.doctor;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.device.Device;
import org.cycleat.device.TensorFloat32;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Measures a matrix product and a convolution, for a while each. */
final class SpeedTest {
  /**
   * How large the operations are: enough to fill the processor, and little enough for its memory.
   *
   * @param side of the square matrices
   * @param images in a batch of 64 x 64 pixels
   * @param channels in and out of a convolution of 3 x 3
   */
  record Sizes(int side, int images, int channels) {
    static final Sizes CPU = new Sizes(1024, 8, 64);
    static final Sizes GPU = new Sizes(4096, 64, 256);
  }

  private static final int PIXELS = 64;
  private static final int KERNEL = 3;

  /** Runs of the operation in one step of the session, whose own cost is then small. */
  private static final int IN_A_ROW = 4;

  private final Device device;
  private final String name;
  private final Sizes sizes;
  private final Duration each;
  private final Consumer<Speed> report;

  /**
   * @param name CPU or GPU
   * @param each how long an operation is repeated in each precision
   */
  SpeedTest(Device device, String name, Sizes sizes, Duration each, Consumer<Speed> report) {
    this.device = device;
    this.name = name;
    this.sizes = sizes;
    this.each = each;
    this.report = report;
  }

  /** Everything that the processor computes in. */
  void run() {
    boolean isGpu = name.equals("GPU");
    boolean isSwitched = isGpu && TensorFloat32.enable(false);
    measure(isGpu && !isSwitched ? "tf32" : "float32", TFloat32.class);
    if (isSwitched) {
      TensorFloat32.enable(true);
      measure("tf32", TFloat32.class);
    }
    if (isGpu) {
      measure("float16", TFloat16.class);
    }
    measure("bfloat16", TBfloat16.class);
  }

  private <T extends TNumber> void measure(String precision, Class<T> type) {
    measure("matrix product", precision, tf -> product(tf, type));
    measure("convolution", precision, tf -> convolution(tf, type));
  }

  /** A graph of one operation, repeated. */
  private record Work(Operand<?> result, List<Op> initializers, double flops) {}

  @FunctionalInterface
  private interface Builder {
    Work build(Ops tf);
  }

  private void measure(String operation, String precision, Builder builder) {
    try (Graph graph = new Graph();
        Session session = device.session(graph)) {
      var where =
          DeviceSpec.newBuilder()
              .deviceType(DeviceSpec.DeviceType.valueOf(name))
              .deviceIndex(0)
              .build();
      Work work = builder.build(Ops.create(graph).withDevice(where));
      work.initializers().forEach(session::run);
      report.accept(new Speed(name, operation, precision, flops(session, work), ""));
    } catch (RuntimeException e) { // TensorFlow's exceptions have no nearer class in common
      report.accept(new Speed(name, operation, precision, Double.NaN, UserException.reason(e)));
    }
  }

  /** The first run, which prepares the graph and chooses algorithms, does not count. */
  private double flops(Session session, Work work) {
    session.runner().addTarget(work.result()).run().close();
    long start = System.nanoTime();
    long taken;
    int runs = 0;
    do {
      session.runner().addTarget(work.result()).run().close();
      runs++;
      taken = System.nanoTime() - start;
    } while (taken < each.toNanos());
    return work.flops() * runs / (taken / 1e9);
  }

  private <T extends TNumber> Work product(Ops tf, Class<T> type) {
    long side = sizes.side();
    Stored<T> left = stored(tf, type, "left", Shape.of(side, side), 1);
    Stored<T> right = stored(tf, type, "right", Shape.of(side, side), side);
    Operand<T> result = left.value();
    for (int i = 0; i < IN_A_ROW; i++) {
      result = tf.linalg.matMul(result, right.value());
    }
    return new Work(
        result, List.of(left.assign(), right.assign()), 2.0 * side * side * side * IN_A_ROW);
  }

  private <T extends TNumber> Work convolution(Ops tf, Class<T> type) {
    long channels = sizes.channels();
    Stored<T> images =
        stored(tf, type, "images", Shape.of(sizes.images(), PIXELS, PIXELS, channels), 1);
    Stored<T> kernel =
        stored(
            tf,
            type,
            "kernel",
            Shape.of(KERNEL, KERNEL, channels, channels),
            KERNEL * KERNEL * channels);
    Operand<T> result = images.value();
    for (int i = 0; i < IN_A_ROW; i++) {
      result = tf.nn.conv2d(result, kernel.value(), List.of(1L, 1L, 1L, 1L), "SAME");
    }
    double pixels = (double) sizes.images() * PIXELS * PIXELS;
    return new Work(
        result,
        List.of(images.assign(), kernel.assign()),
        2.0 * pixels * KERNEL * KERNEL * channels * channels * IN_A_ROW);
  }

  /** A variable's value, and what initializes it. */
  private record Stored<T extends TNumber>(Operand<T> value, Op assign) {}

  /** Random values, so divided that sums of {@code summed} products stay of the same size. */
  private static <T extends TNumber> Stored<T> stored(
      Ops tf, Class<T> type, String name, Shape shape, long summed) {
    // Without names of their own all variables of a session are one.
    VarHandleOp handle = tf.varHandleOp(type, shape, VarHandleOp.sharedName(name));
    var normal =
        tf.random.statelessRandomNormal(
            tf.constant(shape.asArray()), tf.constant(new long[] {1, 2}));
    var scaled = tf.math.mul(normal, tf.constant((float) (1 / Math.sqrt((double) summed))));
    Op assign = tf.assignVariableOp(handle, tf.dtypes.cast(scaled, type));
    return new Stored<>(tf.readVariableOp(handle, type), assign);
  }
}
