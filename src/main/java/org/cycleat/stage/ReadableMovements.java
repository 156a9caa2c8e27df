package org.cycleat.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.UserException;
import org.cycleat.dataset.FacialMovement;
import org.cycleat.evaluation.MovementFit;

/** Which movements a network reads well enough. */
final class ReadableMovements {
  private ReadableMovements() {}

  /**
   * Makes sure that there are some.
   *
   * @param fits by the movement's title
   * @param place of the network, for errors
   * @param report gets a line on those that cannot be read
   * @throws UserException where no action unit can be read
   */
  static void require(Map<String, MovementFit.Fit> fits, String place, Consumer<String> report) {
    List<String> unreadable = new ArrayList<>();
    int all = 0;
    boolean isRead = false;
    for (FacialMovement movement : FacialMovement.values()) {
      if (!movement.isPose()) {
        all++;
        if (!fits.getOrDefault(movement.title(), MovementFit.Fit.UNKNOWN).canBeRead()) {
          unreadable.add(movement.title());
        } else {
          isRead |= !movement.isSigned();
        }
      }
    }
    if (!isRead) {
      throw new UserException(
          "%s reads no movement: none has a correlation of 0.3 on unseen people; train on more renders, or for longer"
              .formatted(place));
    }
    if (!unreadable.isEmpty()) {
      report.accept(
          "%d of %d movements cannot be read, and are left out: %s"
              .formatted(unreadable.size(), all, String.join(", ", unreadable)));
    }
  }
}
