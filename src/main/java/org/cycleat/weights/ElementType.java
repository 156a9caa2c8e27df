package org.cycleat.weights;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.tensorflow.proto.DataType;

/** What the elements of a stored array are; the names are NumPy's. */
public enum ElementType {
  FLOAT16(2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return half(bytes.getShort(2 * index));
    }
  },
  /** The upper half of a float32. */
  BFLOAT16(2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return Float.intBitsToFloat(bytes.getShort(2 * index) << 16);
    }
  },
  FLOAT32(4) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getFloat(4 * index);
    }
  },
  FLOAT64(8) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getDouble(8 * index);
    }
  },
  BOOL(1) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.get(index) == 0 ? 0 : 1;
    }
  },
  INT8(1) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.get(index);
    }
  },
  UINT8(1) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.get(index) & 0xff;
    }
  },
  INT16(2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getShort(2 * index);
    }
  },
  UINT16(2) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getShort(2 * index) & 0xffff;
    }
  },
  INT32(4) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getInt(4 * index);
    }
  },
  UINT32(4) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return Integer.toUnsignedLong(bytes.getInt(4 * index));
    }
  },
  INT64(8) {
    @Override
    double at(ByteBuffer bytes, int index) {
      return bytes.getLong(8 * index);
    }
  },
  /** Text and anything else that has no numbers: listed, but not read. */
  OTHER(0) {
    @Override
    double at(ByteBuffer bytes, int index) {
      throw new UnsupportedOperationException("no numbers");
    }
  };

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

  public boolean isNumeric() {
    return this != OTHER;
  }

  /** The element at an index (not an offset), in the buffer's byte order. */
  abstract double at(ByteBuffer bytes, int index);

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
