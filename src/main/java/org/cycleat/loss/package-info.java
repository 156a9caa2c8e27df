/**
 * The paper's losses: operands in, one scalar out. The weights of a sum stand with the stage that
 * sums.
 */
package org.cycleat.loss;
