package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.AssignVariableOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * One float32 resource variable of a network.
 *
 * @param name its name within the network, as Keras names it: {@code conv1_conv/kernel}
 * @param shape its fixed shape
 * @param trainable false for moving statistics, which no optimiser moves
 * @param handle the resource
 * @param value the value read once at the start of a step, the point at which gradients are taken
 * @param initializer assigns the initial value
 */
public record Variable(
    String name,
    Shape shape,
    boolean trainable,
    Operand<? extends TType> handle,
    Operand<TFloat32> value,
    AssignVariableOp initializer) {}
