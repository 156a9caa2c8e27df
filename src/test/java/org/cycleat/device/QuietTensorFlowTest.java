package org.cycleat.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** In processes of their own, as TensorFlow says these lines once a process. */
@EnabledOnOs(OS.LINUX)
class QuietTensorFlowTest {
  @TempDir Path folder;

  /** Runs a graph between two lines on standard error. */
  static final class Program {
    public static void main(String[] args) {
      System.err.println("first");
      QuietTensorFlow.load(ConfigProto.getDefaultInstance());
      try (Graph graph = new Graph();
          Session session = new Session(graph)) {
        session.runner().fetch(Ops.create(graph).constant(2)).run().close();
      }
      System.err.println("last");
    }
  }

  private String errorsOf(String options, String redirections) throws Exception {
    Path err = folder.resolve("err.txt");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String command =
        "exec '%s' %s -cp '%s' '%s' %s"
            .formatted(
                java,
                options,
                System.getProperty("java.class.path"),
                Program.class.getName(),
                redirections);
    var builder = new ProcessBuilder("sh", "-c", command).redirectError(err.toFile());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    assertEquals(0, builder.start().waitFor());
    return Files.readString(err);
  }

  @Test
  void leavesOnlyTheProgramsOwnLines() throws Exception {
    String errors = errorsOf("-Dcycleat.stderr=8 -Dcycleat.null=9", "8>&2 9>/dev/null");
    assertEquals("first\nlast\n", errors);
  }

  /** When this fails, TensorFlow has learned to be quiet, and the class can go. */
  @Test
  void isNeeded() throws Exception {
    String errors = errorsOf("", "");
    assertTrue(errors.startsWith("first\n") && errors.endsWith("last\n"), errors);
    assertTrue(errors.lines().count() > 2, errors);
  }
}
