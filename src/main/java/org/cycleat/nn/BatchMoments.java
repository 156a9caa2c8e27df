package org.cycleat.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a layer of batch normalisation saw in a batch, and where it keeps the like for inference.
 *
 * @param movingMean gets means
 * @param movingVariance gets variances
 * @param mean of each channel over the batch [C]
 * @param variance of each channel over the batch, the mean squared distance from its mean [C]
 */
public record BatchMoments(
    Variable movingMean,
    Variable movingVariance,
    Operand<TFloat32> mean,
    Operand<TFloat32> variance) {}
