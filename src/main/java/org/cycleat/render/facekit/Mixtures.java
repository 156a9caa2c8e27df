package org.cycleat.render.facekit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cycleat.Seeds;
import org.cycleat.Sha256;

/**
 * Mixtures of shapes that somebody has shown, each shown again by others as it is. Of each
 * expression, every mixture has its turn before any comes again, in an order that is drawn anew
 * each time.
 */
public final class Mixtures implements Repertoire {
  private final Map<Expression, List<Map<String, Float>>> mixtures;
  private final long seed;
  private final int images;

  /**
   * @param mixtures at least one of each expression: the weights of shapes by their names
   * @param seed of the order
   * @param images of each person and expression
   */
  public Mixtures(
      Map<Expression, ? extends List<Map<String, Float>>> mixtures, long seed, int images) {
    this.mixtures = new EnumMap<>(Expression.class);
    for (Expression expression : Expression.values()) {
      this.mixtures.put(expression, List.copyOf(mixtures.get(expression)));
    }
    this.seed = seed;
    this.images = images;
  }

  /** Mixtures are as strong as they were shown. */
  @Override
  public List<OptionalInt> levels(Expression expression, List<Integer> asked) {
    return List.of(OptionalInt.empty());
  }

  @Override
  public Map<String, Float> weights(Person person, Expression expression, int level, int image) {
    List<Map<String, Float>> all = mixtures.get(expression);
    // a person's turns do not depend on who else is there
    long turn = (long) person.number() * images + image;
    return all.get(order(expression, turn / all.size()).get((int) (turn % all.size())));
  }

  private List<Integer> order(Expression expression, long round) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < mixtures.get(expression).size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, Seeds.random(seed, "mixtures " + expression.code(), round));
    return order;
  }

  /** Of all mixtures in their order, 64 hexadecimal digits. */
  public String digest() {
    Sha256 sha256 = new Sha256();
    mixtures.forEach(
        (expression, all) ->
            all.forEach(
                weights -> sha256.add(expression.code() + " " + new TreeMap<>(weights) + "\n")));
    return sha256.hex();
  }
}
