/**
 * Choice of the generated faces that join the target training set: principal components, t-SNE and
 * nearest neighbours, on plain arrays.
 */
package org.cycleat.selection;
