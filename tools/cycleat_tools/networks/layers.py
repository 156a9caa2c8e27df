"""The few layers that Keras does not have, and the one setting of batch normalisation."""

import keras
import tensorflow as tf

PACKAGE = "cycleat"

# Keras's epsilon in its residual networks, everywhere here; its momentum of 0.99 is too slow for
# short runs.
EPSILON = 1.001e-5
MOMENTUM = 0.9

# From so many channels on a strided 1x1 convolution is safe. With fewer, the gradient of its kernel
# in oneDNN writes past its workspace: https://github.com/uxlfoundation/oneDNN/issues/6035.
SAFE_INPUTS = 16


def batch_norm(name):
    """Batch normalisation as every network here has it."""
    return keras.layers.BatchNormalization(momentum=MOMENTUM, epsilon=EPSILON, name=name)


def instance_norm(name):
    """Instance normalisation without scale and offset, as CycleGAN has it."""
    return keras.layers.GroupNormalization(
        groups=-1, axis=-1, epsilon=1e-5, center=False, scale=False, name=name
    )


def conv(name, channels, kernel, **options):
    """A convolution, to be applied once; Keras's padding unless the options say otherwise."""

    def apply(x):
        sampling = kernel == 1 and options.get("strides", 1) > 1 and x.shape[-1] < SAFE_INPUTS
        kind = SamplingConv2D if sampling else keras.layers.Conv2D
        return kind(channels, kernel, name=name, **options)(x)

    return apply


def relu(name):
    """A rectifier as a layer of its own, as in keras.applications."""
    return keras.layers.Activation("relu", name=name)


@keras.saving.register_keras_serializable(package=PACKAGE)
class SamplingConv2D(keras.layers.Conv2D):
    """A strided 1x1 convolution that takes every n-th pixel first, then has stride 1."""

    def convolution_op(self, inputs, kernel):
        """[N, H, W, C] to the same as a Conv2D."""
        rows, columns = self.strides
        return keras.ops.conv(inputs[:, ::rows, ::columns], kernel)


@keras.saving.register_keras_serializable(package=PACKAGE)
class ReflectionPadding2D(keras.layers.Layer):
    """Mirrors `pixels` pixels at each border, the border itself not repeated."""

    def __init__(self, pixels, **options):
        super().__init__(**options)
        self.pixels = pixels

    def call(self, x):
        """[N, H, W, C] to [N, H + 2 pixels, W + 2 pixels, C]."""
        border = [self.pixels, self.pixels]
        return tf.pad(x, [[0, 0], border, border, [0, 0]], mode="REFLECT")

    def compute_output_shape(self, shape):
        """Height and width grow by both borders."""
        n, h, w, c = shape
        return (n, h + 2 * self.pixels, w + 2 * self.pixels, c)

    def get_config(self):
        """What `from_config` needs."""
        return {**super().get_config(), "pixels": self.pixels}


@keras.saving.register_keras_serializable(package=PACKAGE)
class LocalResponseNorm(keras.layers.Layer):
    """x_c / (1 + alpha * sum of x_k^2 over |k - c| <= radius)^beta (Krizhevsky et al. 2012)."""

    def __init__(self, radius, alpha, beta, **options):
        super().__init__(**options)
        self.radius = radius
        self.alpha = alpha
        self.beta = beta

    def call(self, x):
        """[N, H, W, C] to the same shape."""
        return tf.nn.local_response_normalization(
            x, depth_radius=self.radius, bias=1.0, alpha=self.alpha, beta=self.beta
        )

    def compute_output_shape(self, shape):
        """The same shape."""
        return shape

    def get_config(self):
        """What `from_config` needs."""
        own = {"radius": self.radius, "alpha": self.alpha, "beta": self.beta}
        return {**super().get_config(), **own}
