package org.cycleat.python;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cycleat.python.Twin.Look;
import org.cycleat.weights.CheckpointFile;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every network has the same outputs in Java and in Python from the same checkpoint, whichever of
 * the two wrote it.
 */
class NetworksPythonIT {
  /** Largest difference, relative to the largest value of the output. */
  private static final double TOLERANCE = 1e-4;

  /** Those that are Keras's own as published; narrow enough to be sampled is the first. */
  private static final List<Look> LOOKS =
      List.of(
          new Look("resnet14", 48, 1, true),
          new Look("resnet18", 64, 0.125, true),
          new Look("resnet34", 64, 0.25, true),
          new Look("resnet38", 32, 1, true),
          new Look("resnet50", 64, 1, true),
          new Look("resnet101", 64, 0.25, true),
          new Look("vgg16", 32, 1, false),
          new Look("vgg19", 32, 1, false),
          new Look("alexnet", 67, 0.25, false),
          new Look("generator", 64, 16, true),
          new Look("discriminator", 64, 16, true),
          new Look("discriminator2", 64, 16, true),
          new Look("landmarks68", 64, 16, true));

  @TempDir Path folder;

  @Test
  void agreeInBothDirections() throws Exception {
    PythonEnvironment python = PythonEnvironment.get();
    for (Look look : LOOKS) {
      Path here = Files.createDirectories(folder.resolve(look.network()));
      try (Twin twin = new Twin(look, 1)) {
        twin.checkpoint().save(twin.session(), here.resolve("java"), 12);
        Tensors.write(here.resolve("java-tensors"), twin.tensors(twin.pixels(2)));
      }
    }
    System.out.print(python.script("networks.py", folder, TOLERANCE));
    for (Look look : LOOKS) {
      Path here = folder.resolve(look.network());
      try (Twin twin = new Twin(look, 3);
          CheckpointFile expected = CheckpointFile.open(here.resolve("python-tensors"))) {
        for (String kind : List.of("object", "name")) {
          twin.reset();
          twin.checkpoint().restore(twin.session(), here.resolve("python-" + kind));
          compare(
              "%s by %s".formatted(look.network(), kind),
              twin.tensors(expected.read("images").floats()),
              expected);
        }
      }
    }
  }

  private static void compare(
      String what, Map<String, WeightArray> found, CheckpointFile expected) {
    double worst = 0;
    for (String name : expected.entries().keySet()) {
      double difference = difference(found.get(name).floats(), expected.read(name).floats());
      worst = Math.max(worst, difference);
      assertTrue(difference <= TOLERANCE, what + " " + name + " differs by " + difference);
    }
    System.out.printf("%s: Python wrote, Java read: %.1e%n", what, worst);
  }

  private static double difference(float[] found, float[] expected) {
    double largest = 0;
    double scale = 1e-30;
    assertTrue(found.length == expected.length, found.length + " instead of " + expected.length);
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs((double) found[i] - expected[i]));
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return largest / scale;
  }
}
