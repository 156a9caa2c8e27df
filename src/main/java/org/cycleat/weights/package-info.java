/**
 * Files of named arrays, as weights are kept in: TensorFlow's checkpoints, Keras's HDF5 files, and
 * NumPy's. None of it needs TensorFlow's runtime.
 */
package org.cycleat.weights;
