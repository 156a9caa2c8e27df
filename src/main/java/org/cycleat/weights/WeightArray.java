package org.cycleat.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.layout.DataLayouts;

/**
 * An array as a file holds it.
 *
 * @param type of its elements, numeric
 * @param shape its fixed shape; a scalar has none
 * @param bytes the elements in row-major order, in the buffer's own byte order
 */
public record WeightArray(ElementType type, Shape shape, ByteBuffer bytes) {
  private static final float LARGEST_HALF = 65504;

  /**
   * @throws IllegalArgumentException where the elements are no numbers, or not as many as the shape
   *     says
   */
  public WeightArray {
    if (!type.isNumeric()) {
      throw new IllegalArgumentException("an array of numbers was expected");
    }
    if (shape.hasUnknownDimension() || shape.size() * type.bytes() != bytes.remaining()) {
      throw new IllegalArgumentException(
          "%d bytes do not hold %s of %s".formatted(bytes.remaining(), type, shape));
    }
    bytes = bytes.slice().order(bytes.order());
  }

  /** An array of float32. */
  public static WeightArray of(Shape shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new WeightArray(ElementType.FLOAT32, shape, bytes);
  }

  /** An array of float16, rounded; of float32 where one of the values is out of float16's range. */
  public static WeightArray ofHalves(Shape shape, float[] values) {
    for (float value : values) {
      if (!(Math.abs(value) <= LARGEST_HALF)) {
        return of(shape, values);
      }
    }
    short[] bits = new short[values.length];
    FloatDataBuffer halves = DataLayouts.FLOAT16.applyTo(DataBuffers.of(bits, false, false));
    halves.write(values);
    ByteBuffer bytes =
        ByteBuffer.allocate(bits.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(bits);
    return new WeightArray(ElementType.FLOAT16, shape, bytes);
  }

  /** How many elements it has. */
  public int size() {
    return (int) shape.size();
  }

  /** The elements in row-major order, rounded to float32 where they are of another type. */
  public float[] floats() {
    float[] values = new float[size()];
    if (type == ElementType.FLOAT32) {
      bytes.duplicate().order(bytes.order()).asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) type.at(bytes, i);
    }
    return values;
  }

  /** The element at an index in row-major order. */
  public double at(int index) {
    return type.at(bytes, index);
  }
}
