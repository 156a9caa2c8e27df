package org.cycleat.doctor;

import java.util.ArrayList;
import java.util.List;
import org.cycleat.device.CudaDriver;
import org.cycleat.device.FoundLibrary;
import org.cycleat.device.GpuCard;

/** Findings for people: a line each, what it comes to last. */
public final class FindingsText {
  private final Findings findings;
  private final List<String> lines = new ArrayList<>();

  private FindingsText(Findings findings) {
    this.findings = findings;
  }

  public static List<String> lines(Findings findings) {
    FindingsText text = new FindingsText(findings);
    text.machine();
    text.tensorFlow();
    text.gpus();
    findings.speeds().forEach(speed -> text.add("speed", speed.toString()));
    findings.models().forEach((name, place) -> text.add("model", name + ": " + place));
    boolean works = !findings.tensorFlow().isEmpty();
    text.add("cache", findings.machine().cache() + (works ? ": works" : ": fails"));
    text.lines.add(findings.verdict().line());
    return text.lines;
  }

  private void add(String what, String facts) {
    lines.add("%-11s %s".formatted(what, facts));
  }

  private void machine() {
    Machine machine = findings.machine();
    add("system", machine.system());
    add(
        "processor",
        "%s, %d cores: %s"
            .formatted(
                machine.processor().model(),
                machine.cores(),
                String.join(" ", machine.processor().features())));
    add("memory", Machine.gigabytes(machine.memoryBytes()));
    add("java", machine.java());
  }

  private void tensorFlow() {
    String version = findings.tensorFlow();
    List<String> profiles = findings.build().profiles();
    add(
        "tensorflow",
        "%s, natives for %s, TensorFlow Java %s%s"
            .formatted(
                version.isEmpty() ? "cannot be loaded" : version,
                findings.cuda().isBuiltFor() ? "GPU and CPU" : "CPU",
                findings.build().tensorFlow(),
                profiles.isEmpty() ? "" : ", built with " + String.join(",", profiles)));
    for (FoundLibrary library : findings.cuda().libraries()) {
      add("library", "%-13s %s".formatted(library.library().title(), library.description()));
    }
  }

  private void gpus() {
    CudaDriver driver = findings.cuda().driver();
    String release = driver.release().map(r -> r + ", ").orElse("");
    String version = driver.cuda().map(c -> release + "for CUDA " + c).orElse("none");
    boolean tells = driver.cuda().isPresent() && driver.problem().isPresent();
    add("driver", version + (tells ? ": " + driver.problem().get().what() : ""));
    for (GpuCard card : driver.cards()) {
      Long free = findings.freeBytes().get(card.number());
      add(
          "gpu",
          "%s, %s, %s free"
              .formatted(
                  card,
                  Machine.gigabytes(card.memoryBytes()),
                  free == null ? "unknown" : Machine.gigabytes(free)));
    }
  }
}
