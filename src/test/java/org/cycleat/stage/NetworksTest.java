package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.UserException;
import org.cycleat.config.Architecture;
import org.cycleat.config.Config;
import org.cycleat.loss.AttentionTransfer;
import org.cycleat.model.Classifier;
import org.cycleat.model.Features;
import org.cycleat.nn.Pass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class NetworksTest {
  private final TestGraph graph = new TestGraph();

  @AfterEach
  void close() {
    graph.close();
  }

  private Classifier source(Architecture architecture, int imageSize) {
    Config config =
        Config.preset("tiny")
            .with(
                "imageSize=" + imageSize,
                "source.model=" + architecture,
                "source.width=0.0625",
                "target.attentionBeta=0");
    return new Networks(config).source().make(graph.tf(), architecture.name());
  }

  /** The last convolution of each tells the depths apart. */
  @ParameterizedTest
  @CsvSource({
    "RESNET14, conv4_block2_2_conv/kernel, 82",
    "RESNET18, conv5_block2_2_conv/kernel, 102",
    "RESNET34, conv5_block3_2_conv/kernel, 182",
    "RESNET38, conv4_block6_2_conv/kernel, 197",
    "RESNET50, conv5_block3_3_conv/kernel, 320",
    "RESNET101, conv4_block23_3_conv/kernel, 626",
    "VGG16, block5_conv3/kernel, 32",
    "VGG19, block5_conv4/kernel, 38",
    "ALEXNET, conv5/kernel, 16"
  })
  void theConfigurationNamesTheNetwork(Architecture architecture, String kernel, int variables) {
    Classifier classifier = source(architecture, 68);
    classifier.parameters().get(kernel);
    assertEquals(variables, classifier.parameters().all().size());
    assertEquals(
        Shape.of(2, 7),
        classifier
            .apply(Pass.inference(graph.tf()), graph.normal(1, 2, 68, 68, 3))
            .logits()
            .shape());
  }

  @Test
  void architecturesPairWhereTheirAttentionDoes() {
    Map<Architecture, Features> features = new EnumMap<>(Architecture.class);
    var images = graph.normal(1, 2, 68, 68, 3);
    for (Architecture architecture : Architecture.values()) {
      features.put(
          architecture, source(architecture, 68).apply(Pass.inference(graph.tf()), images));
    }
    features.forEach(
        (teacher, taught) ->
            features.forEach(
                (student, learning) ->
                    assertEquals(
                        teacher.pairsWith(student),
                        pair(taught, learning),
                        teacher + " teaches " + student)));
  }

  private boolean pair(Features teacher, Features student) {
    try {
      AttentionTransfer.PAPER.of(graph.tf(), teacher.groups(), student.groups());
      return true;
    } catch (UserException e) {
      return false;
    }
  }
}
