package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Encodes sound that a container does not take as AAC, mono or stereo. */
final class SoundEncoder implements SoundTrack {
  private static final Set<Integer> RATES =
      Set.of(96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000);

  private static final int OTHER_RATE = 48000;
  private static final long BITS_PER_CHANNEL = 80_000;

  private final Demuxer demuxer;
  private final Muxer muxer;
  private final AVStream stream;
  private final AVCodecContext codec;
  private final SoundPieces pieces;
  private final AVPacket packet = av_packet_alloc();
  private final String what;
  private boolean ended;

  private SoundEncoder(
      Demuxer demuxer, Muxer muxer, AVCodecContext codec, SoundPieces pieces, String what) {
    this.demuxer = demuxer;
    this.muxer = muxer;
    this.stream = muxer.addStream();
    this.codec = codec;
    this.pieces = pieces;
    this.what = what;
    stream.time_base(codec.time_base());
    avcodec_parameters_from_context(stream.codecpar(), codec);
  }

  /**
   * Takes over a demuxer whose chosen stream is sound.
   *
   * @param what cannot be done if this fails, such as "cannot write a.mp4"
   */
  static SoundEncoder open(Demuxer demuxer, Muxer muxer, String what) {
    AVCodec encoder = avcodec_find_encoder(AV_CODEC_ID_AAC);
    AVCodecContext codec = avcodec_alloc_context3(encoder);
    try {
      int channels = Math.min(2, demuxer.stream().codecpar().ch_layout().nb_channels());
      int rate = demuxer.stream().codecpar().sample_rate();
      codec.sample_fmt(AV_SAMPLE_FMT_FLTP);
      codec.sample_rate(RATES.contains(rate) ? rate : OTHER_RATE);
      av_channel_layout_default(codec.ch_layout(), channels);
      codec.bit_rate(channels * BITS_PER_CHANNEL);
      codec.time_base(av_make_q(1, codec.sample_rate()));
      codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
      Ffmpeg.check(avcodec_open2(codec, encoder, (AVDictionary) null), what);
      SoundPieces pieces = SoundPieces.open(demuxer, codec, what);
      return new SoundEncoder(demuxer, muxer, codec, pieces, what);
    } catch (RuntimeException e) {
      avcodec_free_context(codec);
      throw e;
    }
  }

  @Override
  public void writeUntil(long timeMicros) {
    while (!ended && pieces.nextMicros() <= timeMicros) {
      AVFrame piece = pieces.next();
      ended = piece == null;
      Ffmpeg.check(avcodec_send_frame(codec, piece), what);
      while (avcodec_receive_packet(codec, packet) >= 0) {
        packet.stream_index(stream.index());
        av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
        muxer.write(packet);
      }
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    pieces.close();
    avcodec_free_context(codec);
    demuxer.close();
  }
}
