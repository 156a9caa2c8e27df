package org.cycleat.device;

import java.util.OptionalInt;
import org.cycleat.UserException;

/**
 * Which GPU the user wants.
 *
 * @param isWanted false keeps to the CPU
 * @param number of the GPU, from 0, which must then be usable; empty for the first, or the CPU
 *     where there is none
 */
public record GpuChoice(boolean isWanted, OptionalInt number) {
  /** The first GPU, or the CPU. */
  public static final GpuChoice ANY = new GpuChoice(true, OptionalInt.empty());

  /** The CPU. */
  public static final GpuChoice NONE = new GpuChoice(false, OptionalInt.empty());

  /**
   * Reads what the option {@code --gpu} takes.
   *
   * @throws UserException where it is neither a number nor {@code none}
   */
  public static GpuChoice parse(String text) {
    if (text.equalsIgnoreCase("none")) {
      return NONE;
    }
    if (!text.matches("\\d{1,4}")) {
      throw new UserException(
          "--gpu: expected the number of a GPU, such as 0, or none, found " + text);
    }
    return new GpuChoice(true, OptionalInt.of(Integer.parseInt(text)));
  }
}
