package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_ALAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_EAC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_OPUS;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VORBIS;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Copies sound packet by packet, as it is. */
final class SoundCopy implements SoundTrack {
  /** What players of MP4 play, of all that may stand in one. */
  private static final Set<Integer> IN_MP4 =
      Set.of(AV_CODEC_ID_AAC, AV_CODEC_ID_MP3, AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3, AV_CODEC_ID_ALAC);

  private static final Set<Integer> IN_MATROSKA =
      Set.of(
          AV_CODEC_ID_AAC,
          AV_CODEC_ID_MP3,
          AV_CODEC_ID_AC3,
          AV_CODEC_ID_EAC3,
          AV_CODEC_ID_OPUS,
          AV_CODEC_ID_VORBIS);

  private final Demuxer demuxer;
  private final Muxer muxer;
  private final AVStream stream;
  private final AVPacket packet = av_packet_alloc();
  private final long start; // of the film, in the time base of its sound
  private boolean pending;

  SoundCopy(Demuxer demuxer, Muxer muxer) {
    this.demuxer = demuxer;
    this.muxer = muxer;
    this.stream = muxer.addStream();
    avcodec_parameters_copy(stream.codecpar(), demuxer.stream().codecpar());
    stream.codecpar().codec_tag(0); // of the other container
    stream.time_base(demuxer.stream().time_base());
    AVRational base = demuxer.stream().time_base();
    this.start = av_rescale(demuxer.startMicros(), base.den(), base.num() * Ffmpeg.MICROS);
    this.pending = demuxer.read(packet);
  }

  /** Whether this container takes sound of this AV_CODEC_ID. */
  static boolean isPossible(int codec, Muxer muxer) {
    return (muxer.isMatroska() ? IN_MATROSKA : IN_MP4).contains(codec);
  }

  @Override
  public void writeUntil(long timeMicros) {
    AVRational base = demuxer.stream().time_base();
    while (pending) {
      if (packet.dts() != AV_NOPTS_VALUE
          && av_rescale(packet.dts() - start, base.num() * Ffmpeg.MICROS, base.den())
              > timeMicros) {
        return;
      }
      shift();
      packet.stream_index(stream.index());
      packet.pos(-1);
      av_packet_rescale_ts(packet, base, stream.time_base());
      muxer.write(packet);
      pending = demuxer.read(packet);
    }
  }

  private void shift() {
    if (packet.dts() != AV_NOPTS_VALUE) {
      packet.dts(packet.dts() - start);
    }
    if (packet.pts() != AV_NOPTS_VALUE) {
      packet.pts(packet.pts() - start);
    }
  }

  @Override
  public void close() {
    av_packet_free(packet);
    demuxer.close();
  }
}
