package org.cycleat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cycleat.nn.Parameters;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A graph with a session, whose inputs carry the values they are fed in every run. */
public final class TestGraph implements AutoCloseable {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session = new Session(graph);
  private final Map<Operand<TFloat32>, FloatNdArray> point = new LinkedHashMap<>();

  public Ops tf() {
    return tf;
  }

  public Session session() {
    return session;
  }

  public Graph graph() {
    return graph;
  }

  /** An input of a known shape. */
  public Operand<TFloat32> input(Shape shape, float... elements) {
    Operand<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    set(input, shape, elements);
    return input;
  }

  /** An input that the graph knows to be of {@code known} and that is fed as {@code shape}. */
  public Operand<TFloat32> input(Shape known, Shape shape, float... elements) {
    Operand<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(known));
    set(input, shape, elements);
    return input;
  }

  /** An input of values drawn from N(0, 1). */
  public Operand<TFloat32> normal(long seed, long... shape) {
    return input(Shape.of(shape), normals(seed, (int) Shape.of(shape).size()));
  }

  /** Feeds an operand, which may be a variable's value, with these elements from now on. */
  public void set(Operand<TFloat32> input, float... elements) {
    FloatNdArray before = point.get(input);
    set(input, before == null ? input.shape() : before.shape(), elements);
  }

  private void set(Operand<TFloat32> input, Shape shape, float... elements) {
    if (shape.size() != elements.length) {
      throw new IllegalArgumentException(shape + " does not hold " + elements.length);
    }
    point.put(input, NdArrays.wrap(shape, DataBuffers.of(elements.clone())));
  }

  /** The elements that an input is fed. */
  public float[] get(Operand<TFloat32> input) {
    return elements(point.get(input));
  }

  public Operand<TInt32> labels(int... labels) {
    return tf.constant(labels);
  }

  public Operand<TInt64> step(long step) {
    return tf.constant(step);
  }

  /** The networks' variables take their initial values. */
  public void initialize(Parameters... networks) {
    for (Parameters parameters : networks) {
      parameters.initialize(session);
    }
  }

  /** Runs operations for their effect. */
  public void run(Iterable<? extends Op> operations) {
    execute(runner -> operations.forEach(runner::addTarget), result -> null);
  }

  /** The elements of one operand. */
  public float[] value(Operand<TFloat32> operand) {
    return execute(runner -> runner.fetch(operand), result -> elements((TFloat32) result.get(0)));
  }

  /** The shape of one operand when it is run. */
  public Shape shapeOf(Operand<TFloat32> operand) {
    return execute(runner -> runner.fetch(operand), result -> result.get(0).shape());
  }

  /** {@code count} values from N(0, 1). */
  public static float[] normals(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private <T> T execute(Consumer<Session.Runner> request, Function<Result, T> answer) {
    List<TFloat32> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      point.forEach(
          (input, value) -> {
            TFloat32 tensor = TFloat32.tensorOf(value);
            fed.add(tensor);
            runner.feed(input, tensor);
          });
      request.accept(runner);
      try (Result result = runner.run()) {
        return answer.apply(result);
      }
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  private static float[] elements(FloatNdArray values) {
    float[] elements = new float[(int) values.size()];
    values.copyTo(DataBuffers.of(elements));
    return elements;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
