package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.cycleat.train.MemoryShortage;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;

class MemoryAdviceTest {
  private static final Config TINY = Config.preset("tiny").with("imageSize=64");

  private static RuntimeException shortage() {
    return new TFResourceExhaustedException("OOM when allocating tensor with shape[64]\n [[node]]");
  }

  private static String advice(Config config, Stage stage, RuntimeException failure) {
    var advice = new MemoryAdvice(config, stage, "GPU 0: Small", Path.of("runs/a"));
    RuntimeException about = advice.about(failure);
    return assertInstanceOf(UserException.class, about).getMessage();
  }

  private static RuntimeException step(RuntimeException failure) {
    return MemoryShortage.of(failure, "step 3 of 9");
  }

  @Test
  void aStepIsToldWithItsNetworkItsBatchAndTheNextSmallerOne() {
    assertEquals(
        "out of memory in step 3 of 9 of stage source, on GPU 0: Small: f_S, 65 images of 64 pixels"
            + " (source.batchSize); try --set source.batchSize=32 in another --run, as a run keeps"
            + " its configuration, or free memory: then the same command resumes runs/a",
        advice(TINY.with("source.batchSize=65"), Stage.SOURCE, step(shortage())));
    String target = advice(TINY.with("target.batchSize=6"), Stage.BASELINES, step(shortage()));
    assertTrue(target.contains("f_T and its teacher, 6 images of 64 pixels"), target);
    assertTrue(target.contains("--set target.batchSize=3 "), target);
  }

  @Test
  void aBatchOfOneNeedsSmallerImages() {
    Config one = TINY.with("gan.batchSize=1");
    String half = advice(one.with("imageSize=72"), Stage.TRANSLATION, step(shortage()));
    assertTrue(half.contains("g_SW, g_WS, d_W, d_S and f_W, 1 images of 72 pixels"), half);
    assertTrue(half.contains("try --set imageSize=36 or precision=bfloat16 in"), half);
    String reduced =
        advice(one.with("imageSize=72", "precision=float16"), Stage.TRANSLATION, step(shortage()));
    assertTrue(reduced.contains("try --set imageSize=36 in"), reduced);
    String smallest = advice(one.with("imageSize=32"), Stage.TRANSLATION, step(shortage()));
    assertTrue(smallest.contains("try a processor with more memory, or"), smallest);
  }

  @Test
  void alexNetHasImagesOfItsOwnSize() {
    Config config = TINY.with("selection.batchSize=1", "selection.imageSize=227");
    String text = advice(config, Stage.SELECTION, step(shortage()));
    assertTrue(text.contains("AlexNet, 1 images of 227 pixels (selection.batchSize)"), text);
    assertTrue(text.contains("try --set selection.imageSize=112 or precision=bfloat16 in"), text);
  }

  @Test
  void beyondStepsTheBatchIsThatOfEvaluation() {
    String text = advice(TINY.with("evaluation.batchSize=8"), Stage.TARGET, shortage());
    assertTrue(text.startsWith("out of memory in stage target beside its steps, on"), text);
    assertTrue(text.contains("--set evaluation.batchSize=4 in"), text);
  }

  @Test
  void otherLibrariesSayItInTheirWords() {
    for (String words :
        List.of(
            "CUDA_ERROR_OUT_OF_MEMORY: out of memory",
            "CUBLAS_STATUS_ALLOC_FAILED",
            "Dst tensor is not initialized.")) {
      RuntimeException failure = new TensorFlowException(words);
      assertInstanceOf(MemoryShortage.class, step(failure));
    }
    for (RuntimeException other :
        List.of(new TensorFlowException("no kernel"), new IllegalStateException())) {
      assertSame(other, step(other));
      assertSame(
          other, new MemoryAdvice(TINY, Stage.SOURCE, "CPU", Path.of("a")).about(step(other)));
    }
  }
}
