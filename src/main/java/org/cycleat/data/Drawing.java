package org.cycleat.data;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cycleat.dataset.Sample;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The order of an endless training stream: which samples an epoch draws, and what is shuffled.
 *
 * <p>The samples are in groups: one group of all, or one a class when classes are balanced. An
 * epoch has as many rounds as the largest group has samples, and a round draws once from every
 * group, so a balanced epoch repeats the samples of small groups. A group is gone through in
 * shuffled passes: no sample comes twice before every other of its group came once.
 */
final class Drawing {
  /** [E] sample indices, pass after pass, group after group. */
  final long[] entries;

  /** [E] number of the pass that an entry belongs to; entries are shuffled within it. */
  final double[] passes;

  /** [L] places among the shuffled entries that the epoch takes, round after round. */
  final int[] kept;

  /** [L] number of the round; the groups' order is shuffled within it. */
  final double[] rounds;

  /** Number of samples that an epoch draws. */
  int epochLength() {
    return kept.length;
  }

  static Drawing of(List<Sample> samples, boolean balance) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("no samples to draw from");
    }
    return new Drawing(
        balance ? byLabel(samples) : List.of(IntStream.range(0, samples.size()).toArray()));
  }

  private Drawing(List<int[]> groups) {
    int roundCount = groups.stream().mapToInt(group -> group.length).max().orElseThrow();
    List<Integer> members = new ArrayList<>();
    List<Integer> passOf = new ArrayList<>();
    kept = new int[roundCount * groups.size()];
    rounds = new double[kept.length];
    int pass = 0;
    for (int g = 0; g < groups.size(); g++) {
      for (int round = 0; round < roundCount; round++) {
        kept[round * groups.size() + g] = members.size() + round;
        rounds[round * groups.size() + g] = round;
      }
      int first = members.size();
      while (members.size() - first < roundCount) {
        for (int member : groups.get(g)) {
          members.add(member);
          passOf.add(pass);
        }
        pass++;
      }
    }
    entries = members.stream().mapToLong(Integer::longValue).toArray();
    passes = passOf.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  private static List<int[]> byLabel(List<Sample> samples) {
    TreeMap<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      int label = sample.likeliest();
      if (label == Sample.UNLABELLED) {
        throw new IllegalArgumentException("balancing needs labels, none for " + sample.path());
      }
      groups.computeIfAbsent(label, unseen -> new ArrayList<>()).add(i);
    }
    return groups.values().stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  /** The tables as operands. */
  record Tables(
      Operand<TInt64> entries,
      Operand<TFloat64> passes,
      Operand<TInt32> kept,
      Operand<TFloat64> rounds) {

    /**
     * The samples of one epoch in their order.
     *
     * @param passSeed [2] for the order within passes
     * @param roundSeed [2] for the order within rounds
     * @return [L] sample indices
     */
    Operand<TInt64> epoch(Ops tf, Operand<TInt64> passSeed, Operand<TInt64> roundSeed) {
      Operand<TInt32> axis = tf.constant(0);
      Operand<TInt64> shuffled = tf.gather(entries, shuffleWithin(tf, passes, passSeed), axis);
      Operand<TInt64> drawn = tf.gather(shuffled, kept, axis);
      return tf.gather(drawn, shuffleWithin(tf, rounds, roundSeed), axis);
    }

    /** Indices that shuffle the entries of each part and leave the parts in order. */
    private static Operand<TInt32> shuffleWithin(
        Ops tf, Operand<TFloat64> parts, Operand<TInt64> seed) {
      Operand<TInt32> shape = tf.shape(parts);
      // part + [0, 1) sorts by part first; double keeps 2^30 values apart in a million parts
      Operand<TFloat64> keys =
          tf.math.add(parts, tf.random.statelessRandomUniform(shape, seed, TFloat64.class));
      Operand<TInt32> all = tf.size(parts);
      return tf.nn.topK(tf.math.neg(keys), all, TInt32.class).indices();
    }
  }
}
