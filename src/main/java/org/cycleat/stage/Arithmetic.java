package org.cycleat.stage;

import java.util.List;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.config.PrecisionChoice;
import org.cycleat.device.Device;
import org.cycleat.device.GpuCard;
import org.cycleat.device.TensorFloat32;
import org.cycleat.nn.Precision;

/**
 * What {@code precision} of a configuration means on a device.
 *
 * @param training what networks compute in while they are trained
 * @param tensorFloat32 whether float32 products may have fewer digits, on GPUs that are faster then
 * @param name as the configuration has it, and never {@code auto}
 */
record Arithmetic(Precision training, boolean tensorFloat32, String name) {
  private static final double HAS_BFLOAT16 = 8.0;
  private static final double HAS_FLOAT16 = 7.0;

  /**
   * @throws UserException where the device has not what is asked for
   */
  static Arithmetic of(PrecisionChoice wanted, Device device) {
    List<GpuCard> cards = device.cards();
    return switch (wanted) {
      case FLOAT32 -> new Arithmetic(Precision.FLOAT32, false, "float32");
      case TF32 -> new Arithmetic(Precision.FLOAT32, true, "tf32");
      case FLOAT16 -> new Arithmetic(Precision.FLOAT16, true, "float16");
      case BFLOAT16 -> bfloat16(cards);
      case AUTO -> fastest(cards);
    };
  }

  private static Arithmetic bfloat16(List<GpuCard> cards) {
    for (GpuCard card : cards) {
      if (card.computeCapability() < HAS_BFLOAT16) {
        throw new UserException(
            "precision bfloat16 needs GPUs of compute capability 8.0 or more, found %s; set precision to float16 or auto"
                .formatted(card));
      }
    }
    return new Arithmetic(Precision.BFLOAT16, true, "bfloat16");
  }

  /** What the least of the cards has; a CPU computes in float32 as fast as in anything. */
  private static Arithmetic fastest(List<GpuCard> cards) {
    double least = cards.stream().mapToDouble(GpuCard::computeCapability).min().orElse(0);
    if (least >= HAS_BFLOAT16) {
      return bfloat16(cards);
    }
    return least >= HAS_FLOAT16
        ? new Arithmetic(Precision.FLOAT16, true, "float16")
        : new Arithmetic(Precision.FLOAT32, true, "float32");
  }

  /** Prepares the process for it, and says what the user should know. */
  void apply(Device device, Consumer<String> report) {
    boolean isGpu = device.hasGpu();
    if (isGpu && !TensorFloat32.enable(tensorFloat32) && !tensorFloat32) {
      report.accept("precision: TensorFloat-32 cannot be switched off here");
    }
    if (training != Precision.FLOAT32 || isGpu) {
      String slow = isGpu ? "" : ", which a CPU is slow in";
      report.accept("precision: " + name + slow);
    }
  }

  /** Networks that only answer do so in float32, or as float32 is meant in training. */
  static void applyToInference(PrecisionChoice wanted, Device device) {
    if (device.hasGpu()) {
      TensorFloat32.enable(wanted != PrecisionChoice.FLOAT32);
    }
  }
}
