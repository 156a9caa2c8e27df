package org.cycleat.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pictures in memory as OpenCV takes them. */
public final class Bgr {
  private Bgr() {}

  /** A picture as 8-bit BGR; transparent parts count as white. The caller closes it. */
  public static Mat of(BufferedImage image) {
    BufferedImage opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = opaque.createGraphics();
    graphics.drawImage(image, 0, 0, Color.WHITE, null);
    graphics.dispose();
    byte[] pixels = ((DataBufferByte) opaque.getRaster().getDataBuffer()).getData();
    Mat bgr = new Mat(image.getHeight(), image.getWidth(), CV_8UC3);
    bgr.data().put(pixels);
    return bgr;
  }
}
