package org.cycleat.nn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The ordered, named variables of one network: the unit that is optimised, frozen, counted and
 * checkpointed.
 *
 * <p>Names are Keras's within the network ({@code conv1_conv/kernel}); the network's own name, such
 * as {@code g_SW}, keeps networks of one graph apart.
 */
public final class Parameters {
  private final Ops tf;
  private final String network;
  private final long seed;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private List<String> kerasLayers = List.of();

  /**
   * @param tf where the variables are made
   * @param network the network's name, unique in its graph
   * @param seed of the initial values; each variable draws from its own stream, so adding a layer
   *     leaves the others' values as they were
   */
  public Parameters(Ops tf, String network, long seed) {
    this.tf = tf.withSubScope(network);
    this.network = network;
    this.seed = seed;
  }

  public String network() {
    return network;
  }

  /** A variable that an optimiser may move. */
  public Variable trainable(String name, Shape shape, Initializer initializer) {
    return add(name, shape, true, initializer);
  }

  /** A variable that only the forward passes move, such as a moving average. */
  public Variable statistic(String name, Shape shape, float initial) {
    return add(name, shape, false, Initializer.constant(initial));
  }

  /** All variables, in the order in which the layers made them. */
  public Collection<Variable> all() {
    return variables.values();
  }

  public List<Variable> trainable() {
    return variables.values().stream().filter(Variable::trainable).toList();
  }

  /**
   * The variable of that name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public Variable get(String name) {
    Variable found = variables.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s has no parameter %s; it has %s".formatted(network, name, variables.keySet()));
    }
    return found;
  }

  /** The variables of the last layer, which gives the network's outputs. */
  public List<Variable> lastLayer() {
    List<String> names = List.copyOf(variables.keySet());
    String last = names.get(names.size() - 1);
    String layer = last.substring(0, last.lastIndexOf('/') + 1);
    return variables.values().stream().filter(v -> v.name().startsWith(layer)).toList();
  }

  /** How many numbers the trainable variables hold. */
  public long trainableCount() {
    return trainable().stream().mapToLong(v -> v.shape().size()).sum();
  }

  /** How many numbers all variables hold, moving statistics included. */
  public long count() {
    return variables.values().stream().mapToLong(v -> v.shape().size()).sum();
  }

  /**
   * Says which layers, those without variables included, the same network has in Keras, in the
   * order of its {@code Model.layers}: object-based checkpoints address a layer by its place there.
   */
  public void describe(List<String> layers) {
    kerasLayers = List.copyOf(layers);
  }

  /** What {@link #describe} was told, or nothing. */
  public List<String> kerasLayers() {
    return kerasLayers;
  }

  /** Gives every variable its initial value. */
  public void initialize(Session session) {
    List<Op> initializers = new ArrayList<>();
    variables.values().forEach(v -> initializers.add(v.initializer()));
    session.run(tf.withControlDependencies(initializers).noOp());
  }

  private Variable add(String name, Shape shape, boolean trainable, Initializer initializer) {
    if (variables.containsKey(name)) {
      throw new IllegalArgumentException("%s has two parameters %s".formatted(network, name));
    }
    String full = network + "/" + name;
    // Named one by one: a sub-scope for each would read the names of the whole graph each time.
    String label = name.replace('/', '_');
    VarHandleOp handle =
        tf.withName(label).varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(full));
    var stream = tf.constant(new long[] {seed, hash(full)});
    Variable variable =
        new Variable(
            name,
            shape,
            trainable,
            handle,
            tf.withName(label + "_value").readVariableOp(handle, TFloat32.class),
            tf.withName(label + "_initial")
                .assignVariableOp(handle, initializer.initial(tf, shape, stream)));
    variables.put(name, variable);
    return variable;
  }

  /** FNV-1a, 64 bits: String.hashCode collides on names that differ in two letters. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
