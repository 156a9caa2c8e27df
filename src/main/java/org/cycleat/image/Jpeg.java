package org.cycleat.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The segments of a JPEG file (ITU-T T.81, annex B). */
final class Jpeg {
  /** Twice what a progressive file of one colour with the coarsest chroma needs. */
  private static final long MOST_PIXELS_OF_A_BYTE = 1024;

  /** Each scan of a progressive file goes over all pixels again; there are about ten. */
  private static final long MOST_SCANNED_PIXELS = 20 * ImageHeader.MOST_PIXELS;

  private static final int SOF0 = 0xc0;
  private static final int SOF2 = 0xc2;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int SOF15 = 0xcf;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int TEM = 0x01;

  private final ByteBuffer data;
  private ImageHeader header = ImageHeader.of(ImageHeader.Format.JPEG, 0, 0);
  private final JpegEnd end = new JpegEnd();
  private int components;
  private boolean isProgressive;
  private boolean plain;
  private boolean adobe;
  private Orientation orientation = Orientation.UPRIGHT;
  private int scans;
  private boolean isEnded = true;

  private Jpeg(ByteBuffer data) {
    this.data = data;
  }

  /** Walks the file to its end marker, or to its end within a scan. */
  static Jpeg read(ByteBuffer data) throws IOException {
    Jpeg jpeg = new Jpeg(data);
    jpeg.walk();
    jpeg.check();
    return jpeg;
  }

  ImageHeader header() {
    return header.turned(orientation).plainIf(plain && isEnded);
  }

  /**
   * A file with an end marker.
   *
   * @throws IOException when pixels are missing
   */
  static byte[] ended(byte[] encoded) throws IOException {
    Jpeg jpeg = read(ByteBuffer.wrap(encoded));
    return jpeg.isEnded ? encoded : jpeg.end.appended(encoded, jpeg.components);
  }

  private void walk() {
    int position = 2;
    while (true) {
      position = nextMarker(position);
      if (position > data.limit() && scans > 0) {
        isEnded = false;
        return;
      }
      int marker = Byte.toUnsignedInt(data.get(position++));
      if (marker == EOI) {
        return;
      }
      if (marker != TEM && marker != SOI) { // these stand alone
        int length = Short.toUnsignedInt(data.getShort(position));
        segment(marker, data.slice(position + 2, Math.max(0, length - 2)));
        position += length;
      }
    }
  }

  /**
   * The position behind the next 0xff that introduces a marker, past any compressed data; past the
   * file's end where there is none.
   */
  private int nextMarker(int start) {
    for (int position = start; position < data.limit() - 1; position++) {
      if (data.get(position) == (byte) 0xff) {
        int code = Byte.toUnsignedInt(data.get(position + 1));
        boolean stuffed = code == 0x00 || code == 0xff || (code >= 0xd0 && code <= 0xd7);
        if (!stuffed) {
          return position + 1;
        }
      }
    }
    return data.limit() + 1;
  }

  private void segment(int marker, ByteBuffer content) {
    boolean isFrame =
        marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    if (isFrame) {
      frame(marker, content);
    } else if (marker == SOS) {
      scans++;
      end.add(content, isProgressive);
    } else if (marker == APP14 && ImageHeader.starts(content, 0, "Adobe")) {
      adobe = true;
    } else if (marker == APP1 && ImageHeader.starts(content, 0, "Exif\0\0")) {
      orientation = Tiff.orientation(content);
    }
  }

  /** The largest counts: a decoder takes the first. */
  private void frame(int marker, ByteBuffer content) {
    long height = Short.toUnsignedLong(content.getShort(1));
    long width = Short.toUnsignedLong(content.getShort(3));
    if (width * height > header.pixels()) {
      header = ImageHeader.of(ImageHeader.Format.JPEG, width, height);
    }
    components = content.get(5);
    isProgressive = marker == SOF2;
    // arithmetic coding, lossless and hierarchical frames are OpenCV's to decode or to refuse
    plain = marker <= SOF2 && content.get(0) == 8 && (components == 1 || components == 3);
  }

  private void check() throws IOException {
    header.requireContent(data.limit(), MOST_PIXELS_OF_A_BYTE);
    if (header.isModest() && scans * header.pixels() > MOST_SCANNED_PIXELS) {
      throw new IOException("it has " + scans + " scans, far more than it needs");
    }
    if (components == 4 && !adobe) {
      throw new IOException("it is CMYK and does not say whether its inks are inverted");
    }
  }
}
