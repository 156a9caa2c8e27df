/**
 * What makes a rendered face look like a photograph found anywhere, where no photograph may be
 * shipped: poses beyond a laboratory's grid, all kinds of light, hair and clothes, things behind
 * and before the face, and what lenses, sensors and files do to a picture.
 *
 * <p>{@link org.cycleat.render.wild.WildLook} is the way in: it draws a scene to render the face
 * in, then finishes the render. All lengths are shares of the picture's shorter side, or multiples
 * of the face's own size, so that pictures of 64 and of 512 pixels look alike.
 *
 * <p>Every picture is a function of the {@link java.util.Random} handed in. Nothing is drawn by
 * Java2D, whose results differ between machines; only JPEG is left to {@code javax.imageio}.
 */
package org.cycleat.render.wild;
