package org.cycleat.nn;

/**
 * Where a layer makes its variables and how it starts them.
 *
 * @param parameters the network's
 * @param weights the initial values of kernels; biases start at zero
 */
public record Scope(Parameters parameters, Initializer weights) {}
