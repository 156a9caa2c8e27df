package org.cycleat.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.dataset.Use;

/** A few faces of each of the demo's folders, as manifests. */
record SmallDomains(Path source, Path web, Path first, Path second) {
  static final int CLASSES = 7;
  static final int OF_EACH_CLASS = 4;
  static final int WEB = 24;

  static SmallDomains in(Path folder) {
    return new SmallDomains(
        source(folder.resolve("source/manifest.csv")),
        write(folder.resolve("web/manifest.csv"), some(read("web", Use.UNLABELLED), WEB)),
        write(folder.resolve("first/manifest.csv"), some(read("target", Use.LABELLED))),
        write(folder.resolve("second/manifest.csv"), some(read("test", Use.LABELLED))));
  }

  private static Manifest read(String name, Use use) {
    Path where = Path.of("demo", name);
    if (!Files.exists(where)) {
      throw new IllegalStateException("no demo data at " + where.toAbsolutePath());
    }
    return DataSource.read(where, Labels.EXPRESSIONS, use, "--in");
  }

  private static Path write(Path file, Manifest manifest) {
    manifest.write(file);
    return file;
  }

  /** Two people to learn from, one to select by, one to judge on. */
  private static Path source(Path file) {
    Manifest lab = read("lab", Use.LABELLED);
    Set<String> people = new LinkedHashSet<>();
    lab.split("train").samples().stream()
        .map(Sample::subject)
        .distinct()
        .limit(3)
        .forEach(people::add);
    people.add(lab.split("test").samples().get(0).subject());
    List<Sample> taken = new ArrayList<>();
    for (String person : people) {
      taken.addAll(some(lab.filter(sample -> sample.subject().equals(person)), 2).samples());
    }
    return write(file, lab.with(taken));
  }

  private static Manifest some(Manifest manifest) {
    return some(manifest, OF_EACH_CLASS);
  }

  /** The first of each class. */
  private static Manifest some(Manifest manifest, int ofEach) {
    Map<Integer, Integer> counts = new HashMap<>();
    return manifest.filter(sample -> counts.merge(sample.label(), 1, Integer::sum) <= ofEach);
  }

  /** What makes an experiment of the file that ships one on these faces, of seconds a run. */
  List<String> settings() {
    return List.of(
        "preset=tiny",
        "source.data=" + source,
        "web.data=" + web,
        "web.split=",
        "sets.first.data=" + first,
        "sets.first.split=",
        "sets.second.data=" + second,
        "sets.second.split=",
        "sets.perClass=0",
        "sets.bothWays=false",
        "folds.faces.data=" + first,
        "folds.faces.split=",
        "folds.perClass=0",
        "folds.number=2",
        "table2.alexnet=68",
        "table2.vgg19=0",
        "table2.resnet38=0",
        "table2.resnet50=0",
        "table2.resnet101=0",
        "table8.alexnet=68",
        "table8.vgg16=0",
        "run.threads=0",
        "run.source.epochs=1",
        "run.target.epochs=1",
        "run.gan.stage1Steps=1",
        "run.gan.stage2Steps=1",
        "run.log.sampleEverySteps=2",
        "run.log.checkpointEverySteps=1");
  }
}
