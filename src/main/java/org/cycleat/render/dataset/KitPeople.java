package org.cycleat.render.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cycleat.render.Head;
import org.cycleat.render.facekit.FaceKit;
import org.cycleat.render.facekit.Piece;
import org.cycleat.render.facekit.Repertoire;

/** People of ICT-FaceKit, S000 and on. */
public final class KitPeople implements HeadSource {
  private final FaceKit kit;
  private final long seed;
  private final int first;
  private final int count;
  private final Repertoire repertoire;

  /** Those whose sittings are under way. */
  private final Map<Integer, FaceKit.Sitter> sitters = new ConcurrentHashMap<>();

  /** People who show the prototypes of expressions. */
  public KitPeople(FaceKit kit, long seed, int first, int count) {
    this(kit, seed, first, count, Repertoire.PROTOTYPES);
  }

  /**
   * @param seed of all people: the same seed and number are always the same person
   * @param first number of the first
   * @param count how many
   * @param repertoire what they show
   */
  public KitPeople(FaceKit kit, long seed, int first, int count, Repertoire repertoire) {
    this.kit = kit;
    this.seed = seed;
    this.first = first;
    this.count = count;
    this.repertoire = repertoire;
  }

  @Override
  public List<Sitting> sittings(List<Integer> levels) {
    List<Sitting> sittings = new ArrayList<>();
    for (int person = first; person < first + count; person++) {
      for (Piece piece : repertoire.pieces(levels)) {
        sittings.add(sitting(person, piece));
      }
    }
    return sittings;
  }

  @Override
  public List<String> shapes() {
    return kit.shapes();
  }

  private Sitting sitting(int person, Piece piece) {
    return new Sitting(
        String.format(Locale.ROOT, "S%03d", person),
        piece.code(),
        piece.level(),
        () -> new Shown(sitter(person), piece));
  }

  /** A head is made anew only where an image shows something else than the one before. */
  private final class Shown implements Showing {
    private final FaceKit.Sitter sitter;
    private final Piece piece;
    private Map<String, Float> weights = Map.of();
    private Head head; // none before the first image

    private Shown(FaceKit.Sitter sitter, Piece piece) {
      this.sitter = sitter;
      this.piece = piece;
    }

    @Override
    public Head head(int image) {
      Map<String, Float> now = repertoire.weights(sitter.person(), piece, image);
      if (head == null || !now.equals(weights)) {
        weights = now;
        head = sitter.show(now);
      }
      return head;
    }
  }

  /** Painting a skin takes longer than a picture, so it is kept for the person's other sittings. */
  private FaceKit.Sitter sitter(int person) {
    int underWay = 2 * Runtime.getRuntime().availableProcessors();
    sitters.keySet().removeIf(other -> other < person - underWay);
    return sitters.computeIfAbsent(person, number -> kit.sitter(kit.person(seed, number)));
  }
}
