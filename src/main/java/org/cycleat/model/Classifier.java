package org.cycleat.model;

import org.cycleat.nn.Parameters;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A network from images [N, S, S, 3] in [-1, 1] to class scores. */
public interface Classifier {

  Features apply(Pass pass, Operand<TFloat32> images);

  Parameters parameters();
}
