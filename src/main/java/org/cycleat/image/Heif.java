package org.cycleat.image;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AV1;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_core.insertChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2BGRA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * HEIC and AVIF (ISO/IEC 23008-12, AVIF 1.1): one picture of HEVC or AV1, or a grid of them, as
 * phones write it; cropped, turned, mirrored and transparent as the file says.
 */
final class Heif {
  private static final Set<String> ALPHA =
      Set.of("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1");

  /** Flat pictures of any size take a few hundred bytes. */
  private static final long MOST_PIXELS_OF_A_BYTE = 1 << 18;

  private final HeifItems items;

  private record Sides(int width, int height) {
    long pixels() {
      return (long) width * height;
    }
  }

  private Heif(HeifItems items) {
    this.items = items;
  }

  static ImageHeader header(ByteBuffer data) throws IOException {
    Heif file = new Heif(HeifItems.read(data));
    int item = file.items.primary();
    Sides coded = file.sides(item);
    ImageHeader whole =
        ImageHeader.of(
            ImageHeader.Format.HEIF,
            Integer.toUnsignedLong(coded.width()),
            Integer.toUnsignedLong(coded.height()));
    whole.requireContent(data.limit(), MOST_PIXELS_OF_A_BYTE);
    if (!whole.isModest()) {
      return whole;
    }
    try (Rect seen = file.seen(item, coded)) {
      return ImageHeader.of(ImageHeader.Format.HEIF, seen.width(), seen.height())
          .turned(file.orientation(item));
    }
  }

  /** The pixels that are seen, still to be turned: BGR, or BGRA where it has transparency. */
  static Mat pixels(ByteBuffer data) throws IOException {
    Heif file = new Heif(HeifItems.read(data));
    int item = file.items.primary();
    Sides coded = file.sides(item);
    try (Mat opaque = file.picture(item, coded);
        Rect seen = file.seen(item, coded)) {
      file.addAlpha(item, opaque);
      return new Mat(opaque, seen).clone();
    }
  }

  private Sides sides(int item) throws IOException {
    ByteBuffer size =
        items
            .property(item, "ispe")
            .orElseThrow(() -> new IOException("its header states no size"));
    return new Sides(size.getInt(4), size.getInt(8));
  }

  /** The clean aperture, of all pixels where there is none. */
  private Rect seen(int item, Sides coded) throws IOException {
    Optional<ByteBuffer> aperture = items.property(item, "clap");
    if (aperture.isEmpty()) {
      return new Rect(0, 0, coded.width(), coded.height());
    }
    ByteBuffer clap = aperture.get();
    double width = fraction(clap);
    double height = fraction(clap);
    double left = (coded.width() - width) / 2 + fraction(clap);
    double top = (coded.height() - height) / 2 + fraction(clap);
    boolean isInside =
        width >= 1
            && height >= 1
            && left >= 0
            && top >= 0
            && Math.round(left) + width <= coded.width()
            && Math.round(top) + height <= coded.height();
    if (!isInside) {
      throw new IOException("it is damaged: it shows more than its picture");
    }
    return new Rect((int) Math.round(left), (int) Math.round(top), (int) width, (int) height);
  }

  private static double fraction(ByteBuffer data) {
    return (double) data.getInt() / data.getInt();
  }

  /** Quarter turns to the left, and mirrors, in their order. */
  private Orientation orientation(int item) {
    int[] m = {1, 0, 0, 1}; // stored (x, y) is seen at (m0 x + m2 y, m1 x + m3 y)
    for (Box property : items.properties(item)) {
      if (property.type().equals("irot")) {
        for (int left = property.read().get() & 3; left > 0; left--) {
          m = new int[] {m[1], -m[0], m[3], -m[2]};
        }
      } else if (property.type().equals("imir")) {
        boolean leftAndRight = (property.read().get() & 1) == 1;
        m =
            leftAndRight
                ? new int[] {-m[0], m[1], -m[2], m[3]}
                : new int[] {m[0], -m[1], m[2], -m[3]};
      }
    }
    return Orientation.of(m[0], m[1], m[2], m[3]);
  }

