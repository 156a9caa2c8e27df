package org.cycleat.weights;

import java.io.Closeable;
import java.util.Map;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/** Named arrays in a file, or in the files of one checkpoint. */
public interface WeightFile extends Closeable {

  /** What an array is, without reading it. */
  record Entry(ElementType type, Shape shape) {}

  /** The format in words, such as "TensorFlow checkpoint". */
  String format();

  /** The arrays by name, in the order of the file. */
  Map<String, Entry> entries();

  /**
   * Reads an array of numbers.
   *
   * @throws UserException where the file is damaged there
   * @throws IllegalArgumentException where there is no array of numbers of that name
   */
  WeightArray read(String name);

  @Override
  void close();
}
