package org.cycleat.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Whether a JPEG file without its end marker has all its pixels. Decoders fill what is missing with
 * grey: either whole scans, which are counted here, or the end of the last, of which Java's decoder
 * warns.
 */
final class JpegEnd {
  private static final byte[] MARKER = {(byte) 0xff, (byte) 0xd9};
  private static final int COEFFICIENTS = 64;

  /** More than any scan leaves: the coefficient was in none yet. */
  private static final int ALL_BITS = 16;

  /** Every 64th column is enough to have all decoded. */
  private static final int STEP = 64;

  /** For each colour, how many bits each coefficient still lacks. */
  private final Map<Byte, int[]> lacking = new HashMap<>();

  /**
   * Notes what a scan brings (ITU-T T.81, B.2.3).
   *
   * @param scan the segment's content
   */
  void add(ByteBuffer scan, boolean isProgressive) {
    int colours = scan.get(0);
    int behind = 1 + 2 * colours;
    int first = isProgressive ? scan.get(behind) : 0;
    int last = isProgressive ? scan.get(behind + 1) : COEFFICIENTS - 1;
    int left = isProgressive ? scan.get(behind + 2) & 0x0f : 0;
    for (int i = 0; i < colours; i++) {
      int[] bits = lacking.computeIfAbsent(scan.get(1 + 2 * i), colour -> nothingYet());
      for (int c = Math.max(0, first); c <= Math.min(last, COEFFICIENTS - 1); c++) {
        bits[c] = left;
      }
    }
  }

  private static int[] nothingYet() {
    int[] bits = new int[COEFFICIENTS];
    Arrays.fill(bits, ALL_BITS);
    return bits;
  }

  /**
   * Puts the end marker where it is missing.
   *
   * @param encoded ends within the data of a scan
   * @throws IOException when pixels are missing, too
   */
  byte[] appended(byte[] encoded, int colours) throws IOException {
    boolean isComplete =
        lacking.size() == colours
            && lacking.values().stream().flatMapToInt(Arrays::stream).allMatch(bits -> bits == 0);
    byte[] ended = Arrays.copyOf(encoded, encoded.length + MARKER.length);
    System.arraycopy(MARKER, 0, ended, encoded.length, MARKER.length);
    if (!isComplete || warns(ended)) {
      throw new IOException("it is truncated");
    }
    return ended;
  }

  private static boolean warns(byte[] jpeg) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    AtomicBoolean hasWarned = new AtomicBoolean();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.addIIOReadWarningListener((source, warning) -> hasWarned.set(true));
      reader.setInput(in, true, true);
      ImageReadParam every = reader.getDefaultReadParam();
      every.setSourceSubsampling(STEP, 1, 0, 0);
      reader.readRaster(0, every);
      return hasWarned.get();
    } catch (IOException | RuntimeException e) { // nor are its pixels there if it is unreadable
      return true;
    } finally {
      reader.dispose();
    }
  }
}
