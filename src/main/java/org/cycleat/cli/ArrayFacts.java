package org.cycleat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cycleat.weights.WeightFile;
import org.tensorflow.ndarray.Shape;

/** Facts about arrays, as the checkpoint commands print them. */
final class ArrayFacts {
  private static final JsonMapper JSON = new JsonMapper();

  private ArrayFacts() {}

  static String shape(Shape shape) {
    return Arrays.toString(shape.asArray());
  }

  static long bytes(WeightFile.Entry entry) {
    return entry.shape().size() * entry.type().bytes();
  }

  /** The facts that every object of {@code --json} begins with. */
  static Map<String, Object> of(String name, WeightFile.Entry entry) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", name);
    facts.put("shape", entry.shape().asArray());
    facts.put("type", entry.type().toString());
    return facts;
  }

  /** One line; JSON has no NaN and no infinity: they become text. */
  static String json(Map<String, Object> facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts that are no JSON: " + facts, e);
    }
  }
}
