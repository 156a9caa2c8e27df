package org.cycleat.train;

import java.util.Map;

/**
 * What a training step gave.
 *
 * @param step how many steps are done, this one included
 * @param steps how many there are in all
 * @param learningRate that this step used
 * @param losses by name, in the order in which to show them
 */
public record StepReport(long step, long steps, float learningRate, Map<String, Float> losses) {}
