/**
 * Data sets of rendered faces: who sits with which expression, in which poses they are taken, and
 * how pictures and manifest come to disk.
 */
package org.cycleat.render.dataset;
