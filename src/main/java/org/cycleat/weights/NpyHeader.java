package org.cycleat.weights;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/**
 * The header of a NumPy array: a Python dictionary as text, of which only what NumPy itself writes
 * is accepted. Format, versions 1.0 to 3.0: <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 *
 * @param order of the elements' bytes
 * @param columnMajor whether the first index runs fastest (Fortran's order)
 * @param length in bytes of all before the elements
 */
record NpyHeader(ElementType type, ByteOrder order, boolean columnMajor, Shape shape, int length) {

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** An array of 32 dimensions, NumPy's limit, has a header of some hundred bytes. */
  private static final int MAX_TEXT_BYTES = 1 << 16;

  private static final int MAX_DIMENSIONS = 64;

  private static final Pattern ITEM =
      Pattern.compile("\\G\\s*'(\\w+)'\\s*:\\s*('[^']*'|\\w+|\\([^()]*\\)|\\[.*])\\s*(?:,|$)");

  private static final Map<String, ElementType> TYPES =
      Map.ofEntries(
          entry("f2", ElementType.FLOAT16),
          entry("f4", ElementType.FLOAT32),
          entry("f8", ElementType.FLOAT64),
          entry("b1", ElementType.BOOL),
          entry("i1", ElementType.INT8),
          entry("u1", ElementType.UINT8),
          entry("i2", ElementType.INT16),
          entry("u2", ElementType.UINT16),
          entry("i4", ElementType.INT32),
          entry("u4", ElementType.UINT32),
          entry("i8", ElementType.INT64));

  /** How many bytes the elements take, as the header claims; -1 where it does not say. */
  long dataBytes() {
    return type.isNumeric() ? shape.size() * type.bytes() : -1;
  }

  /**
   * Reads a header and leaves the stream at the first element.
   *
   * @param name of the array in messages, with its file
   * @throws UserException where it is none, or that of a pickle
   */
  static NpyHeader read(InputStream in, String name) throws IOException {
    ByteBuffer start = exactly(in, MAGIC.length + 2, name);
    byte[] magic = new byte[MAGIC.length];
    start.get(magic);
    int version = start.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw malformed(name, "it does not begin as one of version 1 to 3 does");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer size = exactly(in, lengthBytes, name);
    long length = version == 1 ? size.getShort() & 0xffff : Integer.toUnsignedLong(size.getInt());
    if (length > MAX_TEXT_BYTES) {
      throw malformed(name, "its header claims %d bytes".formatted(length));
    }
    String text = StandardCharsets.UTF_8.decode(exactly(in, (int) length, name)).toString().strip();
    return parse(text, name, start.limit() + lengthBytes + (int) length);
  }

  private static ByteBuffer exactly(InputStream in, int length, String name) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw malformed(name, "it ends within its header");
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NpyHeader parse(String text, String name, int length) {
    Map<String, String> items = items(text, name);
    String order = items.get("fortran_order");
    if (!order.equals("True") && !order.equals("False")) {
      throw malformed(name, "its fortran_order is " + order);
    }
    String descr = items.get("descr");
    // '|O' alone, or a field of such within a structure
    if (descr.contains("'|O")) {
      throw Pickle.refused(name);
    }
    if (!descr.startsWith("'") && !descr.startsWith("[")) {
      throw malformed(name, "its descr is " + descr);
    }
    ElementType type =
        descr.matches("'[<>|].*'")
            ? TYPES.getOrDefault(descr.substring(2, descr.length() - 1), ElementType.OTHER)
            : ElementType.OTHER;
    if (type.bytes() > 1 && descr.charAt(1) == '|') {
      throw malformed(name, "its descr %s has no byte order".formatted(descr));
    }
    ByteOrder bytes = descr.startsWith("'>") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Shape shape = shape(items.get("shape"), type, name);
    return new NpyHeader(type, bytes, order.equals("True"), shape, length);
  }

  private static Map<String, String> items(String text, String name) {
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw malformed(name, "its header is no dictionary");
    }
    String inner = text.substring(1, text.length() - 1).strip();
    Map<String, String> items = new HashMap<>();
    Matcher item = ITEM.matcher(inner);
    int end = 0;
    while (item.find()) {
      items.put(item.group(1), item.group(2));
      end = item.end();
    }
    if (end < inner.length()
        || items.size() != 3
        || !items.keySet().containsAll(Arrays.asList("descr", "fortran_order", "shape"))) {
      throw malformed(name, "its header is not one of descr, fortran_order and shape");
    }
    return items;
  }

  /** Python 2 ends long numbers with an L; a tuple of one has a comma behind it. */
  private static Shape shape(String tuple, ElementType type, String name) {
    String inner = tuple.replaceFirst("^\\((.*)\\)$", "$1").strip();
    String[] numbers = inner.isEmpty() ? new String[0] : inner.split(",", MAX_DIMENSIONS + 1);
    int count = numbers.length;
    if (count > 1 && numbers[count - 1].isBlank()) {
      count--;
    } else if (count == 1) {
      throw malformed(name, "its shape is " + inner);
    }
    try {
      long[] dimensions = new long[count];
      long bytes = Math.max(1, type.bytes());
      for (int i = 0; i < count; i++) {
        String number = numbers[i].strip();
        if (!number.matches("\\d{1,18}L?")) {
          throw malformed(name, "its shape holds '%s'".formatted(number));
        }
        dimensions[i] = Long.parseLong(number.replace("L", ""));
        bytes = Math.multiplyExact(bytes, dimensions[i]);
      }
      return Shape.of(dimensions);
    } catch (ArithmeticException e) {
      throw malformed(name, "its shape (%s) has more elements than can be".formatted(inner));
    }
  }

  private static UserException malformed(String name, String what) {
    return new UserException(
        "%s is not a readable NumPy array: %s; save it anew with numpy.save"
            .formatted(name, Printable.of(what)));
  }
}
