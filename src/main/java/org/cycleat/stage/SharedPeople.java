package org.cycleat.stage;

import java.nio.file.Path;
import java.util.Optional;
import org.cycleat.render.dataset.RenderJob;

/** Whether a name of a subject means one person in two data sets. */
public final class SharedPeople {
  private SharedPeople() {}

  /**
   * True where both are one data set, and where both were rendered of the same 3D faces, whose
   * people have numbers. Other data sets may give one name to two people.
   *
   * @param one folder of a data set
   * @param other likewise
   */
  public static boolean of(Path one, Path other) {
    if (one.startsWith(other) || other.startsWith(one)) {
      return true;
    }
    Optional<String> faces = RenderJob.facesOf(one);
    return faces.isPresent() && faces.equals(RenderJob.facesOf(other));
  }
}
