package org.cycleat.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.cycleat.weights.ElementType;
import org.cycleat.weights.WeightArray;
import org.cycleat.weights.WeightFile;
import org.tensorflow.ndarray.Shape;

/** A file of weights in memory. */
final class FakeFile implements WeightFile {
  private final Map<String, WeightArray> arrays = new LinkedHashMap<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Adds an array whose elements are 0, 1, 2, ... */
  FakeFile with(String name, long... shape) {
    int size = (int) Shape.of(shape).size();
    float[] values = new float[size];
    IntStream.range(0, size).forEach(i -> values[i] = i);
    return with(name, WeightArray.of(Shape.of(shape), values));
  }

  FakeFile with(String name, WeightArray array) {
    arrays.put(name, array);
    entries.put(name, new Entry(array.type(), array.shape()));
    return this;
  }

  FakeFile withText(String name) {
    entries.put(name, new Entry(ElementType.OTHER, Shape.scalar()));
    return this;
  }

  @Override
  public String format() {
    return "fake";
  }

  @Override
  public Map<String, Entry> entries() {
    return entries;
  }

  @Override
  public WeightArray read(String name) {
    return arrays.get(name);
  }

  @Override
  public void close() {}
}
