package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entries_count;
import static org.bytedeco.ffmpeg.global.avformat.avformat_index_get_entry;

import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * How many pictures a film should have.
 *
 * @param stored packets that the index of an MP4 or MOV lists so far; 0 for other containers
 * @param shown pictures, without those that an edit of the film cut off; 0 where it does not say
 */
record SampleIndex(long stored, long shown) {
  /** AVINDEX_DISCARD_FRAME, in a signed field of two bits. */
  private static final int DISCARDED = 2;

  static SampleIndex of(Demuxer demuxer) {
    AVStream stream = demuxer.stream();
    if (!demuxer.isMovie()) {
      return new SampleIndex(0, Math.max(0, stream.nb_frames()));
    }
    int stored = avformat_index_get_entries_count(stream);
    long shown = 0;
    for (int i = 0; i < stored; i++) {
      if ((avformat_index_get_entry(stream, i).flags() & DISCARDED) == 0) {
        shown++;
      }
    }
    return new SampleIndex(stored, shown);
  }
}
