package org.cycleat.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.UserException;
import org.tensorflow.ndarray.Shape;

/**
 * A {@code .safetensors} file: the length of a JSON header, the header, and the arrays. Format: <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
public final class SafetensorsFile implements WeightFile {

  /** The format's own limit. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final Map<String, Part> parts;

  /** An array and the offset of its first byte in the file. */
  private record Part(Entry entry, long offset, long length) {}

  private SafetensorsFile(Path file, Map<String, Part> parts) {
    this.file = file;
    this.parts = parts;
  }

  /**
   * Reads the header.
   *
   * @throws UserException where it is damaged
   */
  public static SafetensorsFile open(Path file) {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      long size = Files.size(file);
      long length = size < Long.BYTES ? -1 : Long.reverseBytes(in.readLong());
      if (length < 2 || length > Math.min(MAX_HEADER_BYTES, size - Long.BYTES)) {
        throw damaged(file, "expected its header's length first, found %d".formatted(length));
      }
      JsonNode header = JSON.readTree(in.readNBytes((int) length));
      if (!header.isObject()) {
        throw damaged(file, "its header is no object");
      }
      Map<String, Part> parts = new LinkedHashMap<>();
      for (var named : header.properties()) {
        if (!named.getKey().equals(METADATA)) {
          Part part = part(named.getValue(), Long.BYTES + length);
          if (part == null || part.offset() > size - part.length()) {
            throw damaged(
                file,
                "'%s' is not described as an array within the file".formatted(named.getKey()));
          }
          parts.put(named.getKey(), part);
        }
      }
      return new SafetensorsFile(file, parts);
    } catch (JsonProcessingException e) {
      throw damaged(file, "its header is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UserException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static UserException damaged(Path file, String what) {
    return new UserException(
        "%s is not a readable safetensors file: %s; copy it anew"
            .formatted(file, Printable.of(what)));
  }

  /** Null where the description does not hold together. */
  private static Part part(JsonNode described, long base) {
    JsonNode offsets = described.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    JsonNode sizes = described.path("shape");
    ElementType type = type(described.path("dtype").asText());
    if (!sizes.isArray() || begin < 0 || end < begin || end > Long.MAX_VALUE - base) {
      return null;
    }
    long[] dimensions = new long[sizes.size()];
    long bytes = Math.max(1, type.bytes());
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = sizes.get(i).asLong(-1);
      if (dimensions[i] < 0 || Math.multiplyHigh(bytes, dimensions[i]) != 0) {
        return null;
      }
      bytes *= dimensions[i];
    }
    if (bytes < 0 || (type.isNumeric() && bytes != end - begin)) {
      return null;
    }
    return new Part(new Entry(type, Shape.of(dimensions)), base + begin, end - begin);
  }

  private static ElementType type(String name) {
    return switch (name) {
      case "F16" -> ElementType.FLOAT16;
      case "BF16" -> ElementType.BFLOAT16;
      case "F32" -> ElementType.FLOAT32;
      case "F64" -> ElementType.FLOAT64;
      case "BOOL" -> ElementType.BOOL;
      case "I8" -> ElementType.INT8;
      case "U8" -> ElementType.UINT8;
      case "I16" -> ElementType.INT16;
      case "U16" -> ElementType.UINT16;
      case "I32" -> ElementType.INT32;
      case "U32" -> ElementType.UINT32;
      case "I64" -> ElementType.INT64;
      default -> ElementType.OTHER;
    };
  }

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    parts.forEach((name, part) -> entries.put(name, part.entry()));
    return Collections.unmodifiableMap(entries);
  }

  @Override
  public WeightArray read(String name) {
    Part part = parts.get(name);
    if (part == null || !part.entry().type().isNumeric()) {
      throw new IllegalArgumentException("no array of numbers " + name + " in " + file);
    }
    var bytes = StoredBytes.map(file, part.offset(), part.length(), name);
    return new WeightArray(
        part.entry().type(), part.entry().shape(), bytes.order(ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public void close() {}
}
