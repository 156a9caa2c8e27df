package org.cycleat.transfer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.UserException;

/**
 * Reads rules: a YAML list of {@code {from: REGEX, to: NAME}}, where NAME may hold {@code $1}, and
 * {@code {skip: REGEX}}; {@code transpose: [3, 2, 0, 1]} may go with {@code from}.
 */
public final class RulesReader {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final String EXPECTED =
      "expected `- {from: REGEX, to: NAME}` or `- {skip: REGEX}` on each line";

  private final JsonParser parser;
  private final String name;

  private RulesReader(JsonParser parser, String name) {
    this.parser = parser;
    this.name = name;
  }

  /**
   * Reads a file of rules.
   *
   * @throws UserException where there is none, or a rule is wrong; it says in which line
   */
  public static Rules read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException("no rules at %s (--map): %s".formatted(file, EXPECTED));
    }
    try (JsonParser parser = YAML.createParser(Files.readString(file))) {
      return new Rules(new RulesReader(parser, file.toString()).rules());
    } catch (JacksonException e) {
      String problem = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new UserException("no valid YAML (%s:%d): %s".formatted(file, line, problem), e);
    } catch (IOException e) {
      throw new UserException("cannot read %s as UTF-8 text: %s".formatted(file, e), e);
    }
  }

  private List<Rules.Rule> rules() throws IOException {
    JsonToken first = parser.nextToken();
    List<Rules.Rule> rules = new ArrayList<>();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return rules; // an empty file
    }
    require(first == JsonToken.START_ARRAY, here(), "no list of rules", EXPECTED);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String origin = here();
      require(
          parser.currentToken() == JsonToken.START_OBJECT,
          origin,
          "a rule is a `key: value` mapping",
          EXPECTED);
      rules.add(rule(origin));
    }
    return rules;
  }

  private Rules.Rule rule(String origin) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Integer> transpose = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      if (key.equals("transpose")) {
        transpose = axes();
      } else {
        boolean known = key.equals("from") || key.equals("to") || key.equals("skip");
        require(known, here(), "unknown key " + key, "expected from, to, skip or transpose");
        require(
            parser.currentToken().isScalarValue() && !parser.getText().isEmpty(),
            here(),
            key + " must be text",
            EXPECTED);
        String earlier = texts.put(key, parser.getText());
        require(earlier == null, here(), key + " is set twice", "remove one");
      }
    }
    return rule(texts, transpose, origin);
  }

  private Rules.Rule rule(Map<String, String> texts, List<Integer> transpose, String origin) {
    if (texts.containsKey("skip")) {
      require(
          texts.size() == 1 && transpose.isEmpty(),
          origin,
          "skip stands alone in a rule",
          EXPECTED);
      return new Rules.Rule(
          pattern(texts.get("skip"), origin), Optional.empty(), List.of(), origin);
    }
    require(texts.size() == 2, origin, "a rule needs from and to, or skip", EXPECTED);
    Pattern from = pattern(texts.get("from"), origin);
    requireGroups(texts.get("from"), texts.get("to"), origin);
    return new Rules.Rule(from, Optional.of(texts.get("to")), transpose, origin);
  }

  private List<Integer> axes() throws IOException {
    String origin = here();
    String rule = "transpose must name each axis once, such as [3, 2, 0, 1]";
    require(parser.currentToken() == JsonToken.START_ARRAY, origin, rule, "found no list");
    List<Integer> axes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(parser.getText());
      axes.add(parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt(-1) : -1);
    }
    boolean each =
        axes.stream().sorted().toList().equals(IntStream.range(0, axes.size()).boxed().toList());
    String found = texts.stream().collect(Collectors.joining(", ", "found [", "]"));
    require(each && !axes.isEmpty(), origin, rule, found);
    return List.copyOf(axes);
  }

  private static Pattern pattern(String regex, String origin) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new UserException(
          "no regular expression (%s): %s in %s".formatted(origin, e.getDescription(), regex), e);
    }
  }

  /** Tries the replacement on an empty text, which the pattern's other half matches. */
  private static void requireGroups(String regex, String to, String origin) {
    try {
      Pattern.compile("(?:" + regex + ")|").matcher("").replaceFirst(to);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new UserException(
          "wrong replacement %s (%s): %s; groups are $1 for the first (...) in from"
              .formatted(to, origin, e.getMessage()),
          e);
    }
  }

  private static void require(boolean holds, String origin, String problem, String expected) {
    if (!holds) {
      throw new UserException("%s (%s): %s".formatted(problem, origin, expected));
    }
  }

  private String here() {
    return name + ":" + parser.currentTokenLocation().getLineNr();
  }
}
