package org.cycleat.render.dataset;

import java.awt.image.BufferedImage;

/**
 * A rendered face and what is known of it.
 *
 * @param image in sRGB
 */
public record Picture(BufferedImage image, FaceFacts facts) {}
