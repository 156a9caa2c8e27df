package org.cycleat.selection;

import static org.cycleat.selection.NearestNeighbours.squaredDistance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Queries that compete for candidates, each of which a limited number of queries can have. In a
 * round each query gets one more: the nearest that it does not have and that is not yet taken as
 * often as it may be. Where too many want one, it goes to those that it is nearest to.
 *
 * <p>A round leaves no query out that can have another candidate at all. A query that finds nothing
 * new swaps: another query gives it one of its own, and takes in its place one that is free, which
 * the first has already. One swap is always enough. Let X be the query, and Y free, so X has Y. If
 * some query lacks Y, it has one more candidate than X by now, so it has one that X lacks. If none
 * does, there are fewer queries than the limit, so every candidate is free, and X has them all.
 */
final class ChoiceRounds {
  private final double[][] queries;
  private final double[][] candidates;
  private final int[][] byDistance; // [q][c], candidates, nearest first
  private final int[] seen; // [q], how many of these are had or taken for good
  private final int[] left; // [c], how many queries can still have it
  private final List<List<Integer>> chosen = new ArrayList<>();

  private record Bid(double distance, int query, int candidate) {
    static final Comparator<Bid> NEAREST_FIRST =
        Comparator.comparingDouble(Bid::distance)
            .thenComparingInt(Bid::query)
            .thenComparingInt(Bid::candidate);
  }

  /** Query {@code giver} gives one candidate to another query, and takes a free one. */
  private record Swap(double cost, int giver, int given, int taken) {}

  /**
   * @param limit queries that can have one candidate, at least 1
   */
  ChoiceRounds(double[][] queries, double[][] candidates, int limit) {
    this.queries = queries;
    this.candidates = candidates;
    byDistance = NearestNeighbours.of(queries, candidates, candidates.length);
    seen = new int[queries.length];
    left = new int[candidates.length];
    Arrays.fill(left, limit);
    IntStream.range(0, queries.length).forEach(q -> chosen.add(new ArrayList<>()));
  }

  /** Each query gets one more candidate, as far as there are. */
  void next() {
    var bids = new PriorityQueue<>(Bid.NEAREST_FIRST);
    List<Integer> without = new ArrayList<>();
    IntStream.range(0, queries.length).forEach(q -> bid(q, bids, without));
    while (!bids.isEmpty()) {
      Bid bid = bids.remove();
      if (left[bid.candidate] > 0) {
        take(bid.query, bid.candidate);
      } else {
        bid(bid.query, bids, without);
      }
    }
    without.forEach(this::swap);
  }

  private void take(int query, int candidate) {
    left[candidate]--;
    chosen.get(query).add(candidate);
  }

  /** Candidates never become free again, so those that are passed over need no second look. */
  private void bid(int query, PriorityQueue<Bid> bids, List<Integer> without) {
    int[] nearest = byDistance[query];
    while (seen[query] < nearest.length && !isOpen(query, nearest[seen[query]])) {
      seen[query]++;
    }
    if (seen[query] == nearest.length) {
      without.add(query);
    } else {
      int candidate = nearest[seen[query]];
      bids.add(new Bid(distance(query, candidate), query, candidate));
    }
  }

  private boolean isOpen(int query, int candidate) {
    return left[candidate] > 0 && !chosen.get(query).contains(candidate);
  }

  private double distance(int query, int candidate) {
    return squaredDistance(queries[query], candidates[candidate]);
  }

  /** Does nothing where the query has all candidates, or none is free. */
  private void swap(int query) {
    chosen.get(query).stream()
        .filter(mine -> left[mine] > 0)
        .flatMap(free -> swaps(query, free))
        .min(Comparator.comparingDouble(Swap::cost))
        .ifPresent(
            swap -> {
              chosen.get(swap.giver).remove((Integer) swap.given);
              chosen.get(query).add(swap.given);
              take(swap.giver, swap.taken);
            });
  }

  private Stream<Swap> swaps(int query, int free) {
    return IntStream.range(0, queries.length)
        .filter(giver -> !chosen.get(giver).contains(free))
        .boxed()
        .flatMap(
            giver ->
                chosen.get(giver).stream()
                    .filter(given -> !chosen.get(query).contains(given))
                    .map(given -> new Swap(cost(query, free, giver, given), giver, given, free)));
  }

  /** By how much all distances together grow. */
  private double cost(int query, int free, int giver, int given) {
    return distance(query, given) + distance(giver, free) - distance(giver, given);
  }

  /** What each query has so far, [q][at most the number of rounds], nearest first. */
  int[][] chosen() {
    return IntStream.range(0, queries.length)
        .mapToObj(
            q ->
                chosen.get(q).stream()
                    .sorted(
                        Comparator.<Integer>comparingDouble(c -> distance(q, c))
                            .thenComparing(Comparator.naturalOrder()))
                    .mapToInt(Integer::intValue)
                    .toArray())
        .toArray(int[][]::new);
  }
}
