package org.cycleat.render.mesh;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a VRML file. Compared by identity: USE names a node again, and does not copy it.
 *
 * <p>The getters give what a field holds, checked; a field that is absent or empty gives the
 * default.
 */
final class VrmlNode {
  private final String type;
  private final Place place;
  private final Map<String, VrmlValue> fields;

  VrmlNode(String type, Place place, Map<String, VrmlValue> fields) {
    this.type = type;
    this.place = place;
    this.fields = fields;
  }

  String type() {
    return type;
  }

  Place place() {
    return place;
  }

  /** A node of the given type. */
  Optional<VrmlNode> node(String field, String expected) {
    List<VrmlNode> nodes = nodes(field);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    VrmlNode node = nodes.get(0);
    if (nodes.size() > 1 || !node.type.equals(expected)) {
      throw wrong(field, "one " + expected, nodes.size() > 1 ? "several nodes" : node.type);
    }
    return Optional.of(node);
  }

  List<VrmlNode> nodes(String field) {
    VrmlValue value = fields.get(field);
    if (value == null || value instanceof VrmlValue.Empty) {
      return List.of();
    }
    if (value instanceof VrmlValue.Nodes nodes) {
      return nodes.values();
    }
    throw wrong(field, "nodes", value);
  }

  List<String> strings(String field) {
    VrmlValue value = fields.get(field);
    if (value == null || value instanceof VrmlValue.Empty) {
      return List.of();
    }
    if (value instanceof VrmlValue.Strings strings) {
      return strings.values();
    }
    throw wrong(field, "strings", value);
  }

  /** Numbers in groups of {@code width}. */
  Optional<VrmlValue.Numbers> numbers(String field, int width) {
    VrmlValue value = fields.get(field);
    if (value == null || value instanceof VrmlValue.Empty) {
      return Optional.empty();
    }
    if (value instanceof VrmlValue.Numbers numbers) {
      if (numbers.size() % width != 0) {
        throw numbers
            .placeOf(numbers.size() - 1)
            .error(
                "%s.%s: expected a multiple of %d numbers, got %d"
                    .formatted(type, field, width, numbers.size()));
      }
      return Optional.of(numbers);
    }
    throw wrong(field, "numbers", value);
  }

  /** As many numbers as the default has. */
  float[] vector(String field, float... unsaid) {
    float[] values = numbers(field, 1).map(VrmlValue.Numbers::values).orElse(unsaid);
    if (values.length != unsaid.length) {
      throw wrong(field, unsaid.length + " numbers", values.length + " numbers");
    }
    return values;
  }

  boolean flag(String field, boolean unsaid) {
    VrmlValue value = fields.get(field);
    if (value == null) {
      return unsaid;
    }
    if (value instanceof VrmlValue.Flag flag) {
      return flag.value();
    }
    throw wrong(field, "TRUE or FALSE", value);
  }

  private ModelFormatException wrong(String field, String expected, VrmlValue found) {
    return wrong(field, expected, found.getClass().getSimpleName().toLowerCase(Locale.ROOT));
  }

  private ModelFormatException wrong(String field, String expected, String found) {
    VrmlValue value = fields.get(field);
    Place at = value == null ? place : value.place();
    return at.error("%s.%s: expected %s, got %s".formatted(type, field, expected, found));
  }
}
