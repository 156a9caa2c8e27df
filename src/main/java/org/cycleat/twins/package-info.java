/**
 * Finds near-identical images: the same photograph in another size, crop or brightness, or
 * mirrored. Fingerprints of a few crops propose pairs, and an exact overlay of both pictures
 * decides.
 */
package org.cycleat.twins;
