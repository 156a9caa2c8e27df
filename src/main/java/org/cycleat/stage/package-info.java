/** The four stages of a run: each wires networks, losses and data as the paper does. */
package org.cycleat.stage;
