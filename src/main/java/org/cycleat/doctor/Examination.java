package org.cycleat.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.BuildInfo;
import org.cycleat.UserException;
import org.cycleat.device.Cuda;
import org.cycleat.device.Device;
import org.cycleat.device.GpuCard;
import org.cycleat.device.GpuChoice;
import org.cycleat.face.models.FaceModel;
import org.cycleat.face.models.FaceModels;
import org.cycleat.face.models.FoundModel;
import org.tensorflow.TensorFlow;

/** Looks at the machine, the build and the models, and tries out the processors. */
public final class Examination {
  private final GpuChoice gpu;
  private final Duration each;

  /**
   * @param each how long an operation is repeated in each precision; zero leaves the measuring out
   */
  public Examination(GpuChoice gpu, Duration each) {
    this.gpu = gpu;
    this.each = each;
  }

  /**
   * Runs it.
   *
   * @throws UserException where a GPU was asked for by number and cannot be used
   */
  public Findings run(FaceModels models) {
    Cuda cuda = Cuda.examine();
    // Before TensorFlow takes its share.
    Map<Integer, Long> free = new LinkedHashMap<>();
    for (GpuCard card : cuda.driver().cards()) {
      cuda.freeBytes(card).ifPresent(bytes -> free.put(card.number(), bytes));
    }
    String version = "";
    List<Speed> speeds = new ArrayList<>();
    Verdict verdict;
    try {
      Device device = Device.forInference(gpu, 0); // first, as it loads TensorFlow quietly
      version = TensorFlow.version();
      if (!each.isZero()) {
        measure(device, speeds::add);
      }
      verdict = Verdict.of(cuda, device, !gpu.isWanted());
    } catch (LinkageError e) {
      verdict = Verdict.withoutTensorFlow(e);
    }
    return new Findings(
        Machine.here(), BuildInfo.current(), version, cuda, free, places(models), speeds, verdict);
  }

  private void measure(Device device, Consumer<Speed> report) {
    new SpeedTest(device, "CPU", SpeedTest.Sizes.CPU, each, report).run();
    if (device.hasGpu()) {
      new SpeedTest(device, "GPU", SpeedTest.Sizes.GPU, each, report).run();
    }
  }

  private static Map<String, String> places(FaceModels models) {
    Map<String, String> places = new LinkedHashMap<>();
    for (FaceModel model : FaceModel.values()) {
      places.put(model.label(), place(models, model));
    }
    return places;
  }

  private static String place(FaceModels models, FaceModel model) {
    try {
      if (models.all(model).isEmpty()) {
        return "none in this build";
      }
      FoundModel found = models.find(model);
      return found.ships() ? found.source() : found.place() + " (" + found.source() + ")";
    } catch (UserException e) {
      return e.getMessage();
    }
  }
}
