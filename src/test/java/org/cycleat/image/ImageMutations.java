package org.cycleat.image;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Endless hostile files, each made of valid ones; the same number is always the same file. */
final class ImageMutations {
  /** Values at which lengths, counts and sizes overflow, or differ in sign. */
  private static final long[] EDGES = {
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xffff,
    30_000,
    9_999,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    0xfffffff0L,
    0x00010000L,
    0x01000000L
  };

  private final List<byte[]> seeds;

  ImageMutations(List<byte[]> seeds) {
    this.seeds = List.copyOf(seeds);
  }

  byte[] file(long number) {
    SplittableRandom random = new SplittableRandom(number * 0x9e3779b97f4a7c15L + 1);
    byte[] file = pick(random).clone();
    int changes = 1 + random.nextInt(random.nextInt(6) + 1);
    for (int i = 0; i < changes && file.length > 1; i++) {
      file = mutate(file, random);
    }
    return file;
  }

  private byte[] pick(SplittableRandom random) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] mutate(byte[] file, SplittableRandom random) {
    int at = place(file, random);
    switch (random.nextInt(8)) {
      case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> file[at] = (byte) random.nextInt(256);
      case 2, 3 -> edge(file, at, random);
      case 4 -> {
        return Arrays.copyOf(file, 1 + random.nextInt(file.length - 1));
      }
      case 5 -> {
        return splice(file, at, random);
      }
      case 6 -> {
        return repeat(file, at, random);
      }
      default -> { // a part is moved within the file
        int from = random.nextInt(file.length);
        int count = Math.min(1 + random.nextInt(16), file.length - Math.max(from, at));
        System.arraycopy(file.clone(), from, file, at, count);
      }
    }
    return file;
  }

  /** Mostly in the first bytes, where the header is, else anywhere. */
  private static int place(byte[] file, SplittableRandom random) {
    int most = random.nextInt(3) == 0 ? file.length : Math.min(file.length, 200);
    return random.nextInt(most);
  }

  /** A number of one, two or four bytes, in either order of them. */
  private static void edge(byte[] file, int at, SplittableRandom random) {
    long value = EDGES[random.nextInt(EDGES.length)];
    int bytes = 1 << random.nextInt(3);
    boolean little = random.nextBoolean();
    for (int i = 0; i < bytes && at + i < file.length; i++) {
      file[at + i] = (byte) (value >>> (8 * (little ? i : bytes - 1 - i)));
    }
  }

  /** The start of this file and the end of another. */
  private byte[] splice(byte[] file, int at, SplittableRandom random) {
    byte[] other = pick(random);
    int from = random.nextInt(other.length);
    byte[] both = Arrays.copyOf(file, at + other.length - from);
    System.arraycopy(other, from, both, at, other.length - from);
    return both;
  }

  private static byte[] repeat(byte[] file, int at, SplittableRandom random) {
    int count = Math.min(1 + random.nextInt(64), file.length - at);
    byte[] longer = Arrays.copyOf(file, file.length + count);
    System.arraycopy(file, at, longer, at + count, file.length - at);
    return longer;
  }
}
