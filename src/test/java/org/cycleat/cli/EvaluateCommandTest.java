package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.cycleat.export.TinyModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EvaluateCommandTest {
  @TempDir Path folder;
  private Path data;
  private String failure;
  private final StringWriter stdout = new StringWriter();

  @BeforeEach
  void twoImages() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    BufferedImage red = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 81; i++) {
      red.setRGB(i % 9, i / 9, 0xFF0000);
    }
    ImageIO.write(red, "png", data.resolve("a.png").toFile());
    ImageIO.write(red, "png", data.resolve("b.png").toFile());
    Files.writeString(data.resolve("manifest.csv"), "path,label\na.png,RE\nb.png,BL\n");
  }

  private int evaluate(String... arguments) {
    CommandLine command = new CommandLine(new EvaluateCommand());
    command.setOut(new PrintWriter(stdout, true));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          failure = e.getMessage();
          return 2;
        });
    return command.execute(arguments);
  }

  @Test
  void aModelIsJudgedAndItsReportWritten() throws IOException {
    String model = TinyModel.write(folder.resolve("model")).toString();
    Path out = folder.resolve("out");
    assertEquals(
        0,
        evaluate("--model", model, "--data", data.toString(), "--crops", "--out", out.toString()));
    String text = stdout.toString();
    assertTrue(text.contains("model   100.00   -  0.00  50.00"), text);
    assertTrue(text.endsWith("report: %s%n".formatted(out.resolve("index.html"))), text);
    assertTrue(Files.exists(out.resolve("index.html")));
    Files.write(data.resolve("b.png"), new byte[1]);
    assertEquals(1, evaluate("--model", model, "--data", data.toString(), "--crops"));
    assertTrue(stdout.toString().contains("1 images cannot be read"), stdout.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--model=m", "--crops", "--out=o", "--face-model=f"})
  void whatIsForAModelDoesNotGoWithARun(String option) {
    assertEquals(2, evaluate("--run", "r", "--data", "d", option));
    assertEquals(
        "%s is for an exported model, --run for the classifiers of a run: leave one of them out"
            .formatted(option.replaceFirst("=.*", "")),
        failure);
  }

  @Test
  void whatIsForARunWantsOne() {
    assertEquals(2, evaluate("--data", "d", "--allow-overlap"));
    assertEquals(
        "--allow-overlap is for the classifiers of a run: name it with --run, or leave"
            + " --allow-overlap out",
        failure);
    assertEquals(2, evaluate("--data", "d", "--crops", "--voting", "flip"));
    assertTrue(failure.startsWith("--voting is for the classifiers of a run"), failure);
  }

  @Test
  void aModelThatIsNotThere() {
    String nothing = folder.resolve("nothing").toString();
    assertEquals(2, evaluate("--model", nothing, "--data", data.toString()));
    assertTrue(failure.contains(nothing), failure);
  }
}
