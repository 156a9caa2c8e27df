package org.cycleat.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.cycleat.twins.Twins;

/**
 * Who is in each crop: as the data set says, or the face of a film that was followed.
 * Near-identical crops of nobody known get a common subject, so that no split of them parts what is
 * one photograph.
 */
final class CropSubjects {
  private CropSubjects() {}

  /**
   * By the crops' files.
   *
   * @param isStopped asked in between; what is returned then means nothing
   */
  static Map<String, String> of(
      Path out,
      List<Source> sources,
      Function<Source, Outcome> outcomes,
      BooleanSupplier isStopped) {
    List<String> files = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (Source source : sources) {
      for (Crop crop : outcomes.apply(source).crops()) {
        files.add(crop.file());
        known.add(
            crop.moment() == null ? source.entry().facts().subject() : crop.moment().subject());
      }
    }
    List<String> common =
        Twins.subjects(files.stream().map(out::resolve).toList(), known, isStopped);
    Map<String, String> subjects = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      subjects.put(files.get(i), common.get(i));
    }
    return subjects;
  }
}
