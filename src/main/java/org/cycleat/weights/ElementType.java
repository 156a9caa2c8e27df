package org.cycleat.weights;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.tensorflow.proto.DataType;

/** What the elements of a stored array are; the names are NumPy's. */
public enum ElementType {
  FLOAT16(2),
  /** The upper half of a float32. */
  BFLOAT16(2),
  FLOAT32(4),
  FLOAT64(8),
  BOOL(1),
  INT8(1),
  UINT8(1),
  INT16(2),
  UINT16(2),
  INT32(4),
  UINT32(4),
  INT64(8),
  /** Text and anything else that has no numbers: listed, but not read. */
  OTHER(0);

  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_BIAS = 15;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element; 0 for {@link #OTHER}. */
  public int bytes() {
    return bytes;
  }

  /** TensorFlow's type, {@link #OTHER} for strings and rarer ones. */
  static ElementType of(DataType type) {
    return switch (type) {
      case DT_HALF -> FLOAT16;
      case DT_BFLOAT16 -> BFLOAT16;
      case DT_FLOAT -> FLOAT32;
      case DT_DOUBLE -> FLOAT64;
      case DT_BOOL -> BOOL;
      case DT_INT8 -> INT8;
      case DT_UINT8 -> UINT8;
      case DT_INT16 -> INT16;
      case DT_UINT16 -> UINT16;
      case DT_INT32 -> INT32;
      case DT_UINT32 -> UINT32;
      case DT_INT64 -> INT64;
      default -> OTHER;
    };
  }

  /** Whether its elements are numbers that can be read. */
  public boolean isNumeric() {
    return this != OTHER;
  }

  /** The element at an index (not an offset), in the buffer's byte order. */
  double at(ByteBuffer buffer, int index) {
    int offset = index * bytes;
    return switch (this) {
      case FLOAT16 -> half(buffer.getShort(offset));
      case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort(offset) << 16);
      case FLOAT32 -> buffer.getFloat(offset);
      case FLOAT64 -> buffer.getDouble(offset);
      case BOOL -> buffer.get(offset) == 0 ? 0 : 1;
      case INT8 -> buffer.get(offset);
      case UINT8 -> buffer.get(offset) & 0xff;
      case INT16 -> buffer.getShort(offset);
      case UINT16 -> buffer.getShort(offset) & 0xffff;
      case INT32 -> buffer.getInt(offset);
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt(offset));
      case INT64 -> buffer.getLong(offset);
      case OTHER -> throw new UnsupportedOperationException("no numbers");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** IEEE 754 binary16; Java has a conversion of its own from version 20 on only. */
  private static double half(short bits) {
    int exponent = bits >> HALF_FRACTION_BITS & 0x1f;
    int fraction = bits & 0x3ff;
    double sign = bits < 0 ? -1 : 1;
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double significand = fraction + (exponent == 0 ? 0 : 1 << HALF_FRACTION_BITS);
    return sign * Math.scalb(significand, Math.max(exponent, 1) - HALF_BIAS - HALF_FRACTION_BITS);
  }
}
