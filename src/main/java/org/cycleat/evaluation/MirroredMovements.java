package org.cycleat.evaluation;

import org.cycleat.dataset.FacialMovement;
import org.cycleat.model.Classifier;
import org.cycleat.nn.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a network reads off faces: the mean over an image and its mirror image, in which the face
 * looks and turns the other way.
 */
public final class MirroredMovements {
  private MirroredMovements() {}

  /**
   * Applies a network that reads movements.
   *
   * @param images [N, S, S, 3], with S static
   * @return [N, K], in the order of {@link FacialMovement}
   */
  public static Operand<TFloat32> read(Ops tf, Classifier network, Operand<TFloat32> images) {
    int size = Math.toIntExact(images.shape().get(1));
    var views = Voting.FLIP.views(tf, images, size); // [2 * N, S, S, 3]
    return mean(tf, network.apply(Pass.inference(tf), views).logits());
  }

  /**
   * @param movements [2 * N, K]: of all images, then of their mirror images
   */
  static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> movements) {
    FacialMovement[] all = FacialMovement.values();
    FloatNdArray signs = NdArrays.ofFloats(Shape.of(2, 1, all.length));
    for (int k = 0; k < all.length; k++) {
      signs.setFloat(1, 0, 0, k);
      signs.setFloat(all[k].isMirrored() ? -1 : 1, 1, 0, k);
    }
    var byView = tf.reshape(movements, tf.constant(new int[] {2, -1, all.length}));
    return tf.math.mean(tf.math.mul(byView, tf.constant(signs)), tf.constant(0));
  }
}
