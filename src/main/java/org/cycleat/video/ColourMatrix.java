package org.cycleat.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE170M;

/**
 * How a film's brightness and colour differences become red, green and blue.
 *
 * @param code AVCOL_SPC of the matrix
 * @param primaries AVCOL_PRI that go with it
 * @param transfer AVCOL_TRC that goes with it
 */
record ColourMatrix(int code, int primaries, int transfer) {
  private static final ColourMatrix STANDARD =
      new ColourMatrix(AVCOL_SPC_SMPTE170M, AVCOL_PRI_SMPTE170M, AVCOL_TRC_SMPTE170M);
  private static final ColourMatrix HIGH_DEFINITION =
      new ColourMatrix(AVCOL_SPC_BT709, AVCOL_PRI_BT709, AVCOL_TRC_BT709);

  /** Television's convention, which players apply where a film says nothing. */
  static ColourMatrix bySize(int width, int height) {
    return width >= 1280 || height > 576 ? HIGH_DEFINITION : STANDARD;
  }
}
