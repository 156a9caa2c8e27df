package org.cycleat.twins;

import java.util.List;
import java.util.stream.IntStream;

/** The fingerprints of many pictures: of each whole, and of all its views. */
final class Prints {
  static final int VIEWS = View.ALL.size();

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
              views[picture] = views(pictures.get(picture));
              low[picture] = views[picture][0]; // the first view is the whole
              high[picture] = views[picture][VIEWS];
            });
  }

  private static long[] views(Thumbnail picture) {
    long[] views = new long[2 * VIEWS];
    double degrees = 0;
    float[] sums = picture.sums();
    for (int i = 0; i < VIEWS; i++) {
      View view = View.ALL.get(i);
      if (view.degrees() != degrees) {
        degrees = view.degrees();
        sums = picture.turned(degrees).sums();
      }
      Fingerprint print = Fingerprint.of(sums, view.crop());
      if (view.mirrored()) {
        print = print.mirrored();
      }
      views[i] = print.low();
      views[VIEWS + i] = print.high();
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
}
