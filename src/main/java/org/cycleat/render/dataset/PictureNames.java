package org.cycleat.render.dataset;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cycleat.render.HeadPose;

/** The files of a data set's pictures, in a folder for each subject. */
final class PictureNames {
  private final Map<String, Integer> placeOf = new HashMap<>();
  private final int picturesPerSitting;
  private final boolean isLabelled;
  private final boolean isPosed;
  private final String ending;

  PictureNames(RenderPlan plan, boolean isLabelled, boolean isPosed, String ending) {
    Map<String, Integer> counts = new HashMap<>();
    for (Sitting sitting : plan.sittings()) {
      placeOf.put(sitting.name(), counts.merge(sitting.subject(), 1, Integer::sum) - 1);
    }
    this.picturesPerSitting = plan.poses().count();
    this.isLabelled = isLabelled;
    this.isPosed = isPosed;
    this.ending = ending;
  }

  /**
   * Such as images/S000/S000_AN03_p+00_t-15.jpg by its pose, S000_AN03_002.jpg by its number among
   * the sitting's, and without label S000_0017.jpg by its number among the subject's.
   */
  String file(Sitting sitting, int number, HeadPose pose) {
    String name;
    if (!isLabelled) {
      int ofSubject = placeOf.get(sitting.name()) * picturesPerSitting + number;
      name = String.format(Locale.ROOT, "%s_%04d", sitting.subject(), ofSubject);
    } else if (isPosed) {
      name =
          String.format(
              Locale.ROOT,
              "%s_p%+03d_t%+03d",
              sitting.name(),
              Math.round(pose.pan()),
              Math.round(pose.tilt()));
    } else {
      name = String.format(Locale.ROOT, "%s_%03d", sitting.name(), number);
    }
    return "images/%s/%s.%s".formatted(sitting.subject(), name, ending);
  }
}
