package org.cycleat.transfer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.nn.Variable;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Gives variables values that are fed. */
public final class Assignments {

  /** Values at once; a run has a price of its own, and small parameters are many. */
  private static final long AT_ONCE = 1L << 22;

  private record Assignment(Shape shape, Placeholder<TFloat32> value, Op operation) {}

  private final Map<String, Assignment> assignments = new LinkedHashMap<>();

  /** For variables of one network. */
  public Assignments(Ops tf, Collection<Variable> variables) {
    for (Variable variable : variables) {
      Placeholder<TFloat32> value =
          tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
      Op operation = tf.assignVariableOp(variable.handle(), value);
      assignments.put(variable.name(), new Assignment(variable.shape(), value, operation));
    }
  }

  /** Begins to take values for a session. */
  public Pending in(Session session) {
    return new Pending(session);
  }

  /** Values on their way into the variables. */
  public final class Pending implements AutoCloseable {
    private final Session session;
    private final Map<Assignment, TFloat32> tensors = new LinkedHashMap<>();
    private long waiting;

    private Pending(Session session) {
      this.session = session;
    }

    /** Takes the values of a variable, in row-major order. */
    public void assign(String name, float[] values) {
      Assignment assignment = assignments.get(name);
      tensors.put(assignment, TFloat32.tensorOf(assignment.shape(), DataBuffers.of(values)));
      waiting += values.length;
      if (waiting >= AT_ONCE) {
        flush();
      }
    }

    /** Assigns what waits. */
    public void flush() {
      if (!tensors.isEmpty()) {
        Session.Runner runner = session.runner();
        tensors.forEach(
            (assignment, tensor) ->
                runner.feed(assignment.value(), tensor).addTarget(assignment.operation()));
        runner.run().close();
      }
      close();
    }

    @Override
    public void close() {
      tensors.values().forEach(TFloat32::close);
      tensors.clear();
      waiting = 0;
    }
  }
}
