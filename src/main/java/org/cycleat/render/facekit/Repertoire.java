package org.cycleat.render.facekit;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How people show expressions. Threads may share one. */
@FunctionalInterface
public interface Repertoire {
  /** One of the two prototypes of each expression, always the same one of a person and level. */
  Repertoire PROTOTYPES =
      (person, expression, level, image) ->
          expression.weights(level, person.manner(), person.moment(expression, level));

  /**
   * What a person shows in an image.
   *
   * @param level 1 to 4; 0 where there is none
   * @param image which of the images of this person, expression and level, from 0
   * @return the weight of each shape by its name; of "browDown", also of its sides "browDown_L" and
   *     "browDown_R"
   */
  Map<String, Float> weights(Person person, Expression expression, int level, int image);

  /**
   * The levels at which an expression is shown; a neutral face has the level 0.
   *
   * @param asked 1 to 4
   */
  default List<OptionalInt> levels(Expression expression, List<Integer> asked) {
    return expression == Expression.NEUTRAL
        ? List.of(OptionalInt.of(0))
        : asked.stream().map(OptionalInt::of).toList();
  }
}
