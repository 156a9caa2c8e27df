package org.cycleat.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cycleat.Program;
import org.cycleat.config.Config;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All tables and figures from one experiment of tiny runs, which is killed twice. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ExperimentIT {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  private static final Path OPEN = Path.of("docs/experiments/open.yaml");

  @TempDir private Path folder;

  @Test
  void everyTableIsMadeAndResumed() throws Exception {
    SmallDomains domains = SmallDomains.in(folder.resolve("data"));
    Path out = folder.resolve("out");
    kill(domains, out, "base-1/translation/stage1/state");
    kill(domains, out, "fold-1-seed-1/selection");
    assertEquals(0, start(arguments(domains, out)).waitFor(), this::log);
    // the source, the evaluations and the first half of the translation were complete before
    assertFalse(log().contains("base-1 source: device"), this::log);
    assertFalse(log().contains("base-1 translation: device"), this::log);
    requireRows(out, "table2", "AlexNet");
    // a network without batch normalisation learns at a rate of its own
    assertEquals(2e-4, sourceRate(out, "table2-alexnet-1"));
    assertEquals(Config.preset("tiny").source().learningRate(), sourceRate(out, "base-1"));
    requireRows(out, "table3", "source domain", "FER2013", "FER2013, 280 faces");
    String[] methods = {"S2T", "S2T_fine-tune", "S2T_attention", "S2T_att.&gen.", "CycleAT"};
    requireRows(out, "table5", methods);
    requireRows(out, "table6", methods);
    requireRows(
        out,
        "ablation",
        "CycleAT",
        "without generated faces",
        "without translation",
        "without attention",
        "without pre-training of f_T");
    assertEquals(
        json(out, "table5").at("/rows/4/average"), json(out, "ablation").at("/rows/0/average"));
    requireRows(out, "table7", "Baseline", "MvDA", "GMLDA", "GMLPP", "DS-GPLVM", "CycleAT");
    requireRows(out, "table8", "Multi-SVM on HOG", "Multi-SVM on f_S", "AlexNet", "CycleAT");
    int ofOneSet = SmallDomains.CLASSES * SmallDomains.OF_EACH_CLASS;
    assertEquals(ofOneSet, json(out, "table5").at("/rows/4/faces").asInt());
    assertEquals(ofOneSet, json(out, "table6").at("/rows/4/faces").asInt());
    assertEquals(5, json(out, "table5").get("differences").size()); // the last to fine-tuning
    for (String figure :
        List.of(
            "figure4/figure4.png",
            "figure4/index.html",
            "figure4/attention.png",
            "figure4/measures.json",
            "figure5/figure5a.png",
            "figure5/figure5b.png",
            "figure5/index.html")) {
      assertTrue(Files.size(out.resolve(figure)) > 0, figure);
    }
    requireApart(out);
  }

  /** Ends the program as a power cut would, once something is there. */
  private void kill(SmallDomains domains, Path out, String sign) throws Exception {
    Process process = start(arguments(domains, out));
    Path there = out.resolve("runs").resolve(sign);
    while (!Files.exists(there)) {
      assertTrue(process.isAlive(), () -> sign + " was not reached: " + log());
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
  }

  private static void requireRows(Path out, String table, String... titles) throws IOException {
    List<String> names = new ArrayList<>();
    json(out, table).get("rows").forEach(row -> names.add(row.get("name").asText()));
    assertEquals(List.of(titles), names, table);
    for (String file : List.of("table.csv", "table.tex", "index.html")) {
      String text = Files.readString(out.resolve(table).resolve(file));
      for (String title : titles) {
        String escaped = file.endsWith("html") ? title.replace("&", "&amp;") : title;
        String inLatex = title.replace("&", "\\&").replace("_", "\\_");
        assertTrue(text.contains(escaped) || text.contains(inLatex), table + " " + title);
      }
    }
  }

  private static double sourceRate(Path out, String run) {
    return Config.load(out.resolve("runs").resolve(run).resolve("config.yaml"))
        .source()
        .learningRate();
  }

  private static JsonNode json(Path out, String table) throws IOException {
    return new ObjectMapper().readTree(out.resolve(table).resolve("table.json").toFile());
  }

  /** No run learned from a face that it was evaluated on, nor from one of its subjects. */
  private static void requireApart(Path out) throws IOException {
    Path data = out.resolve("data");
    List<Path> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data)) {
      files.filter(file -> file.toString().endsWith("-test.csv")).forEach(tests::add);
    }
    assertEquals(3, tests.size());
    for (Path test : tests) {
      String name = test.getFileName().toString();
      Manifest tested = read(test, Use.LABELLED);
      for (Path training :
          List.of(
              test.resolveSibling(name.replace("-test", "-train")),
              data.resolve("source/manifest.csv"),
              data.resolve("web/manifest.csv"))) {
        Use use = training.toString().contains("/web/") ? Use.UNLABELLED : Use.LABELLED;
        Manifest learned = read(training, use);
        assertTrue(learned.size() > 0, training::toString);
        assertTrue(apart(tested, learned), training + " and " + test);
      }
    }
    assertEquals(
        Config.preset("tiny").seed(), // the runs' own
        Config.load(out.resolve("runs/fold-1-seed-1/config.yaml")).seed());
  }

  private static Manifest read(Path file, Use use) {
    return Manifest.read(file, Labels.EXPRESSIONS, use);
  }

  private static boolean apart(Manifest one, Manifest other) {
    Set<Object> known = new HashSet<>();
    for (Sample sample : one.samples()) {
      known.add(sample.path());
      known.add(sample.subject());
    }
    known.remove("");
    return other.samples().stream()
        .noneMatch(sample -> known.contains(sample.path()) || known.contains(sample.subject()));
  }

  private List<String> arguments(SmallDomains domains, Path out) {
    List<String> arguments =
        new ArrayList<>(
            List.of("experiment", "all", "--config", OPEN.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--seeds", "1")); // the ablation takes three otherwise
    domains.settings().forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  private Process start(List<String> arguments) throws IOException {
    return Program.start(CLASS_PATH, "1500m", folder.resolve("log.txt"), arguments);
  }

  private String log() {
    return Program.text(folder.resolve("log.txt"));
  }
}
