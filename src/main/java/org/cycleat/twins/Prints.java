package org.cycleat.twins;

import java.util.List;
import java.util.stream.IntStream;

/** The fingerprints of many pictures: of each whole, and of its crops as they are and mirrored. */
final class Prints {
  private static final List<Crop> CROPS = Crop.all();

  /** Views of a picture: its crops, then the same mirrored. */
  static final int VIEWS = 2 * CROPS.size();

  final long[] low; // [picture]
  final long[] high;
  private final long[][] views; // [picture][low of each view, then high of each]

  Prints(List<Thumbnail> pictures) {
    low = new long[pictures.size()];
    high = new long[pictures.size()];
    views = new long[pictures.size()][];
    IntStream.range(0, pictures.size())
        .parallel()
        .forEach(
            picture -> {
              views[picture] = views(pictures.get(picture).sums());
              low[picture] = views[picture][0]; // the first crop is the whole
              high[picture] = views[picture][VIEWS];
            });
  }

  private static long[] views(float[] sums) {
    long[] views = new long[2 * VIEWS];
    for (int i = 0; i < CROPS.size(); i++) {
      Fingerprint print = Fingerprint.of(sums, CROPS.get(i));
      Fingerprint mirrored = print.mirrored();
      views[i] = print.low();
      views[i + CROPS.size()] = mirrored.low();
      views[VIEWS + i] = print.high();
      views[VIEWS + i + CROPS.size()] = mirrored.high();
    }
    return views;
  }

  int size() {
    return low.length;
  }

  /** Of one picture: the low words of each view, then the high ones. */
  long[] views(int picture) {
    return views[picture];
  }

  static Crop crop(int view) {
    return CROPS.get(view % CROPS.size());
  }

  static boolean isMirrored(int view) {
    return view >= CROPS.size();
  }
}
