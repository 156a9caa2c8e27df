/**
 * Data sets of faces: their classes, their layouts and manifests, and how they are divided. Which
 * files of a folder are its images, and what names, folders and lists say of each; no image is
 * opened here.
 */
package org.cycleat.dataset;
