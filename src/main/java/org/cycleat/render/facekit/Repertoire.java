package org.cycleat.render.facekit;

import java.util.List;
import java.util.Map;

/** What people show, and how. Threads may share one. */
@FunctionalInterface
public interface Repertoire {
  /** One of the two prototypes of each expression, always the same one of a person and level. */
  Repertoire PROTOTYPES =
      (person, piece, image) -> {
        Expression expression = piece.expression().orElseThrow();
        int level = piece.level().orElseThrow();
        return expression.weights(level, person.manner(), person.moment(expression, level));
      };

  /**
   * What a person shows in an image.
   *
   * @param piece one of this repertoire
   * @param image which of the images of this person and piece, from 0
   * @return the weight of each shape by its name; of "browDown", also of its sides "browDown_L" and
   *     "browDown_R"
   */
  Map<String, Float> weights(Person person, Piece piece, int image);

  /**
   * All that each person shows.
   *
   * @param levels of expressions, 1 to 4, for those who show expressions at levels
   */
  default List<Piece> pieces(List<Integer> levels) {
    return Piece.ofExpressions(levels);
  }
}
