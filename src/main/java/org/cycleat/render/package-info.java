/**
 * Faces in three dimensions made into pictures: camera, lights, rasteriser, and what a data set of
 * renders consists of. Plain Java: it runs wherever Java does, without a graphics card.
 *
 * <p>In a picture, coordinates are continuous pixels: (0, 0) is the upper left corner of the upper
 * left pixel, whose centre is (0.5, 0.5). In the view, x points to the viewer's right, y up and z
 * towards the viewer; a head of pose zero looks along z. Whatever would differ in the last bit
 * between machines, such as sines, is computed by {@code StrictMath}: equal seeds give equal bytes.
 */
package org.cycleat.render;
