/**
 * Faces out of photographs and films: cut out, aligned and listed, by a job that can be killed at
 * any time and goes on where it was.
 */
package org.cycleat.prepare;
