/**
 * Where TensorFlow would run the operations of a graph on a machine with one GPU, told on a machine
 * without: by the kernels that TensorFlow's build for GPUs registers and the rules of its placer.
 */
package org.cycleat.placement;
