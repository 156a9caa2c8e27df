package org.cycleat.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a tree of records as YAML, each key below the comment that says what it means. */
final class YamlWriter {
  private static final int COLUMNS = 100;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./,-]*");
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private final StringBuilder yaml = new StringBuilder();

  private YamlWriter() {}

  static String write(Record root) {
    var writer = new YamlWriter();
    writer.section(root, "");
    return writer.yaml.toString();
  }

  private void section(Record section, String indent) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      Object value = Binder.value(section, component);
      if (value instanceof Record inner) {
        yaml.append('\n');
        comment(component, indent);
        yaml.append(indent).append(component.getName()).append(":\n");
        section(inner, indent + "  ");
      } else {
        comment(component, indent);
        yaml.append(indent).append(component.getName()).append(": ");
        yaml.append(scalar(value)).append('\n');
      }
    }
  }

  private void comment(RecordComponent component, String indent) {
    String doc = component.getAnnotation(Doc.class).value();
    if (component.getType().isEnum()) {
      doc += " One of: " + String.join(", ", Values.choices(component.getType())) + ".";
    } else if (component.getType() == Set.class) {
      doc += " None, or some of: ";
      doc += String.join(", ", Values.choices(Values.elementType(component))) + ".";
    }
    StringBuilder line = new StringBuilder(indent).append('#');
    for (String word : doc.split(" ", -1)) {
      if (line.length() + 1 + word.length() > COLUMNS) {
        yaml.append(line).append('\n');
        line.setLength(indent.length() + 1);
      }
      line.append(' ').append(word);
    }
    yaml.append(line).append('\n');
  }

  private static String scalar(Object value) {
    String text = Values.text(value);
    boolean isText = value instanceof String || value instanceof List;
    if (!isText || (PLAIN.matcher(text).matches() && !RESERVED.contains(text))) {
      return text;
    }
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
