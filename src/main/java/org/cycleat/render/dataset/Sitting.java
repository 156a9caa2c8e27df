package org.cycleat.render.dataset;

import java.util.Locale;
import java.util.function.Supplier;
import org.cycleat.render.Head;

/**
 * A person with one expression, before the camera.
 *
 * @param subject the person, such as F0001
 * @param code of the expression: AN, DI, FE, HA, NE, SA or SU
 * @param level of the expression, 1 to 4; 0 for neutral
 * @param head makes the head ready; costly, and large
 */
public record Sitting(String subject, String code, int level, Supplier<Head> head) {

  /** Such as F0001_AN03; no two sittings of a data set have one. */
  public String name() {
    return String.format(Locale.ROOT, "%s_%s%02d", subject, code, level);
  }
}
