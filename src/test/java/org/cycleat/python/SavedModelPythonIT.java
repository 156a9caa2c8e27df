package org.cycleat.python;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.TestGraph;
import org.cycleat.evaluation.Voting;
import org.cycleat.export.SavedModelWriter;
import org.cycleat.export.ServingInfo;
import org.cycleat.face.Framing;
import org.cycleat.model.ResNet;
import org.cycleat.nn.Initializer;
import org.cycleat.nn.Parameters;
import org.cycleat.nn.Scope;
import org.cycleat.weights.WeightArray;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * An exported model answers in Python, and converted to other runtimes, what it answers in Java,
 * and reads clean.
 */
class SavedModelPythonIT {
  private static final Shape IMAGES = Shape.of(2, 32, 32, 3);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"NONE", "FLIP"})
  void answersTheSame(Voting voting) throws Exception {
    PythonEnvironment python = PythonEnvironment.get();
    Path model = folder.resolve("cycleat").resolve("1");
    List<ServingInfo.Label> labels =
        List.of(new ServingInfo.Label("HA", "happiness"), new ServingInfo.Label("SA", "sadness"));
    new SavedModelWriter(
            tf ->
                new ResNet(
                    new Scope(new Parameters(tf, "f_T", 7), Initializer.HE),
                    ResNet.Depth.RESNET_18,
                    0.25,
                    labels.size()),
            (tf, classifier, session) -> classifier.parameters().initialize(session),
            new ServingInfo(labels, (int) IMAGES.get(1), Framing.DEFAULT, voting))
        .write(model);
    Tensors.write(folder.resolve("tensors"), answers(model));
    for (String script : List.of("saved_model.py", "conversions.py")) {
      System.out.print(python.script(script, model, folder.resolve("tensors"), 1e-4));
    }
    String shown =
        python.run(
            List.of(
                "-m",
                "tensorflow.python.tools.saved_model_cli",
                "show",
                "--dir",
                model.toString(),
                "--all"));
    assertTrue(shown.contains("signature_def['serving_bytes']"), shown);
    shown = shown.replace("IgnoreErrorsDataset", ""); // an operation's name is no error
    assertFalse(shown.matches("(?is).*(error|warning|traceback|deprecat).*"), shown);
  }

  private static Map<String, WeightArray> answers(Path model) {
    float[] pixels = TestGraph.normals(3, (int) IMAGES.size());
    Map<String, WeightArray> answers = new LinkedHashMap<>();
    answers.put("images", WeightArray.of(IMAGES, pixels));
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TFloat32 images = TFloat32.tensorOf(IMAGES, DataBuffers.of(pixels));
        Result result = bundle.function("serving_default").call(Map.of("images", images))) {
      for (String output : List.of("logits", "probabilities", "attention")) {
        TFloat32 value = (TFloat32) result.get(output).orElseThrow();
        float[] values = new float[(int) value.size()];
        value.asRawTensor().data().asFloats().read(values);
        answers.put(output, WeightArray.of(value.shape(), values));
      }
    }
    return answers;
  }
}
