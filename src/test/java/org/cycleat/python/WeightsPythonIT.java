package org.cycleat.python;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.cycleat.device.Device;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.python.Twin.Look;
import org.cycleat.transfer.NetworkImport;
import org.cycleat.transfer.Pixels;
import org.cycleat.transfer.Rules;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.WeightFile;
import org.cycleat.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.Ops;

/**
 * Keras's own ResNet50, saved by Python in every format that is read here, is imported by its names
 * and has its outputs; and TensorFlow 1 restores what is written here.
 */
class WeightsPythonIT {
  private static final Look LOOK = new Look("resnet50", 32, 1, false);

  private static final List<String> FILES =
      List.of(
          "keras.h5",
          "keras.keras",
          "keras.weights.h5",
          "map.npz",
          "object",
          "saver",
          "saver-v1",
          "saved-model");

  @TempDir Path folder;

  @Test
  void areImportedFromEveryFormat() throws Exception {
    PythonEnvironment python = PythonEnvironment.get();
    try (Twin twin = new Twin(LOOK, 1)) {
      twin.checkpoint().save(twin.session(), folder.resolve("java"), 3);
    }
    System.out.print(python.script("weights.py", folder));
    try (CheckpointFile expected = CheckpointFile.open(folder.resolve("tensors"))) {
      for (String name : FILES) {
        Path checkpoint = folder.resolve("from-" + name);
        transfer(folder.resolve(name), checkpoint);
        try (Twin twin = new Twin(LOOK, 2)) {
          twin.checkpoint().restore(twin.session(), checkpoint);
          var logits = twin.tensors(expected.read("images").floats()).get("inference/0");
          float[] wanted = expected.read("logits").floats();
          assertArrayEquals(wanted, logits.floats(), 1e-4f * largest(wanted), name);
        }
      }
    }
  }

  private static void transfer(Path from, Path to) {
    try (WeightFile file = WeightFiles.open(from);
        NetworkImport transfer = new NetworkImport(file, WeightsPythonIT::network, Rules.NONE)) {
      assertTrue(transfer.matching().isExact(), () -> from + " has " + file.entries().keySet());
      transfer.write(Device.forInference(0), Pixels.TF, to);
    }
  }

  private static Parameters network(Ops tf) {
    Scope scope = new Scope(new Parameters(tf, "imported", 1), Initializer.HE);
    return new ResNet(scope, ResNet.Depth.RESNET_50, 1, Twin.CLASSES).parameters();
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
