/** Optimiser, schedule, checkpoints that resume exactly, the training loop and what it reports. */
package org.cycleat.train;
