package org.cycleat.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.cycleat.UserException;

/**
 * Reads YAML as a flat map from dotted keys to {@link Setting}s.
 *
 * <p>Values stay text until the component that they are for gives them a type, so that YAML's own
 * guesses ({@code NO} is false, {@code 010} is 8) never touch a label or a number.
 */
final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final JsonParser parser;
  private final String name;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private YamlReader(JsonParser parser, String name) {
    this.parser = parser;
    this.name = name;
  }

  /**
   * Reads a whole document.
   *
   * @param name what messages call the document, usually its path
   */
  static Map<String, Setting> read(String yaml, String name) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      var reader = new YamlReader(parser, name);
      reader.readDocument();
      return reader.settings;
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UserException("no valid YAML (" + name + ":" + line + "): " + problem, e);
    } catch (IOException e) {
      throw new UserException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  private void readDocument() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return; // an empty file sets nothing
    }
    if (first != JsonToken.START_OBJECT) {
      throw new UserException(
          "no configuration (" + here() + "): expected `key: value` lines, such as `seed: 1`");
    }
    readSection("");
  }

  private void readSection(String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      String origin = here();
      switch (parser.nextToken()) {
        case START_OBJECT -> readSection(key + ".");
        case START_ARRAY -> put(key, readList(), origin);
        case VALUE_NULL -> put(key, "", origin);
        default -> put(key, parser.getText(), origin);
      }
    }
  }

  private String readList() throws IOException {
    var items = new StringJoiner(",");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue()) {
        throw new UserException("a list may hold plain values only (" + here() + ")");
      }
      items.add(parser.getText());
    }
    return items.toString();
  }

  private void put(String key, String text, String origin) {
    Setting earlier = settings.putIfAbsent(key, new Setting(text, origin));
    if (earlier != null) {
      throw new UserException(
          "%s is set twice (%s and %s): remove one of them"
              .formatted(key, earlier.origin(), origin));
    }
  }

  private String here() {
    return name + ":" + parser.currentTokenLocation().getLineNr();
  }
}
