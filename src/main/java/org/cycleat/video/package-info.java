/**
 * Films and cameras: reading and writing pictures in time, on FFmpeg through JavaCV.
 *
 * <p>Pictures are 8-bit BGR {@code Mat}s, upright. Times are microseconds from the film's start.
 */
package org.cycleat.video;