  private Mat picture(int item, Sides sides) throws IOException {
    if (sides.width() < 1 || sides.height() < 1 || sides.pixels() > ImageHeader.MOST_PIXELS) {
      throw new IOException("it is damaged: one of its pictures is too large");
    }
    return switch (items.type(item)) {
      case "grid" -> grid(item, sides);
      case "hvc1" -> coded(item, sides, AV_CODEC_ID_HEVC, "hvcC");
      case "av01" -> {
        byte[] data = items.data(item);
        Av1.requireSize(data, 4 * sides.pixels() + (1 << 16));
        yield coded(item, sides, AV_CODEC_ID_AV1, "av1C");
      }
      default ->
          throw new IOException(
              "its picture is of the kind \"%s\"; only HEVC, AV1 and grids are read"
                  .formatted(items.type(item).strip()));
    };
  }

  private Mat coded(int item, Sides sides, int codec, String setup) throws IOException {
    ByteBuffer configuration =
        items.property(item, setup).orElseThrow(() -> new IOException("it has no " + setup));
    byte[] before = new byte[configuration.remaining()];
    configuration.get(before);
    return new FfmpegPicture(codec, sides.width(), sides.height())
        .colours(matrix(item), range(item))
        .decode(before, items.data(item));
  }

  private Optional<ByteBuffer> colours(int item) {
    return items.properties(item).stream()
        .filter(box -> box.type().equals("colr") && ImageHeader.starts(box.read(), 0, "nclx"))
        .findFirst()
        .map(Box::read);
  }

  private int matrix(int item) {
    return colours(item)
        .map(nclx -> (int) nclx.getShort(8))
        .orElse(FfmpegPicture.AS_THE_PICTURE_SAYS);
  }

  private int range(int item) {
    return colours(item)
        .map(nclx -> nclx.get(10) < 0 ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG)
        .orElse(FfmpegPicture.AS_THE_PICTURE_SAYS);
  }

  /** Rows of equal tiles, of which the last may reach beyond the picture (6.6.2.3). */
  private Mat grid(int item, Sides sides) throws IOException {
    byte[] grid = items.data(item);
    int rows = (grid[2] & 0xff) + 1;
    int columns = (grid[3] & 0xff) + 1;
    List<Integer> tiles = items.from(item, "dimg");
    if (tiles.size() != rows * columns || tiles.stream().anyMatch(this::isGrid)) {
      throw new IOException("it is damaged: it lacks tiles");
    }
    Sides tile = sides(tiles.get(0));
    if (!covers(columns, tile.width(), sides.width())
        || !covers(rows, tile.height(), sides.height())) {
      throw new IOException("it is damaged: its tiles do not cover it");
    }
    Mat canvas = new Mat(sides.height(), sides.width(), CV_8UC3);
    for (int i = 0; i < tiles.size(); i++) {
      int left = i % columns * tile.width();
      int top = i / columns * tile.height();
      if (!sides(tiles.get(i)).equals(tile)) {
        throw new IOException("it is damaged: its tiles differ in size");
      }
      try (Mat part = picture(tiles.get(i), tile);
          Mat rest = part.rowRange(0, Math.min(tile.height(), sides.height() - top));
          Mat inside = rest.colRange(0, Math.min(tile.width(), sides.width() - left));
          Mat row = canvas.rowRange(top, top + inside.rows());
          Mat place = row.colRange(left, left + inside.cols())) {
        inside.copyTo(place);
      }
    }
    return canvas;
  }

  private boolean isGrid(int item) {
    return items.type(item).equals("grid");
  }

  private static boolean covers(int count, int tile, int whole) {
    return tile > 0 && (long) count * tile >= whole && (count - 1L) * tile < whole;
  }

  /** Of another item, which refers to the picture. */
  private void addAlpha(int item, Mat picture) throws IOException {
    for (int other : items.to(item, "auxl")) {
      if (items.property(other, "auxC").filter(Heif::isAlpha).isPresent()) {
        try (Mat alpha = picture(other, sides(other));
            Mat channel = new Mat()) {
          if (alpha.rows() == picture.rows() && alpha.cols() == picture.cols()) {
            extractChannel(alpha, channel, 0);
            cvtColor(picture, picture, COLOR_BGR2BGRA);
            insertChannel(channel, picture, 3);
          }
        }
        return;
      }
    }
  }

  private static boolean isAlpha(ByteBuffer auxiliary) {
    byte[] name = new byte[auxiliary.position(4).remaining()];
    auxiliary.get(name);
    String text = new String(name, StandardCharsets.ISO_8859_1);
    return ALPHA.stream().anyMatch(known -> text.startsWith(known + "\0"));
  }
}
