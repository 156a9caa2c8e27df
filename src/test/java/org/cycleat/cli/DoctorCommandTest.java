package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  private int doctor(String... arguments) {
    String[] line = new String[1 + arguments.length];
    line[0] = "doctor";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    return Main.run(
        Main.COMMANDS, new PrintWriter(stdout, true), new PrintWriter(stderr, true), line);
  }

  @Test
  void theCpuIsMeasuredAndReady() {
    assertEquals(0, doctor("--seconds", "0.01", "--gpu", "none"), stderr.toString());
    List<String> lines = stdout.toString().lines().toList();
    assertEquals(
        4,
        lines.stream().filter(l -> l.matches("speed +CPU .* [1-9][0-9.]* [GT]FLOP/s")).count(),
        stdout.toString());
    assertEquals(
        "ready: CPU, %d cores".formatted(Runtime.getRuntime().availableProcessors()),
        lines.get(lines.size() - 1));
  }

  /** On one processor both do the same sums: a figure far from the other is of other sizes. */
  @Test
  void productAndConvolutionAreAboutAsFast() throws IOException {
    assertEquals(0, doctor("--seconds", "0.05", "--gpu", "none", "--json"));
    JsonNode speeds = new JsonMapper().readTree(stdout.toString()).at("/speeds");
    double ratio = speeds.at("/1/flops").asDouble() / speeds.at("/0/flops").asDouble();
    assertTrue(ratio > 0.05 && ratio < 10, speeds.toString());
  }

  @Test
  void jsonWithoutMeasuring() throws IOException {
    assertEquals(0, doctor("--seconds", "0", "--json"));
    JsonNode root = new JsonMapper().readTree(stdout.toString());
    assertEquals(0, root.at("/speeds").size());
    assertTrue(root.at("/canRun").asBoolean());
    assertTrue(root.at("/tensorflow/version").asText().startsWith("2.18"), root.toString());
    assertTrue(root.at("/models").has("landmarks68"), root.toString());
  }

  @Test
  void mistakesAreOneLine() {
    for (List<String> wrong :
        List.of(
            List.of("--seconds", "-1"),
            List.of("--seconds", "NaN"),
            List.of("--gpu", "x"),
            List.of("--gpu", "77", "--seconds", "0"))) {
      stderr.getBuffer().setLength(0);
      assertEquals(2, doctor(wrong.toArray(String[]::new)), wrong.toString());
      assertEquals(1, stderr.toString().lines().count(), stderr.toString());
      assertTrue(stderr.toString().contains(wrong.get(0)), stderr.toString());
    }
  }
}
