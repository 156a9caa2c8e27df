package org.cycleat.render.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.cycleat.Seeds;
import org.cycleat.UserException;
import org.cycleat.render.HeadPose;

/** The poses that each sitting is taken in: all of the paper's, the frontal one, or some. */
public final class Poses {
  /** The paper's angles (section 4.1), degrees. */
  private static final int[] PANS = {0, 5, 15, 25, 35, 45};

  private static final int[] TILTS = {0, 5, 10, 15, 20, 25, 30};

  /** Every pan with every tilt, 11 x 13. */
  private static final List<HeadPose> PAPER = grid();

  private final OptionalInt drawn;
  private final List<HeadPose> fixed;

  private Poses(OptionalInt drawn, List<HeadPose> fixed) {
    this.drawn = drawn;
    this.fixed = fixed;
  }

  /**
   * @param text {@code paper}, {@code frontal}, or how many of the paper's poses each sitting is to
   *     be taken in, drawn at random
   * @throws UserException where it is none of them
   */
  public static Poses parse(String text) {
    return switch (text) {
      case "paper" -> new Poses(OptionalInt.empty(), PAPER);
      case "frontal" -> new Poses(OptionalInt.empty(), List.of(HeadPose.FRONTAL));
      default -> new Poses(OptionalInt.of(number(text)), PAPER);
    };
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= PAPER.size()) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw new UserException(
        "unknown poses %s (--poses): expected paper, frontal or a number from 1 to %d"
            .formatted(text, PAPER.size()));
  }

  /** How many there are for each sitting. */
  public int count() {
    return drawn.orElse(fixed.size());
  }

  /** The poses of a sitting, which depend on the seed and its name only. */
  List<HeadPose> of(Sitting sitting, long seed) {
    if (drawn.isEmpty()) {
      return fixed;
    }
    List<HeadPose> poses = new ArrayList<>(fixed);
    Collections.shuffle(poses, Seeds.random(seed, "poses " + sitting.name(), 0));
    return poses.subList(0, drawn.getAsInt());
  }

  private static List<HeadPose> grid() {
    List<HeadPose> poses = new ArrayList<>();
    for (int pan : signed(PANS)) {
      for (int tilt : signed(TILTS)) {
        poses.add(new HeadPose(pan, tilt));
      }
    }
    return List.copyOf(poses);
  }

  /** Each angle and its opposite, in order. */
  private static List<Integer> signed(int[] angles) {
    List<Integer> both = new ArrayList<>();
    for (int angle : angles) {
      both.add(angle);
      if (angle > 0) {
        both.add(-angle);
      }
    }
    Collections.sort(both);
    return both;
  }
}
