"""The paper's losses, written from its equations, to check the Java program's by.

All give scalars and weigh nothing: the weights of a sum stand where the sum is, in `web_loss` and
`target_loss`.
"""

import tensorflow as tf

# The least square that a root is taken of: equal maps then have a zero gradient, not NaN.
_SMALLEST = 1.17549435e-38


def cross_entropy(logits, labels, smoothing=0.0, class_weights=None):
    """Equation (3): softmax cross-entropy of logits [N, K] against class numbers [N].

    With smoothing s an image's target is 1 - s on its class and s / K on every class. With weights
    [K] the mean over the batch is weighted by each image's class, and 0 where all weigh nothing.
    """
    classes = logits.shape[1]
    targets = (1 - smoothing) * tf.one_hot(labels, classes) + smoothing / classes
    losses = tf.nn.softmax_cross_entropy_with_logits(targets, logits)  # [N]
    if class_weights is None:
        return tf.reduce_mean(losses)
    weights = tf.gather(tf.constant(class_weights, tf.float32), labels)
    return tf.math.divide_no_nan(tf.reduce_sum(weights * losses), tf.reduce_sum(weights))


def adversarial_discriminator(real, fake, kind="log"):
    """Equations (4), (5), negated: scores (logits of being real) of any shape.

    log: - E[log D(x)] - E[log(1 - D(G(x)))] with D = sigmoid(score)
    lsgan: E[(score - 1)^2] + E[score^2] (Mao et al. 2017)
    """
    if kind == "log":
        # 1 - sigmoid(s) = sigmoid(-s)
        return -tf.reduce_mean(tf.math.log_sigmoid(real)) - tf.reduce_mean(
            tf.math.log_sigmoid(-fake)
        )
    if kind == "lsgan":
        return tf.reduce_mean((real - 1) ** 2) + tf.reduce_mean(fake**2)
    raise _unknown(kind)


def adversarial_generator(fake, kind="log"):
    """What the generator minimises: log is - E[log D(G(x))], which does not saturate."""
    if kind == "log":
        return -tf.reduce_mean(tf.math.log_sigmoid(fake))
    if kind == "lsgan":
        return tf.reduce_mean((fake - 1) ** 2)
    raise _unknown(kind)


def cycle(cycled, original):
    """One of the two terms of equation (6): L1 as a mean over batch, pixels and channels."""
    return tf.reduce_mean(tf.abs(cycled - original))


def identity(translated, original):
    """CycleGAN's (Zhu et al. 2017, section 5.2): a face of the target domain stays as it is."""
    return tf.reduce_mean(tf.abs(translated - original))


def attention_map(activation, power=2.0):
    """Equation (1): F(A) = sum over channels of |A_c|^p, [N, H, W, C] to [N, H, W]."""
    return tf.reduce_sum(tf.abs(activation) ** power, axis=-1)


def attention_transfer(teacher, student, power=2.0, epsilon=1e-12):
    """Sum over pairs j of E|| Q_S^j/||Q_S^j|| - Q_W^j/||Q_W^j|| ||, without the factor beta / 2.

    Lists of activations [N, H_j, W_j, C_j]; epsilon is the least squared norm that a map is divided
    by, so that an all-zero map has a zero gradient.
    """
    total = 0.0
    for a, b in zip(teacher, student):
        difference = _unit(a, power, epsilon) - _unit(b, power, epsilon)  # [N, H*W]
        squared = tf.reduce_sum(difference**2, axis=1)
        total += tf.reduce_mean(tf.sqrt(tf.maximum(squared, _SMALLEST)))
    return total


def web_loss(logits, labels, attention, beta):
    """Equation (7) with an `attention_transfer` from f_S; (10), (11) are the same from f_W."""
    return cross_entropy(logits, labels) + beta / 2 * attention


target_loss = web_loss


def wing(errors, width, curvature):
    """Feng et al. 2018, equation 5: w ln(1 + |e| / epsilon) below w, else |e| - C; the mean."""
    size = tf.abs(errors)
    constant = width - width * tf.math.log(1 + width / curvature)
    near = width * tf.math.log(1 + size / curvature)
    return tf.reduce_mean(tf.where(size < width, near, size - constant))


def _unit(activation, power, epsilon):
    """Q / ||Q|| with Q = vec(F(A)), [N, H, W, C] to [N, H*W]."""
    maps = attention_map(activation, power)
    q = tf.reshape(maps, [maps.shape[0], -1])
    return tf.math.l2_normalize(q, axis=1, epsilon=epsilon)


def _unknown(kind):
    return ValueError(f"expected log or lsgan, got {kind!r}")
