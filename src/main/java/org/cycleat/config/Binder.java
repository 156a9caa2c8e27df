package org.cycleat.config;

import static java.util.stream.Collectors.toCollection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.cycleat.Spelling;
import org.cycleat.UserException;

/**
 * Binds settings to a tree of records and back: a component that is a record is a section, any
 * other a key. Messages say which key is wrong and where it stands.
 */
final class Binder {
  private Binder() {}

  /** The dotted keys of a tree, in the order of its components. */
  static List<String> keys(Class<?> type) {
    List<String> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (isSection(component)) {
        keys(component.getType()).forEach(key -> keys.add(component.getName() + "." + key));
      } else {
        keys.add(component.getName());
      }
    }
    return keys;
  }

  /** The tree's values as text, by dotted key, in the order of its components. */
  static Map<String, String> texts(Record root) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (RecordComponent component : root.getClass().getRecordComponents()) {
      Object value = value(root, component);
      if (value instanceof Record section) {
        texts(section).forEach((key, text) -> texts.put(component.getName() + "." + key, text));
      } else {
        texts.put(component.getName(), Values.text(value));
      }
    }
    return texts;
  }

  /** The keys whose values differ between two trees of one type, in their order. */
  static <R extends Record> List<Config.Difference> differences(R one, R other) {
    Map<String, String> there = texts(other);
    List<Config.Difference> differences = new ArrayList<>();
    texts(one)
        .forEach(
            (key, here) -> {
              if (!here.equals(there.get(key))) {
                differences.add(new Config.Difference(key, here, there.get(key)));
              }
            });
    return differences;
  }

  /**
   * Builds the tree.
   *
   * @param name what messages call the source of the settings, for a key that is missing
   * @throws UserException if a key is unknown or missing, or a value of the wrong type or range
   */
  static <R extends Record> R bind(Class<R> type, Map<String, Setting> settings, String name) {
    requireKnown(type, settings);
    for (String key : keys(type)) {
      if (!settings.containsKey(key)) {
        throw new UserException(
            ("no value for %s (%s): a complete configuration sets every key;"
                    + " to change a few only, give the file over a preset")
                .formatted(key, name));
      }
    }
    return build(type, "", settings);
  }

  /**
   * Checks that each setting is one of the tree's keys.
   *
   * @throws UserException naming the first that is not, where it stands, and the nearest key
   */
  static void requireKnown(Class<?> type, Map<String, Setting> settings) {
    List<String> known = keys(type);
    settings.forEach(
        (key, setting) -> {
          if (!known.contains(key)) {
            throw new UserException(unknown(key, setting, known));
          }
        });
  }

  /** The keys of a key's section; of a section that is unknown too, the sections and keys. */
  private static Collection<String> beside(String key, List<String> known) {
    String section = key.substring(0, key.lastIndexOf('.') + 1);
    List<String> siblings = known.stream().filter(k -> k.startsWith(section)).toList();
    return section.isEmpty() || siblings.isEmpty()
        ? known.stream().map(k -> k.replaceFirst("[.].*", "")).collect(toCollection(TreeSet::new))
        : siblings;
  }

  private static String unknown(String key, Setting setting, List<String> known) {
    List<String> inside = known.stream().filter(k -> k.startsWith(key + ".")).toList();
    if (!inside.isEmpty()) {
      return "%s is a section, not a key (%s): set one of its keys, such as %s"
          .formatted(key, setting.origin(), inside.get(0));
    }
    String advice =
        Spelling.nearest(key, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElseGet(() -> "expected one of " + String.join(", ", beside(key, known)));
    return "unknown key %s (%s): %s".formatted(key, setting.origin(), advice);
  }

  private static <R> R build(Class<R> type, String prefix, Map<String, Setting> settings) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String key = prefix + components[i].getName();
        arguments[i] =
            isSection(components[i])
                ? build(components[i].getType(), key + ".", settings)
                : Values.parse(components[i], settings.get(key).text());
      }
      return construct(type, components, arguments);
    } catch (InvalidValueException e) {
      String key = prefix + e.component();
      throw new UserException(
          "%s (%s in %s)".formatted(e.getMessage(), key, settings.get(key).origin()), e);
    }
  }

  private static <R> R construct(Class<R> type, RecordComponent[] components, Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidValueException invalid) {
        throw invalid;
      }
      throw new IllegalStateException("the constructor of " + type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no canonical constructor in " + type, e);
    }
  }

  static boolean isSection(RecordComponent component) {
    return component.getType().isRecord();
  }

  static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
