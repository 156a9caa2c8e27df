package org.cycleat.render.dataset;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.cycleat.render.Head;
import org.cycleat.render.HeadPose;

/**
 * Takes the images of another look without their colours. What is left is the luma of ITU-R BT.601,
 * as training takes the colours of images away.
 */
public record GreyLook(Look coloured) implements Look {
  @Override
  public Picture take(Head head, HeadPose pose, Random random) {
    Picture picture = coloured.take(head, pose, random);
    return new Picture(grey(picture.image()), picture.facts());
  }

  private static BufferedImage grey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] luma = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int sum = 299 * (rgb[i] >> 16 & 0xff) + 587 * (rgb[i] >> 8 & 0xff) + 114 * (rgb[i] & 0xff);
      luma[i] = (byte) ((sum + 500) / 1000);
    }
    BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setDataElements(0, 0, width, height, luma);
    return grey;
  }
}
