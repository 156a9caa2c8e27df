package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cycleat.Seeds;
import org.cycleat.Sha256;

/**
 * Mixtures of shapes that somebody has shown, each shown again by others as it is. Those of an
 * expression lie in a ring, in an order that is drawn once; person by person goes on where the one
 * before has stopped. So any people, one after another, show each as often as another, within one.
 */
public final class Mixtures implements Repertoire {
  private final Map<Expression, List<Map<String, Float>>> rings = new EnumMap<>(Expression.class);
  private final String digest;
  private final long seed;
  private final int images;

  /**
   * @param mixtures at least one of each expression: the weights of shapes by their names
   * @param seed of the order
   * @param images of each person and expression
   */
  public Mixtures(
      Map<Expression, ? extends List<Map<String, Float>>> mixtures, long seed, int images) {
    Sha256 sha256 = new Sha256();
    for (Expression expression : Expression.values()) {
      List<Map<String, Float>> ring = new ArrayList<>(mixtures.get(expression));
      ring.forEach(row -> sha256.add(expression.code() + " " + new TreeMap<>(row) + "\n"));
      Collections.shuffle(ring, Seeds.random(seed, "mixtures " + expression.code(), 0));
      rings.put(expression, ring);
    }
    this.digest = sha256.hex();
    this.seed = seed;
    this.images = images;
  }

  /** Mixtures are as strong as they were shown. */
  @Override
  public List<Piece> pieces(List<Integer> levels) {
    return Piece.ofExpressions();
  }

  @Override
  public Map<String, Float> weights(Person person, Piece piece, int image) {
    Expression expression = piece.expression().orElseThrow();
    List<Map<String, Float>> ring = rings.get(expression);
    // a person's mixtures do not depend on who else is there
    long place = (long) person.number() * images + turns(person, expression).get(image);
    return ring.get((int) (place % ring.size()));
  }

  /** In which order a person shows them: each of the paper's poses always has the same number. */
  private List<Integer> turns(Person person, Expression expression) {
    List<Integer> turns =
        IntStream.range(0, images).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(turns, Seeds.random(seed, "turns " + expression.code(), person.number()));
    return turns;
  }

  /** Of all mixtures in their file's order, 64 hexadecimal digits. */
  public String digest() {
    return digest;
  }
}
