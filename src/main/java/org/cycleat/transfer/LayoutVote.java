package org.cycleat.transfer;

import java.util.Collection;
import org.tensorflow.ndarray.Shape;

/**
 * Decides the layout of a file once, by the arrays that fit one way only; square ones, which fit
 * both ways, follow.
 */
final class LayoutVote {
  private static final Layout OURS = Layout.TENSORFLOW;

  private int kernels; // foreign ones less those as here
  private int dense;

  /** Hears an array and the parameter that it belongs to by name. */
  void hear(Shape source, Target target) {
    boolean own = OURS.way(source, target, false).isPresent();
    boolean foreign = OURS.way(source, target, true).isPresent();
    if (!own && !foreign && source.numDimensions() == 2 && target.shape().numDimensions() == 2) {
      // other classes than here: the inputs still tell
      own = source.get(0) == target.shape().get(0);
      foreign = source.get(1) == target.shape().get(0);
    }
    count(source, own, foreign);
  }

  /** Hears the arrays whose names say nothing, where those with names have not decided. */
  void hearLoose(Collection<Shape> sources, Collection<Target> targets) {
    boolean kernelsAsk = kernels == 0;
    boolean denseAsk = dense == 0;
    for (Shape source : sources) {
      if (source.numDimensions() == 4 ? kernelsAsk : denseAsk) {
        count(source, fitsAny(source, targets, false), fitsAny(source, targets, true));
      }
    }
  }

  /** Dense layers that have not decided are as the convolutions are. */
  Layout decide() {
    return new Layout(kernels > 0, dense == 0 ? kernels > 0 : dense > 0);
  }

  private static boolean fitsAny(Shape source, Collection<Target> targets, boolean foreign) {
    return targets.stream()
        .filter(target -> target.shape().numDimensions() == source.numDimensions())
        .anyMatch(target -> OURS.way(source, target, foreign).isPresent());
  }

  private void count(Shape source, boolean own, boolean foreign) {
    int vote = foreign == own ? 0 : foreign ? 1 : -1;
    if (source.numDimensions() == 4) {
      kernels += vote;
    } else if (source.numDimensions() == 2) {
      dense += vote;
    }
  }
}
