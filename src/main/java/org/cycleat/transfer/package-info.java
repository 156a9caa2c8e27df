/**
 * Weights from elsewhere in the networks here: which array of a file belongs to which parameter,
 * what has to be done to it, and how files of weights are looked at and compared.
 */
package org.cycleat.transfer;
