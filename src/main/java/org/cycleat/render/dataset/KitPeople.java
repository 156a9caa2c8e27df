package org.cycleat.render.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cycleat.render.facekit.Expression;
import org.cycleat.render.facekit.FaceKit;

/** People of ICT-FaceKit, S000 and on. */
public final class KitPeople implements HeadSource {
  private final FaceKit kit;
  private final long seed;
  private final int first;
  private final int count;

  /** Those whose sittings are under way. */
  private final Map<Integer, FaceKit.Sitter> sitters = new ConcurrentHashMap<>();

  /**
   * @param seed of all people: the same seed and number are always the same person
   * @param first number of the first
   * @param count how many
   */
  public KitPeople(FaceKit kit, long seed, int first, int count) {
    this.kit = kit;
    this.seed = seed;
    this.first = first;
    this.count = count;
  }

  @Override
  public List<Sitting> sittings(List<Integer> levels) {
    List<Sitting> sittings = new ArrayList<>();
    for (int person = first; person < first + count; person++) {
      for (Expression expression : Expression.values()) {
        if (expression == Expression.NEUTRAL) {
          sittings.add(sitting(person, expression, 0));
        } else {
          for (int level : levels) {
            sittings.add(sitting(person, expression, level));
          }
        }
      }
    }
    return sittings;
  }

  private Sitting sitting(int person, Expression expression, int level) {
    return new Sitting(
        String.format(Locale.ROOT, "S%03d", person),
        expression.code(),
        level,
        () -> sitter(person).show(expression, level));
  }

  /** Painting a skin takes longer than a picture, so it is kept for the person's other sittings. */
  private FaceKit.Sitter sitter(int person) {
    int underWay = 2 * Runtime.getRuntime().availableProcessors();
    sitters.keySet().removeIf(other -> other < person - underWay);
    return sitters.computeIfAbsent(person, number -> kit.sitter(kit.person(seed, number)));
  }
}
