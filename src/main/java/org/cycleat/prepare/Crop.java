package org.cycleat.prepare;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.cycleat.face.Box;

/**
 * A crop that was written.
 *
 * @param file relative to the output folder, with slashes
 * @param box of the face, in pixels of the photograph
 * @param landmarks the 68 points in pixels of the crop as "x y 1", or nothing
 * @param moment when it was seen, in a film; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Crop(String file, Box box, double score, String landmarks, Moment moment) {

  /**
   * A moment of a film.
   *
   * @param subject film and number of the face that is followed through it
   * @param frame number of the picture, from 0
   * @param seconds from the film's start
   */
  record Moment(String subject, long frame, double seconds) {}
}
