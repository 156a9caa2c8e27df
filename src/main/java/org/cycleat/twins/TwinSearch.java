package org.cycleat.twins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.cycleat.Workers;
import org.cycleat.train.TaskProgress;

/**
 * Compares every picture with every other. Fingerprints propose: crops of one picture against whole
 * other ones, and the other way round. What they propose is overlaid, which decides.
 */
final class TwinSearch {
  /** Signs of 128 that may differ; of unlike faces one pair in 6,000 is as near. */
  private static final int MOST_DIFFERENT = 30;

  /** Of the 64 lowest frequencies, looked at first. */
  private static final int MOST_LOW = 13;

  /**
   * From here on two pictures are called twins. Chosen on one half of the groups of twins that are
   * known in FER2013: 99.8 % of the faces of the other half are found, and of the pairs that are
   * just above, one in fifty shows two people.
   */
  private static final float LEAST_LIKENESS = 0.81f;

  /** Below that no turn is tried. */
  private static final float NEARLY = 0.6f;

  /** Whoever may be turned as well is sooner like somebody else. */
  private static final float DISCOUNT = 0.04f;

  /** In degrees, from those of a view. */
  private static final double[] TURNS = {-2, 2, -4, 4};

  /** Proposals for one picture that are looked at, the nearest first: films have thousands. */
  private static final int MOST_PROPOSALS = 32;

  private record Work(BooleanSupplier isStopped, TaskProgress progress) {}

  private record Proposal(int other, int view, int distance) {}

  private final List<Thumbnail> pictures;
  private final List<Thumbnail> others;
  private final boolean isWithin;

  /** Within one list where both are the same one. */
  TwinSearch(List<Thumbnail> pictures, List<Thumbnail> others) {
    this.pictures = pictures;
    this.others = others;
    this.isWithin = pictures == others;
  }

  /**
   * All twins, in order; a pair may come twice.
   *
   * @param isStopped asked before each picture; there may be more twins then
   */
  List<Twin> run(BooleanSupplier isStopped) {
    Prints first = new Prints(pictures);
    Prints second = isWithin ? first : new Prints(others);
    int scans = isWithin ? pictures.size() : pictures.size() + others.size();
    List<Twin> twins;
    try (var progress = new TaskProgress("comparing images", scans)) {
      Work work = new Work(isStopped, progress);
      twins = scan(first, second, pictures, others, work);
      if (!isWithin) {
        for (Twin twin : scan(second, first, others, pictures, work)) {
          twins.add(
              new Twin(/* first= */ twin.second(), /* second= */ twin.first(), twin.likeness()));
        }
      }
    }
    twins.sort(Comparator.comparingInt(Twin::first).thenComparingInt(Twin::second));
    return twins;
  }

  private List<Twin> scan(
      Prints cropped, Prints whole, List<Thumbnail> a, List<Thumbnail> b, Work work) {
    List<Twin> twins = new ArrayList<>();
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        Workers.perCore(cropped.size()),
        "comparing images",
        () -> {
          for (int i = next.getAndIncrement();
              i < cropped.size() && !work.isStopped.getAsBoolean();
              i = next.getAndIncrement()) {
            List<Twin> found = twins(i, proposals(i, cropped, whole), a, b);
            synchronized (twins) {
              twins.addAll(found);
            }
            work.progress.step();
          }
          return null;
        });
    return twins;
  }

  private List<Proposal> proposals(int picture, Prints cropped, Prints whole) {
    List<Proposal> proposals = new ArrayList<>();
    long[] views = cropped.views(picture);
    for (int other = 0; other < whole.size(); other++) {
      if (isWithin && other == picture) {
        continue;
      }
      long low = whole.low[other];
      int nearest = MOST_DIFFERENT + 1;
      int view = -1;
      for (int v = 0; v < Prints.VIEWS; v++) {
        int distance = Long.bitCount(low ^ views[v]);
        if (distance <= MOST_LOW) {
          distance += Long.bitCount(whole.high[other] ^ views[Prints.VIEWS + v]);
          if (distance < nearest) {
            nearest = distance;
            view = v;
          }
        }
      }
      if (view >= 0) {
        proposals.add(new Proposal(other, view, nearest));
      }
    }
    proposals.sort(Comparator.comparingInt(Proposal::distance));
    return proposals.subList(0, Math.min(MOST_PROPOSALS, proposals.size()));
  }

  private static List<Twin> twins(
      int picture, List<Proposal> proposals, List<Thumbnail> a, List<Thumbnail> b) {
    List<Twin> twins = new ArrayList<>();
    for (Proposal proposal : proposals) {
      View view = View.ALL.get(proposal.view());
      float likeness = likeness(b.get(proposal.other()), a.get(picture), view);
      if (likeness >= LEAST_LIKENESS) {
        twins.add(new Twin(picture, proposal.other(), likeness));
      }
    }
    return twins;
  }

  /** Where both are nearly alike, a small turn may show that they are. */
  private static float likeness(Thumbnail whole, Thumbnail cropped, View view) {
    float best = discounted(whole, cropped, view);
    if (best < NEARLY) {
      return best;
    }
    for (int i = 0; i < TURNS.length && best < LEAST_LIKENESS; i++) {
      best = Math.max(best, discounted(whole, cropped, view.turned(TURNS[i])));
    }
    return best;
  }

  private static float discounted(Thumbnail whole, Thumbnail cropped, View view) {
    float likeness = Overlay.best(whole, cropped, view);
    return view.degrees() == 0 ? likeness : likeness - DISCOUNT;
  }
}
