package org.cycleat.export;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The operations by which a session saves and a SavedModel restores, under the names that
 * TensorFlow looks for: its own would know only the variables of its framework, not resource
 * variables.
 *
 * <p>Fed with the prefix of a V2 checkpoint as {@value #FILE}, {@value #SAVE} writes it and {@value
 * #RESTORE} reads it; variables have their names within the network.
 */
final class SaverOperations {
  static final String FILE = "save/filename";
  static final String SAVE = "save/control_dependency";
  static final String RESTORE = "save/restore_all";

  private SaverOperations() {}

  /** Defines them in a graph, once. */
  static void add(Ops tf, Parameters network) {
    Ops save = tf.withSubScope("save");
    List<Variable> variables = List.copyOf(network.all());
    var file =
        save.withName("filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    String[] stored = variables.stream().map(Variable::name).toArray(String[]::new);
    Operand<TString> names = save.array(stored);
    var slices = save.fill(save.array(variables.size()), save.constant(""));
    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Variable variable : variables) {
      values.add(variable.value());
      types.add(TFloat32.class);
    }
    Op saved = save.train.save(file, names, slices, values);
    save.withName("control_dependency").withControlDependencies(saved).identity(file);
    var restored = save.train.restore(file, names, slices, types);
    List<Op> assignments = new ArrayList<>();
    for (int v = 0; v < variables.size(); v++) {
      assignments.add(save.assignVariableOp(variables.get(v).handle(), restored.tensors().get(v)));
    }
    save.withName("restore_all").withControlDependencies(assignments).noOp();
  }
}
