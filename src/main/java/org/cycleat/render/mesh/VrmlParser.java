package org.cycleat.render.mesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a VRML text as nodes with fields, whatever their types: what is unknown is read as well, so
 * that a node defined inside of it can be used.
 */
final class VrmlParser {
  /** Of nodes inside nodes. */
  static final int DEEPEST = 64;

  private static final String HEADER = "#VRML V2.0 utf8";

  /** Of nodes, fields and strings in a file. */
  private static final int MOST_ITEMS = 500_000;

  private static final int MOST_NUMBERS = 30_000_000;

  private final TextSource source;
  private final VrmlTokens tokens;
  private final Map<String, VrmlNode> named = new HashMap<>();
  private int items;
  private int numbers;

  VrmlParser(TextSource source) {
    this.source = source;
    this.tokens = new VrmlTokens(source);
  }

  /** The nodes at the top of the file. */
  List<VrmlNode> scene() {
    header();
    List<VrmlNode> nodes = new ArrayList<>();
    while (tokens.next() != TextSource.END) {
      String word = tokens.word("a node");
      if (word.equals("ROUTE")) {
        route();
      } else {
        nodes.add(node(word, 1));
      }
    }
    return nodes;
  }

  private void header() {
    for (int i = 0; i < HEADER.length(); i++) {
      if (source.peek() != HEADER.charAt(i)) {
        throw source.error("expected the header '" + HEADER + "'");
      }
      source.skip();
    }
    source.toLineEnd();
  }

  /** ROUTE a.b TO c.d: nothing moves here. */
  private void route() {
    for (String part : List.of("a route's source", "TO", "a route's target")) {
      tokens.word(part);
    }
  }

  private VrmlNode node(String word, int depth) {
    if (depth > DEEPEST) {
      throw source.error("nodes nested more than %d deep".formatted(DEEPEST));
    }
    count();
    switch (word) {
      case "DEF" -> {
        String name = tokens.word("a name after DEF");
        VrmlNode node = node(tokens.word("a node after DEF " + name), depth + 1);
        // Only now: inside of itself a node has no name yet, so no circle can arise.
        named.put(name, node);
        return node;
      }
      case "USE" -> {
        String name = tokens.word("a name after USE");
        VrmlNode node = named.get(name);
        if (node == null) {
          throw source.error("USE %s: no node of this name is complete so far".formatted(name));
        }
        return node;
      }
      case "PROTO", "EXTERNPROTO", "Inline" ->
          throw source.error(word + " is not supported: save the model as plain nodes");
      default -> {
        return body(word, depth);
      }
    }
  }

  private VrmlNode body(String type, int depth) {
    Place place = source.place();
    if (tokens.next() != '{') {
      throw source.error(
          "expected '{' after the node type %s, got %s".formatted(type, source.found()));
    }
    tokens.expect('{');
    Map<String, VrmlValue> fields = new HashMap<>();
    if (type.equals("Script")) {
      skipBody(place);
      return new VrmlNode(type, place, fields);
    }
    while (tokens.next() != '}') {
      requireMore(place, type + " {");
      String field = tokens.word("a field of %s or '}'".formatted(type));
      switch (field) {
        case "ROUTE" -> route();
        case "PROTO", "EXTERNPROTO" -> node(field, depth);
        default -> fields.put(field, value(depth));
      }
    }
    tokens.expect('}');
    return new VrmlNode(type, place, fields);
  }

  /** A script declares its fields, unlike other nodes; it is passed over by its braces. */
  private void skipBody(Place start) {
    for (int open = 1; open > 0; tokens.skipToken()) {
      int c = tokens.next();
      requireMore(start, "Script {");
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
  }

  private VrmlValue value(int depth) {
    count();
    int first = tokens.next();
    Place place = source.place();
    if (first == '[') {
      tokens.expect('[');
      VrmlValue value = list(place, depth);
      if (tokens.next() != ']') {
        requireMore(place, "[");
        throw source.error("expected more of the list or ']', got " + source.found());
      }
      tokens.expect(']');
      return value;
    }
    if (first == '"') {
      return new VrmlValue.Strings(place, List.of(string()));
    }
    if (NumberReader.starts(first)) {
      return numbers(place);
    }
    String word = tokens.word("a value");
    return switch (word) {
      case "TRUE" -> new VrmlValue.Flag(place, true);
      case "FALSE" -> new VrmlValue.Flag(place, false);
      case "NULL" -> new VrmlValue.Empty(place);
      default -> new VrmlValue.Nodes(place, List.of(node(word, depth + 1)));
    };
  }

  private VrmlValue list(Place place, int depth) {
    int first = tokens.next();
    if (first == ']') {
      return new VrmlValue.Empty(place);
    }
    if (NumberReader.starts(first)) {
      return numbers(source.place());
    }
    if (first == '"') {
      List<String> strings = new ArrayList<>();
      while (tokens.next() == '"') {
        strings.add(string());
      }
      return new VrmlValue.Strings(place, strings);
    }
    List<VrmlNode> nodes = new ArrayList<>();
    while (tokens.next() != ']') {
      requireMore(place, "[");
      nodes.add(node(tokens.word("a node or ']'"), depth + 1));
    }
    return new VrmlValue.Nodes(place, nodes);
  }

  private VrmlValue numbers(Place place) {
    Floats values = new Floats();
    Ints starts = new Ints();
    Ints lines = new Ints();
    for (long last = -1; tokens.atNumber(); ) {
      if (source.line() != last) {
        last = source.line();
        starts.add(values.size());
        lines.add((int) (last - place.line()));
      }
      values.add(tokens.number());
      if (++numbers > MOST_NUMBERS) {
        throw source.error("more than %,d numbers".formatted(MOST_NUMBERS));
      }
    }
    return new VrmlValue.Numbers(place, values.toArray(), starts.toArray(), lines.toArray());
  }

  private String string() {
    count();
    return tokens.string();
  }

  private void count() {
    if (++items > MOST_ITEMS) {
      throw source.error("more than %,d nodes, fields and strings".formatted(MOST_ITEMS));
    }
  }

  private void requireMore(Place start, String opened) {
    if (tokens.next() == TextSource.END) {
      throw source.error(
          "the file ends inside of the '%s' of line %d".formatted(opened, start.line()));
    }
  }
}
