package org.cycleat.render.facekit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person shows in a series of images.
 *
 * @param expression none where the face moves as no expression does
 * @param level 1 to 4; 0 of a neutral face; none where there are no levels
 */
public record Piece(Optional<Expression> expression, OptionalInt level) {

  /** Each expression at each level; a neutral face has the level 0. */
  static List<Piece> ofExpressions(List<Integer> levels) {
    return Arrays.stream(Expression.values())
        .flatMap(
            expression ->
                (expression == Expression.NEUTRAL ? List.of(0) : levels)
                    .stream().map(level -> of(expression, level)))
        .toList();
  }

  /** Each expression, as strong as it comes. */
  static List<Piece> ofExpressions() {
    return Arrays.stream(Expression.values())
        .map(expression -> new Piece(Optional.of(expression), OptionalInt.empty()))
        .toList();
  }

  static Piece of(Expression expression, int level) {
    return new Piece(Optional.of(expression), OptionalInt.of(level));
  }

  /** The expression's, such as AN; empty without one. */
  public String code() {
    return expression.map(Expression::code).orElse("");
  }
}
