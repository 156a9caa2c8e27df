package org.cycleat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  @TempDir Path classes;

  private static final class Example extends SimpleJavaFileObject {
    private final String code;

    Example(String code) {
      super(URI.create("string:///" + nameOf(code) + ".java"), Kind.SOURCE);
      this.code = code;
    }

    private static String nameOf(String code) {
      Matcher name = CLASS.matcher(code);
      return name.find() ? name.group(1) : "Unnamed";
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  @Test
  void theExamplesCompile() throws IOException {
    List<JavaFileObject> examples = new ArrayList<>();
    Matcher blocks = JAVA_BLOCK.matcher(Files.readString(Path.of("README.md")));
    while (blocks.find()) {
      examples.add(new Example(blocks.group(1)));
    }
    assertFalse(examples.isEmpty());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-Xlint:all,-processing,-classfile,-path",
            "-Werror",
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(messages, null, null, options, null, examples).call();
    assertTrue(compiled, messages.toString());
  }
}
