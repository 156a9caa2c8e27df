package org.cycleat.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that a key can have: how each is read from text and written as text. */
final class Values {
  /** The text of an empty set. */
  private static final String NONE = "none";

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

  private Values() {}

  /**
   * Reads the value of one component.
   *
   * @throws InvalidValueException if the text is not of the component's type
   */
  static Object parse(RecordComponent component, String text) {
    String name = component.getName();
    Class<?> type = component.getType();
    if (type == int.class) {
      return Math.toIntExact(wholeNumber(name, text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    } else if (type == long.class) {
      return wholeNumber(name, text, Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == double.class) {
      return number(name, "must be a number", text);
    } else if (type == boolean.class) {
      String lower = text.toLowerCase(Locale.ROOT);
      boolean known = lower.equals("true") || lower.equals("false");
      Check.require(known, name, "must be true or false", shown(text));
      return lower.equals("true");
    } else if (type == String.class) {
      return text;
    } else if (type == List.class && elementType(component) == Double.class) {
      return numbers(name, text);
    } else if (type == List.class) {
      return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    } else if (type == Set.class) {
      return someOf(name, elementType(component), text);
    } else if (type == ClassWeights.class) {
      return classWeights(name, text);
    } else if (type.isEnum()) {
      return constant(name, type, text);
    }
    throw new IllegalStateException("no rule for keys of " + type);
  }

  private static double number(String name, String rule, String text) {
    Check.require(NUMBER.matcher(text).matches(), name, rule, shown(text));
    return Double.parseDouble(text);
  }

  private static List<Double> numbers(String name, String text) {
    String rule = "must be numbers with commas between, or empty";
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(item -> number(name, rule, item.strip())).toList();
  }

  private static long wholeNumber(String name, String text, long minimum, long maximum) {
    try {
      long value = Long.parseLong(text);
      String rule = "must be from " + minimum + " to " + maximum;
      Check.require(value >= minimum && value <= maximum, name, rule, text);
      return value;
    } catch (NumberFormatException e) {
      throw new InvalidValueException(name, name + " must be a whole number, got " + shown(text));
    }
  }

  private static ClassWeights classWeights(String name, String text) {
    try {
      return new ClassWeights(text.strip());
    } catch (IllegalArgumentException e) {
      String rule = " must be none, balanced, or weights above 0 such as DI=3,FE=1.5, got ";
      throw new InvalidValueException(name, name + rule + shown(text));
    }
  }

  private static Object constant(String name, Class<?> type, String text) {
    String choices = String.join(", ", choices(type));
    return constant(type, text)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    name, name + " must be one of " + choices + ", got " + shown(text)));
  }

  private static Optional<?> constant(Class<?> type, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(type.getEnumConstants()).filter(c -> text(c).equals(lower)).findFirst();
  }

  /** Constants of an enum in their order, whatever the text's. */
  private static Set<?> someOf(String name, Class<?> type, String text) {
    List<String> items = text.equals(NONE) ? List.of() : Arrays.asList(text.split(",", -1));
    Set<Object> found = new TreeSet<>();
    items.forEach(item -> constant(type, item.strip()).ifPresent(found::add));
    String rule = "must be none, or some of %s".formatted(String.join(", ", choices(type)));
    Check.require(found.size() == items.size(), name, rule, shown(text));
    return Collections.unmodifiableSet(found);
  }

  /** That of the elements of a set or a list. */
  static Class<?> elementType(RecordComponent component) {
    var type = (ParameterizedType) component.getGenericType();
    return (Class<?>) type.getActualTypeArguments()[0];
  }

  /** The texts that an enum's key accepts. */
  static List<String> choices(Class<?> enumType) {
    return Arrays.stream(enumType.getEnumConstants()).map(Values::text).toList();
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }

  /** The text that {@link #parse} reads as an equal value. */
  static String text(Object value) {
    if (value instanceof Double number) {
      return number(number);
    } else if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    } else if (value instanceof Set<?> some) {
      return some.isEmpty()
          ? NONE
          : some.stream().map(Values::text).collect(Collectors.joining(","));
    } else if (value instanceof List<?> items) {
      return items.stream().map(Values::text).collect(Collectors.joining(","));
    }
    return value.toString();
  }

  private static String number(double value) {
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (exact.scale() > 7 || exact.scale() < -7) {
      // YAML 1.1 readers take 1e-8 for text, 1.0e-8 for a number.
      return Double.toString(value).toLowerCase(Locale.ROOT);
    }
    return exact.scale() <= 0 ? exact.toPlainString() + ".0" : exact.toPlainString();
  }
}
