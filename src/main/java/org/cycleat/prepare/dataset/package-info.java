/**
 * The layouts of the public data sets of faces: which files of a folder are its images, and what
 * names, folders and lists say of each. No image is opened here.
 */
package org.cycleat.prepare.dataset;
