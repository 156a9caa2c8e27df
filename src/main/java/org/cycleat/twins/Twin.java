package org.cycleat.twins;

/**
 * Two pictures that are nearly the same.
 *
 * @param first index in the first list
 * @param second index in the second list
 * @param likeness at most 1: how well both fit where one lies upon the other best
 */
public record Twin(int first, int second, float likeness) {}
