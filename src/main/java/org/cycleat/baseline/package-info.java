/** Classifiers without a network of their own, to compare with: support vector machines. */
package org.cycleat.baseline;
