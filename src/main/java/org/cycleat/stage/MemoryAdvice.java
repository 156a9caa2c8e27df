package org.cycleat.stage;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.train.MemoryShortage;

/** What to do where the processor's memory is too small for a stage. */
final class MemoryAdvice {
  private final Config config;
  private final Stage stage;
  private final String device;
  private final Path run;

  /**
   * @param device in words
   * @param run the run's folder
   */
  MemoryAdvice(Config config, Stage stage, String device, Path run) {
    this.config = config;
    this.stage = stage;
    this.device = device;
    this.run = run;
  }

  /**
   * What takes memory, and the keys that say how much.
   *
   * @param side of an image in pixels
   */
  private record Load(String networks, StageBatch batch, String sideKey, int side) {

    /** The next smaller settings; a batch of none is one that no configuration takes. */
    Stream<String> smaller() {
      int half = side / 2 / 4 * 4; // a multiple of 4, as generators need
      return Stream.of(batch.key() + "=" + batch.size() / 2, sideKey + "=" + half);
    }
  }

  /** A line of advice where memory was too small, else the failure itself. */
  RuntimeException about(RuntimeException failure) {
    if (failure instanceof MemoryShortage shortage) {
      return advice(shortage.place() + " of stage " + stage.option(), training(), failure);
    }
    return MemoryShortage.is(failure)
        ? advice("stage " + stage.option() + " beside its steps", answering(), failure)
        : failure;
  }

  private UserException advice(String place, Load load, RuntimeException cause) {
    String next =
        load.smaller()
            .filter(this::isTaken)
            .findFirst()
            .map(key -> "--set " + key + reduced(load))
            .map(sets -> sets + " in another --run, as a run keeps its configuration")
            .orElse("a processor with more memory");
    return new UserException(
        "out of memory in %s, on %s: %s, %d images of %d pixels (%s); try %s, or free memory: then the same command resumes %s"
            .formatted(
                place,
                device,
                load.networks(),
                load.batch().size(),
                load.side(),
                load.batch().key(),
                next,
                run),
        cause);
  }

  /** Half as many bits are a way out where a batch cannot be halved. */
  private String reduced(Load load) {
    boolean isFull =
        config.precision() == PrecisionChoice.FLOAT32 || config.precision() == PrecisionChoice.TF32;
    return load.batch().size() == 1 && isFull ? " or precision=bfloat16" : "";
  }

  private boolean isTaken(String assignment) {
    try {
      config.with(assignment);
      return true;
    } catch (UserException refused) {
      return false;
    }
  }

  /** Of a training step. */
  private Load training() {
    StageBatch batch = StageBatch.of(stage, config);
    return switch (stage) {
      case SOURCE -> ofFaces("f_S", batch);
      case TRANSLATION -> ofFaces("g_SW, g_WS, d_W, d_S and f_W", batch);
      case SELECTION ->
          new Load("AlexNet", batch, "selection.imageSize", config.selection().imageSize());
      case TARGET, BASELINES -> ofFaces("f_T and its teacher", batch);
    };
  }

  /** Of networks that judge, translate or give features. */
  private Load answering() {
    var batch = new StageBatch("evaluation.batchSize", config.evaluation().batchSize());
    return ofFaces("networks that answer", batch);
  }

  private Load ofFaces(String networks, StageBatch batch) {
    return new Load(networks, batch, "imageSize", config.imageSize());
  }
}
