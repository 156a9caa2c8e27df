package org.cycleat.render.dataset;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.cycleat.render.Head;

/**
 * A person before the camera, with one expression or with none.
 *
 * @param subject the person, such as F0001
 * @param code of the expression: AN, DI, FE, HA, NE, SA or SU; empty where it is none of them
 * @param level of the expression, 1 to 4; 0 for neutral; none where expressions have no levels
 * @param showing makes the person ready; costly, and large
 */
public record Sitting(String subject, String code, OptionalInt level, Supplier<Showing> showing) {

  /** One head for all images. */
  public Sitting(String subject, String code, int level, Supplier<Head> ready) {
    this(
        subject,
        code,
        OptionalInt.of(level),
        () -> {
          Head head = ready.get();
          return image -> head;
        });
  }

  /**
   * Such as F0001_AN03, F0001_AN without a level, or F0001 without an expression; no two sittings
   * of a data set have one.
   */
  public String name() {
    String strength = level.isPresent() ? String.format(Locale.ROOT, "%02d", level.getAsInt()) : "";
    return code.isEmpty() ? subject : subject + "_" + code + strength;
  }
}
