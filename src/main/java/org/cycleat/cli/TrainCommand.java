package org.cycleat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.FaceDataSets;
import org.cycleat.device.GpuChoice;
import org.cycleat.device.Xla;
import org.cycleat.stage.Baselines;
import org.cycleat.stage.Domain;
import org.cycleat.stage.Given;
import org.cycleat.stage.GivenData;
import org.cycleat.stage.Run;
import org.cycleat.stage.Stage;
import org.cycleat.stage.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cycleat train}: runs the four stages, or one of them, and resumes what was interrupted.
 */
@Command(
    name = "train",
    description = {
      "Train a recogniser in four stages: source, translation, selection, target.",
      "A stage that is complete is skipped, one that was interrupted resumes."
    })
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--run",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of the run: made, or continued with the configuration it was made with.")
  private Path run;

  @Option(
      names = "--source",
      paramLabel = "PATH",
      description =
          "Labelled laboratory faces: a folder, a manifest, or a table of pixels, of any layout.")
  private Path source;

  @Option(
      names = "--source-split",
      paramLabel = "NAME",
      description =
          "Take only this part of --source, by its split column or folder, such as train.")
  private String sourceSplit;

  @Option(names = "--web", paramLabel = "PATH", description = "Unlabelled web faces, likewise.")
  private Path web;

  @Option(
      names = "--web-split",
      paramLabel = "NAME",
      description = "Take only this part of --web, by its split column or folder, such as train.")
  private String webSplit;

  @Option(
      names = "--target",
      paramLabel = "PATH",
      description = "The few labelled faces in the wild to train on.")
  private Path target;

  @Option(
      names = "--target-split",
      paramLabel = "NAME",
      description = "Take only this part of --target, by its split column or folder, such as Set1.")
  private String targetSplit;

  @Option(
      names = "--source-dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description =
          "Layout of --source, as for `cycleat prepare --dataset`, which also tells what numbers"
              + " mean (default: ${DEFAULT-VALUE}).")
  private String sourceDataSet;

  @Option(
      names = "--web-dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description = "The same of --web.")
  private String webDataSet;

  @Option(
      names = "--target-dataset",
      paramLabel = "NAME",
      defaultValue = FaceDataSets.AUTO,
      description = "The same of --target.")
  private String targetDataSet;

  @Option(
      names = "--exclude",
      paramLabel = "PATH",
      description = {
        "Leave out of training what is identical or near-identical to an image of this data set, such"
            + " as",
        "the one that the run will be evaluated on; may be repeated."
      })
  private List<Path> excluded = List.of();

  @Option(
      names = "--exclude-split",
      paramLabel = "NAME",
      description = "Take only this part of each --exclude, such as test; may be repeated.")
  private List<String> excludedSplits = List.of();

  @Option(
      names = "--labels",
      paramLabel = "LIST",
      description = "Classes to tell apart, such as AN,DI,FE,HA,SA,SU; others are left out.")
  private String labels;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      description = "Run only this stage: source, translation, selection, target or baselines.")
  private String stage;

  @Option(
      names = "--baselines",
      arity = "0..1",
      fallbackValue = Baselines.QUICK_OPTION,
      paramLabel = "LIST",
      description =
          "Train the paper's comparisons too: S2T_fine-tune and S2T_attention (quick, also without"
              + " a list), S2T_att.&gen., or all. S2T_att.&gen. (or att-gen) trains a second stage"
              + " II of the translation, without f_W: up to twice as long.")
  private String baselines;

  @Option(
      names = "--extend",
      description = {
        "Train a run for longer: with --set source.epochs=5 (or gan.stage1Steps, gan.stage2Steps,",
        "selection.epochs, target.pretrainEpochs, target.generatedEpochs, target.epochs,",
        "target.realEpochs) it goes on from where it is, at the new schedule's rates. Later stages",
        "are made anew; what they had is kept in before-N/."
      })
  private boolean extend;

  @Option(
      names = "--profile",
      description = {
        "Trace one step of each training, the 12th: profile/step-N.json in its folder is a"
            + " timeline",
        "for chrome://tracing or ui.perfetto.dev, step-N.txt a summary, which is printed too."
      })
  private boolean profile;

  @Option(
      names = "--xla",
      description = {
        "Let TensorFlow's compiler join operations: on GPUs steps may be faster, after a minute or"
            + " more",
        "of compiling; on a CPU they are slower. On a GPU it needs the compiler of CUDA 12."
      })
  private boolean xla;

  @Option(
      names = "--gpus",
      paramLabel = "LIST",
      description = {
        "Share each batch evenly among several GPUs, such as 0,1, which average their gradients;",
        "instead of --gpu."
      })
  private String gpus;

  @Mixin private ConfigOptions options;
  @Mixin private GpuOption gpu;
  @Spec private CommandSpec spec;

  private final Losses losses = new Losses(this::tell);

  @Override
  public Integer call() {
    Baselines chosen = baselines == null ? Baselines.NONE : Baselines.parse(baselines);
    Config config = options.resolve(Workspace.configFile(run));
    if (labels != null) {
      config = config.with("labels=" + labels);
    }
    if (xla) {
      Xla.enable();
    }
    PrintWriter out = spec.commandLine().getOut();
    GpuChoice device = gpu.choice(gpus);
    Run training =
        extend
            ? Run.extend(run, config, device, given(), out::println)
            : Run.create(run, config, device, given(), out::println);
    training = training.with(chosen);
    if (profile) {
      training = training.profiled();
    }
    if (stage != null) {
      training.run(Stage.parse(stage));
    } else {
      training.runAll();
    }
    return losses.exitCode();
  }

  private void tell(String line) {
    spec.commandLine().getOut().println(line);
  }

  private Given given() {
    if (excluded.isEmpty() && !excludedSplits.isEmpty()) {
      throw new UserException(
          "--exclude-split %s without --exclude: name the data that it is a part of"
              .formatted(excludedSplits.get(0)));
    }
    List<GivenData> sets = new ArrayList<>();
    for (Path path : excluded) {
      DataSource data = new DataSource(path, FaceDataSets.AUTO, "--exclude", this::tell, losses);
      if (excludedSplits.isEmpty()) {
        sets.add(GivenData.toExclude(data, Optional.empty()));
      }
      excludedSplits.forEach(split -> sets.add(GivenData.toExclude(data, Optional.of(split))));
    }
    return new Given(data(), sets);
  }

  private Map<Domain, GivenData> data() {
    Map<Domain, GivenData> data = new EnumMap<>(Domain.class);
    put(data, Domain.SOURCE, source, sourceDataSet, sourceSplit);
    put(data, Domain.WEB, web, webDataSet, webSplit);
    put(data, Domain.TARGET, target, targetDataSet, targetSplit);
    return data;
  }

  private void put(
      Map<Domain, GivenData> data, Domain domain, Path path, String layout, String split) {
    if (path != null) {
      DataSource source = new DataSource(path, layout, domain.option(), this::tell, losses);
      data.put(domain, GivenData.of(domain, source, Optional.ofNullable(split)));
    } else if (split != null) {
      throw new UserException(
          "%1$s-split %2$s without %1$s: name the data that it is a part of"
              .formatted(domain.option(), split));
    }
  }
}
