package org.cycleat.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class MatchingTest {
  @TempDir Path folder;

  private final Map<String, Shape> network = new LinkedHashMap<>();
  private final FakeFile file = new FakeFile();
  private Rules rules = Rules.NONE;

  private MatchingTest wants(String name, long... shape) {
    network.put(name, Shape.of(shape));
    return this;
  }

  private Matching matching() {
    return Matching.of(network, file.entries(), rules);
  }

  /** All lines, those of the arrays loaded under their own names too. */
  private String all() {
    return String.join("\n", new MatchReport(matching()).lines(true));
  }

  private void assertLines(String... lines) {
    assertEquals(String.join("\n", lines), all());
  }

  private void rules(String... lines) throws IOException {
    rules = RulesReader.read(Files.writeString(folder.resolve("r.yaml"), String.join("\n", lines)));
  }

  @Test
  void sameNamesAreTakenWhateverTheirOrder() {
    wants("conv1_conv/kernel", 3, 3, 3, 5).wants("conv1_conv/bias", 5);
    file.with("conv1_conv/bias:0", 5).with("conv1_conv/kernel", 3, 3, 3, 5).withText("config");
    assertTrue(matching().isWhole());
    assertEquals(List.of(), new MatchReport(matching()).lines(false));
    assertLines(
        "conv1_conv/kernel [3, 3, 3, 5]: loaded from conv1_conv/kernel",
        "conv1_conv/bias [5]: loaded from conv1_conv/bias:0");
    assertEquals("2 of 2 loaded", new MatchReport(matching()).counts());
  }

  @Test
  void aRuleReplacesTheWholeName() throws IOException {
    wants("conv1/kernel", 2).wants("conv1/bias", 3);
    file.with("conv1/weighting", 2).with("conv1/biases", 3);
    rules(
        "- {from: '(.+)/(w|weighting)', to: $1/kernel}",
        "- {from: '(.+)/(b|biases)', to: $1/bias}");
    assertTrue(matching().isExact(), all());
  }

  @ParameterizedTest
  @CsvSource({
    "conv1_1_W, block1_conv1/kernel",
    "conv1_1_b, block1_conv1/bias",
    "conv5_3/weights, block5_conv3/kernel",
    "vgg_16/conv1/conv1_1/biases, block1_conv1/bias",
    "fc6_W, fc1/kernel",
    "fc7/0, fc2/kernel",
    "fc8/1, predictions/bias",
    "model/layer/fc1/w, fc1/kernel",
    "model.resnet.conv1.weight, conv1_conv/kernel",
    "bn1.weight, conv1_bn/gamma",
    "bn1.bias, conv1_bn/beta",
    "bn1.running_var, conv1_bn/moving_variance",
    "layer1.0.conv2.weight, conv2_block1_2_conv/kernel",
    "module.layer4.2.bn3.running_mean, conv5_block3_3_bn/moving_mean",
    "layer3.0.downsample.0.weight, conv4_block1_0_conv/kernel",
    "layer3.0.downsample.1.bias, conv4_block1_0_bn/beta",
    "res2a_branch2c/res2a_branch2c_W:0, conv2_block1_3_conv/kernel",
    "res4b22_branch2a/weights, conv4_block23_1_conv/kernel",
    "bn3d_branch1/bn3d_branch1_running_std:0, conv3_block4_0_bn/moving_variance",
    "bn_conv1/scale, conv1_bn/gamma",
    "resnet_v1_50/conv1/BatchNorm/moving_mean, conv1_bn/moving_mean",
    "resnet_v1_50/logits/weights, predictions/kernel"
  })
  void namesThatMeanTheSameAreKnown(String theirs, String ours) {
    wants(ours, 7);
    file.with(theirs, 7);
    assertLines(ours + " [7]: loaded from " + theirs);
  }

  @Test
  void aNameOfItsOwnGoesBeforeOneThatMeansTheSame() {
    wants("fc6/kernel", 4, 5).wants("fc7/kernel", 5, 5); // AlexNet's are not VGG's
    file.with("fc7_W", 5, 5).with("fc6_W", 4, 5);
    assertLines("fc6/kernel [4, 5]: loaded from fc6_W", "fc7/kernel [5, 5]: loaded from fc7_W");
  }

  @Test
  void ofTwoArraysTheOneThatFitsIsTakenThenTheOneOfTheFewestScopes() {
    wants("conv1/kernel", 3, 3, 2, 5).wants("conv1/bias", 5);
    file.with("a/conv1/W", 3, 3, 2, 4).with("b/c/conv1/W", 3, 3, 2, 5);
    file.with("e/d/conv1/b", 5).with("e/conv1/b", 5);
    assertLines(
        "conv1/kernel [3, 3, 2, 5]: loaded from b/c/conv1/W",
        "conv1/bias [5]: loaded from e/conv1/b",
        "skipped: a/conv1/W [3, 3, 2, 4]",
        "skipped: e/d/conv1/b [5]");
  }

  @Test
  void whereTwoArraysAreAsGoodNoneIsTaken() {
    wants("conv1/bias", 5);
    file.with("f_S/conv1/bias", 5).with("f_T/conv1/bias", 5);
    assertLines(
        "conv1/bias [5]: missing; f_S/conv1/bias and f_T/conv1/bias might be it: --map tells",
        "skipped: f_S/conv1/bias [5]",
        "skipped: f_T/conv1/bias [5]");
    assertTrue(matching().isEmpty());
  }

  @Test
  void theOptimisersArraysAreCountedAndNotTaken() {
    wants("conv1/kernel", 1, 1, 2, 3);
    file.with("conv1/kernel", 1, 1, 2, 3)
        .with("conv1/kernel/Adam", 1, 1, 2, 3)
        .with("optimizer/conv1/kernel/Adam/m", 1, 1, 2, 3)
        .with("conv1/kernel/ExponentialMovingAverage", 1, 1, 2, 3)
        .with("global_step")
        .with("bn1.num_batches_tracked")
        .with("save_counter");
    assertLines(
        "conv1/kernel [1, 1, 2, 3]: loaded from conv1/kernel",
        "skipped: 6 arrays of a training (optimiser, counters)");
  }

  @Test
  void pyTorchsAxesArePutInOrderAndSquareKernelsFollowTheOthers() {
    wants("conv1_conv/kernel", 7, 7, 3, 5)
        .wants("conv2_block1_1_conv/kernel", 3, 3, 3, 3)
        .wants("predictions/kernel", 4, 4);
    file.with("conv1.weight", 5, 3, 7, 7)
        .with("layer1.0.conv1.weight", 3, 3, 3, 3)
        .with("fc.weight", 4, 4);
    assertLines(
        "conv1_conv/kernel [7, 7, 3, 5]: loaded from conv1.weight, transposed from [5, 3, 7, 7]",
        "conv2_block1_1_conv/kernel [3, 3, 3, 3]: loaded from layer1.0.conv1.weight, transposed from [3, 3, 3, 3]",
        "predictions/kernel [4, 4]: loaded from fc.weight, transposed from [4, 4]",
        "layout of the file: kernels are [out, in, height, width], dense layers [out, in]");
    assertEquals("3 of 3 loaded, 3 transposed", new MatchReport(matching()).counts());
    Change change = matching().matches().get(1).change().orElseThrow();
    float[] moved = change.apply(file.read("layer1.0.conv1.weight").floats());
    // [h=1, w=2, in=0, out=2] was [out=2, in=0, h=1, w=2]
    assertEquals(2 * 27 + 1 * 3 + 2, moved[(1 * 3 + 2) * 9 + 2]);
  }

  @Test
  void squareKernelsStayWhereTheOthersAreAsHere() {
    wants("conv1/kernel", 3, 3, 2, 3).wants("fc1/kernel", 2, 6).wants("fc2/kernel", 6, 6);
    file.with("conv1/kernel", 3, 3, 2, 3).with("fc1/kernel", 2, 6).with("fc2/kernel", 6, 6);
    assertEquals("3 of 3 loaded", new MatchReport(matching()).counts());
  }

  @Test
  void denseLayersDecideForThemselvesAndTheirInputsTellWhereTheClassesDiffer() {
    wants("conv1/kernel", 3, 3, 2, 3).wants("fc1/kernel", 6, 6).wants("predictions/kernel", 6, 7);
    file.with("conv1/kernel", 3, 3, 2, 3).with("fc1/kernel", 6, 6).with("predictions/W", 9, 6);
    assertLines(
        "conv1/kernel [3, 3, 2, 3]: loaded from conv1/kernel",
        "fc1/kernel [6, 6]: loaded from fc1/kernel, transposed from [6, 6]",
        "predictions/kernel: does not fit; predictions/W is [9, 6], [6, 7] is wanted",
        "layout of the file: kernels are [height, width, in, out], dense layers [out, in]");
    assertFalse(matching().isWhole());
    assertEquals(
        "2 of 3 loaded, 1 transposed, 1 of another shape (predictions/kernel)",
        new MatchReport(matching()).counts());
  }

  @Test
  void mapsThatPyTorchFlattenedChannelsFirstAreFlattenedChannelsLast() {
    wants("conv/kernel", 1, 1, 5, 3).wants("fc1/kernel", 12, 2); // maps of 2 x 2 x 3
    file.with("conv.weight", 3, 5, 1, 1).with("fc1.weight", 2, 12);
    Change change = matching().matches().get(1).change().orElseThrow();
    float[] moved = change.apply(file.read("fc1.weight").floats());
    // y = 1, x = 0, channel 2, output 1: there at output 1, (2 * 2 + 1) * 2 + 0
    assertEquals(1 * 12 + 10, moved[((1 * 2 + 0) * 3 + 2) * 2 + 1]);
    assertEquals(Match.State.TRANSPOSED, matching().matches().get(1).state());
  }

  @Test
  void theanosFlattenedMapsAreReorderedThoughItsDenseLayersAreAsHere() {
    wants("conv/kernel", 1, 1, 5, 3).wants("fc1/kernel", 12, 2).wants("fc2/kernel", 2, 4);
    file.with("conv/W", 3, 5, 1, 1).with("fc1/W", 12, 2).with("fc2/W", 2, 4);
    Change change = matching().matches().get(1).change().orElseThrow();
    float[] moved = change.apply(file.read("fc1/W").floats());
    assertEquals(10 * 2 + 1, moved[((1 * 2 + 0) * 3 + 2) * 2 + 1]);
    assertEquals(Match.State.LOADED, matching().matches().get(2).state());
  }

  @Test
  void convolutionsOverAWholeMapAreDenseLayersAndAxesOfOneDoNotCount() {
    wants("fc1/kernel", 12, 2).wants("fc2/kernel", 2, 5).wants("conv1/bias", 7);
    file.with("vgg/fc1/weights", 2, 2, 3, 2).with("fc2/W", 1, 1, 2, 5).with("conv1_b", 1, 1, 1, 7);
    assertLines(
        "fc1/kernel [12, 2]: loaded from vgg/fc1/weights, reshaped from [2, 2, 3, 2]",
        "fc2/kernel [2, 5]: loaded from fc2/W, reshaped from [1, 1, 2, 5]",
        "conv1/bias [7]: loaded from conv1_b, reshaped from [1, 1, 1, 7]");
    assertEquals("3 of 3 loaded, 3 reshaped", new MatchReport(matching()).counts());
  }

  @Test
  void asManyElementsAloneDoNotFit() {
    wants("fc1/kernel", 5, 8);
    file.with("fc1/kernel", 10, 4);
    assertLines("fc1/kernel: does not fit; fc1/kernel is [10, 4], [5, 8] is wanted");
  }

  @Test
  void shapesDecideWhereAsManyArraysAsParametersHaveThem() {
    wants("conv1/kernel", 3, 3, 3, 4)
        .wants("conv2/kernel", 3, 3, 4, 4)
        .wants("conv3/kernel", 3, 3, 4, 4)
        .wants("conv3/bias", 4);
    file.with("features.0.weight", 4, 3, 3, 3)
        .with("features.10.weight", 4, 4, 3, 3)
        .with("features.2.weight", 4, 4, 3, 3)
        .with("features.0.bias", 4)
        .with("features.2.bias", 4);
    assertLines(
        "conv1/kernel [3, 3, 3, 4]: loaded from features.0.weight, transposed from [4, 3, 3, 3], by shape",
        "conv2/kernel [3, 3, 4, 4]: loaded from features.10.weight, transposed from [4, 4, 3, 3], by shape",
        "conv3/kernel [3, 3, 4, 4]: loaded from features.2.weight, transposed from [4, 4, 3, 3], by shape",
        "conv3/bias [4]: missing",
        "skipped: features.0.bias [4]",
        "skipped: features.2.bias [4]",
        "layout of the file: kernels are [out, in, height, width], dense layers [out, in]");
  }

  @Test
  void anAlphabeticalFileIsReadInTheOrderOfItsNumbers() {
    wants("conv1/kernel", 2, 2, 4, 4).wants("conv2/kernel", 2, 2, 4, 4);
    file.with("features.10.weight", 2, 2, 4, 4).with("features.2.weight", 2, 2, 4, 4);
    assertLines(
        "conv1/kernel [2, 2, 4, 4]: loaded from features.2.weight, by shape",
        "conv2/kernel [2, 2, 4, 4]: loaded from features.10.weight, by shape");
  }

  @Test
  void arraysOfOneShapeStayAmongTheirKind() {
    wants("n/gamma", 4).wants("n/beta", 4).wants("n/moving_mean", 4).wants("n/moving_variance", 4);
    file.with("x/beta", 4).with("x/running_var", 4).with("x/mean", 4).with("x/scale", 4);
    assertLines(
        "n/gamma [4]: loaded from x/scale, by shape",
        "n/beta [4]: loaded from x/beta, by shape",
        "n/moving_mean [4]: loaded from x/mean, by shape",
        "n/moving_variance [4]: loaded from x/running_var, by shape");
  }

  @Test
  void arraysWithoutNamesAreTakenByShapeAndOrder() {
    wants("a/kernel", 2, 3).wants("a/bias", 3).wants("b/kernel", 3, 4).wants("b/bias", 4);
    file.with("arr_0", 2, 3).with("arr_1", 3).with("arr_2", 3, 4).with("arr_3", 4);
    assertEquals("4 of 4 loaded", new MatchReport(matching()).counts());
    assertTrue(all().contains("b/bias [4]: loaded from arr_3, by shape"), all());
  }

  @Test
  void rulesGoFirstAndSayWhatIsLeftOut() throws IOException {
    wants("conv1/kernel", 1, 1, 2, 3).wants("conv1/bias", 3);
    file.with("conv1/kernel", 1, 1, 2, 3)
        .with("scope/unit_1/weights", 3, 2)
        .with("scope/unit_1/biases", 3)
        .with("head/bias", 3);
    rules(
        "- skip: head/.*",
        "- {from: 'scope/unit_(\\d)/weights', to: conv$1/kernel, transpose: [1, 0]}",
        "- {from: 'scope/unit_(\\d)/biases', to: conv$1/bias}",
        "- skip: nothing");
    assertLines(
        "conv1/kernel [1, 1, 2, 3]: loaded from scope/unit_1/weights, transposed from [3, 2], by rule",
        "conv1/bias [3]: loaded from scope/unit_1/biases, by rule",
        "skipped: conv1/kernel [1, 1, 2, 3]",
        "the rule at " + folder.resolve("r.yaml") + ":4 fits no array");
    float[] moved =
        matching().matches().get(0).change().orElseThrow().apply(new float[] {0, 1, 2, 3, 4, 5});
    assertEquals(
        List.of(0f, 2f, 4f, 1f, 3f, 5f),
        List.of(moved[0], moved[1], moved[2], moved[3], moved[4], moved[5]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {from: a/W, to: b/kernel} | gives a/W to b/kernel, which the network does not have",
        "- {from: './W', to: a/kernel} | gives b/W to a/kernel, as a/W is already",
        "- {from: a/W, to: a/kernel, transpose: [0]} | transposes 1 axes, but a/W has 2"
      })
  void rulesThatDoNotFitTheNetworkAreRefused(String rule, String message) throws IOException {
    wants("a/kernel", 2, 3);
    file.with("a/W", 2, 3).with("b/W", 2, 3);
    rules(rule);
    String found = assertThrows(UserException.class, this::matching).getMessage();
    assertTrue(found.startsWith("the rule at " + folder.resolve("r.yaml") + ":1 "), found);
    assertTrue(found.contains(message), found);
  }
}
