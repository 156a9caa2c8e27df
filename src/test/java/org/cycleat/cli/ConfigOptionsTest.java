package org.cycleat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cycleat.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConfigOptionsTest {
  @Command
  static final class Host {
    @Mixin private ConfigOptions options;
  }

  @TempDir Path run;

  private static ConfigOptions parse(String... args) {
    Host host = new Host();
    new CommandLine(host).parseArgs(args);
    return host.options;
  }

  @Test
  void aRunThatWasStartedContinuesWithWhatItRecorded() throws IOException {
    Config recorded = Config.preset("tiny").with("seed=9");
    Path yaml = Files.writeString(run.resolve("config.yaml"), recorded.toYaml());
    assertEquals(recorded, parse().resolve(yaml));
    assertEquals(recorded.with("threads=1"), parse("--set", "threads=1").resolve(yaml));
    assertEquals(Config.preset("paper"), parse("--preset", "paper").resolve(yaml));
  }

  @Test
  void aNewRunStartsFromThePreset() {
    Path yaml = run.resolve("config.yaml");
    assertEquals(Config.preset("small"), parse().resolve(yaml));
    assertEquals(Config.preset("tiny"), parse("--preset", "tiny").resolve(yaml));
  }
}
