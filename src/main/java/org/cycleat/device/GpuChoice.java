package org.cycleat.device;

import java.util.Arrays;
import java.util.List;
import org.cycleat.UserException;

/**
 * Which GPUs the user wants.
 *
 * @param isWanted false keeps to the CPU
 * @param numbers of the GPUs, from 0, which must then be usable; empty for the first, or the CPU
 *     where there is none
 */
public record GpuChoice(boolean isWanted, List<Integer> numbers) {
  private static final String NUMBER = "\\d{1,4}";

  /** The first GPU, or the CPU. */
  public static final GpuChoice ANY = new GpuChoice(true, List.of());

  /** The CPU. */
  public static final GpuChoice NONE = new GpuChoice(false, List.of());

  public GpuChoice {
    numbers = List.copyOf(numbers);
  }

  /**
   * Reads what the option {@code --gpu} takes.
   *
   * @throws UserException where it is neither a number nor {@code none}
   */
  public static GpuChoice parse(String text) {
    if (text.equalsIgnoreCase("none")) {
      return NONE;
    }
    if (!text.matches(NUMBER)) {
      throw new UserException(
          "--gpu: expected the number of a GPU, such as 0, or none, found " + text);
    }
    return new GpuChoice(true, List.of(Integer.parseInt(text)));
  }

  /**
   * Reads what the option {@code --gpus} takes.
   *
   * @throws UserException where they are not several distinct numbers
   */
  public static GpuChoice parseSeveral(String text) {
    List<String> parts = Arrays.asList(text.split(",", -1));
    List<Integer> numbers =
        parts.stream().filter(part -> part.matches(NUMBER)).map(Integer::valueOf).toList();
    long distinct = numbers.stream().distinct().count();
    if (distinct < Math.max(2, parts.size())) {
      throw new UserException(
          "--gpus: expected the numbers of two or more GPUs, such as 0,1, found " + text);
    }
    return new GpuChoice(true, numbers);
  }

  /** What the user typed, for messages. */
  String option() {
    return numbers.size() > 1 ? "--gpus" : "--gpu";
  }
}
