package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cycleat.UserException;

/**
 * The pictures of a video or a live stream at an address, such as {@code rtsp://camera/1}.
 *
 * <p>Only this address is read, and where its server sends us to: lists of other addresses (HLS,
 * DASH) are refused. Times of a live stream are those of the first picture on.
 */
public final class StreamReader implements FrameSource {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The schemes of addresses, and what FFmpeg may open for each; never a file. */
  private static final Map<String, String> PROTOCOLS =
      Map.of(
          "http", "http,https,httpproxy,tls,tcp",
          "https", "http,https,httpproxy,tls,tcp",
          "rtsp", "rtp,srtp,udp,tcp",
          "rtsps", "rtp,srtp,udp,tls,tcp",
          "rtmp", "rtmp,tcp",
          "rtmps", "rtmps,tls,tcp",
          "srt", "srt",
          "tcp", "tcp",
          "udp", "udp");

  private final String name;
  private final Patience patience;
  private final PictureStream pictures;
  private long firstMicros = -1;

  private StreamReader(String name, Patience patience, PictureStream pictures) {
    this.name = name;
    this.patience = patience;
    this.pictures = pictures;
  }

  /** True for what begins like an address that can be read, such as "http://". */
  public static boolean isAddress(String given) {
    return PROTOCOLS.containsKey(scheme(given));
  }

  private static String scheme(String given) {
    int end = given.indexOf("://");
    return end < 0 ? "" : given.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** The address without user and password, for people and reports. */
  public static String withoutPassword(String address) {
    return address.replaceFirst("(?<=://)[^/?#]*@", "");
  }

  /**
   * Opens an address, which the caller closes.
   *
   * @throws UserException naming the address when nothing answers there within 15 s, or it is no
   *     video of a kind that can be read
   */
  public static StreamReader open(String address) {
    return open(address, PATIENCE);
  }

  static StreamReader open(String address, Duration limit) {
    String name = withoutPassword(address);
    Patience patience = new Patience(limit);
    String what = "cannot read " + name;
    Map<String, String> options =
        Map.of(
            "format_whitelist",
            VideoReader.FORMATS + ",rtsp,mpjpeg,live_flv",
            "protocol_whitelist",
            PROTOCOLS.get(scheme(address)),
            "rtsp_flags",
            "prefer_tcp");
    try {
      Demuxer demuxer =
          Demuxer.open(
              address,
              null,
              options,
              patience,
              error -> new UserException(what + ": " + reason(error, patience)));
      patience.renew();
      return new StreamReader(name, patience, PictureStream.of(demuxer, threads(demuxer), what));
    } catch (RuntimeException e) {
      patience.close();
      throw e;
    }
  }

  private static String reason(int error, Patience patience) {
    return error == AVERROR_EXIT() ? patience.toString() : Ffmpeg.reason(error);
  }

  /** A live stream has no length; more threads would delay its pictures. */
  private static int threads(Demuxer demuxer) {
    return isLive(demuxer) ? 1 : Runtime.getRuntime().availableProcessors();
  }

  private static boolean isLive(Demuxer demuxer) {
    long duration = demuxer.context().duration();
    return duration == AV_NOPTS_VALUE || duration <= 0;
  }

  @Override
  public VideoFormat format() {
    return pictures.format();
  }

  @Override
  public boolean isLive() {
    return isLive(pictures.demuxer());
  }

  @Override
  public void endWhen(BooleanSupplier asked) {
    patience.endWhen(asked);
  }

  /** {@inheritDoc} All pictures that came are given before an error tells that others did not. */
  @Override
  public Optional<VideoFrame> next() {
    patience.renew();
    Optional<VideoFrame> frame = pictures.next();
    if (frame.isEmpty()) {
      requireWhole();
      return frame;
    }
    if (!isLive()) {
      return frame;
    }
    if (firstMicros < 0) {
      firstMicros = frame.get().timeMicros();
    }
    return frame.map(f -> new VideoFrame(f.index(), f.timeMicros() - firstMicros, f.bgr()));
  }

  private void requireWhole() {
    Demuxer demuxer = pictures.demuxer();
    boolean isCut = demuxer.packets() < SampleIndex.of(demuxer).stored();
    if (!patience.isAsked() && (demuxer.failure() != 0 || isCut)) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "cannot read %s to its end: %s; %d frames came, the last at %.3f s",
              name,
              demuxer.failure() == 0 ? "it broke off" : reason(demuxer.failure(), patience),
              pictures.pictures(),
              pictures.lastMicros() / 1e6));
    }
  }

  @Override
  public void close() {
    pictures.close();
    patience.close();
  }
}
