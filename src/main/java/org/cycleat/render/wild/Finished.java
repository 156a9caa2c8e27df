package org.cycleat.render.wild;

import java.awt.image.BufferedImage;

/**
 * A picture as if found on the web.
 *
 * @param image TYPE_INT_RGB, of the render's size
 * @param occlusion which landmarks can no longer be seen
 */
public record Finished(BufferedImage image, Occlusion occlusion) {}
