package org.cycleat.stage;

import java.util.Locale;
import org.cycleat.dataset.Use;

/** The three domains of the paper. */
public enum Domain {
  /** X_S, Y_S: many labelled faces under laboratory control. */
  SOURCE(Use.LABELLED),
  /** X_W: unlabelled faces from the internet. */
  WEB(Use.UNLABELLED),
  /** X_T, Y_T: few labelled faces in the wild. */
  TARGET(Use.LABELLED);

  private final Use use;

  Domain(Use use) {
    this.use = use;
  }

  Use use() {
    return use;
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The option that names its images. */
  public String option() {
    return "--" + fileName();
  }

  /** The option that names the part of them to take. */
  String splitOption() {
    return option() + "-split";
  }
}
