/**
 * Faces in photographs: reading, detection, alignment and drawing, on OpenCV through JavaCV.
 *
 * <p>Coordinates are continuous pixels: (0, 0) is the upper left corner of the upper left pixel, so
 * the centre of that pixel is (0.5, 0.5). "Right" and "left" eye are the person's own; in an
 * upright photograph the right eye has the smaller x. Pictures are 8-bit BGR {@code Mat}s.
 */
package org.cycleat.face;
