"""Losses by hand-computed numbers; unequal sizes and values throughout."""

import math

import numpy as np
import pytest
import tensorflow as tf

from cycleat_tools import losses

LOGITS = tf.constant([[0.0, math.log(2), math.log(5)], [math.log(3), 0.0, 0.0]])
LABELS = tf.constant([2, 1])
# - log of the class's share: 5/8 and 1/5
FIRST, SECOND = math.log(8 / 5), math.log(5)


def test_cross_entropy_is_the_mean_of_minus_log_likelihoods():
    assert float(losses.cross_entropy(LOGITS, LABELS)) == pytest.approx((FIRST + SECOND) / 2)


def test_smoothing_moves_a_share_to_all_classes():
    first = 0.7 * FIRST + 0.1 * (math.log(8) + math.log(4) + FIRST)
    second = 0.7 * SECOND + 0.1 * (math.log(5 / 3) + 2 * SECOND)
    found = float(losses.cross_entropy(LOGITS, LABELS, smoothing=0.3))
    assert found == pytest.approx((first + second) / 2, rel=1e-6)


def test_classes_weigh_in_the_mean():
    found = losses.cross_entropy(LOGITS, LABELS, class_weights=[9.0, 3.0, 0.5])
    assert float(found) == pytest.approx((0.5 * FIRST + 3 * SECOND) / 3.5, rel=1e-6)
    assert float(losses.cross_entropy(LOGITS, LABELS, class_weights=[1.0, 0.0, 0.0])) == 0


REAL = tf.constant([[math.log(3), 0.0, -math.log(3)]])
FAKE = tf.constant([[0.0, math.log(9)]])


def test_log_loss_of_discriminator_and_generator():
    # D of the reals: 3/4, 1/2, 1/4; of the fakes: 1/2, 9/10
    real = -(math.log(3 / 4) + math.log(1 / 2) + math.log(1 / 4)) / 3
    fake = -(math.log(1 / 2) + math.log(1 / 10)) / 2
    assert float(losses.adversarial_discriminator(REAL, FAKE)) == pytest.approx(real + fake)
    expected = -(math.log(1 / 2) + math.log(9 / 10)) / 2
    assert float(losses.adversarial_generator(FAKE)) == pytest.approx(expected)


def test_least_squares_of_discriminator_and_generator():
    real, fake = tf.constant([3.0, 0.0, 1.0]), tf.constant([2.0, -1.0])
    discriminator = losses.adversarial_discriminator(real, fake, "lsgan")
    assert float(discriminator) == pytest.approx((4 + 1 + 0) / 3 + (4 + 1) / 2)
    assert float(losses.adversarial_generator(fake, "lsgan")) == pytest.approx((1 + 4) / 2)


def test_refuses_another_kind():
    with pytest.raises(ValueError, match="expected log or lsgan, got 'wgan'"):
        losses.adversarial_generator(FAKE, "wgan")
    with pytest.raises(ValueError, match="expected log or lsgan, got 'wgan'"):
        losses.adversarial_discriminator(REAL, FAKE, "wgan")


@pytest.mark.parametrize("loss", [losses.cycle, losses.identity])
def test_l1_is_a_mean_over_everything(loss):
    a = tf.reshape(tf.constant([1.0, -2.0, 3.0, 0.0, 5.0, 1.0]), [1, 2, 1, 3])
    b = tf.reshape(tf.constant([0.0, 2.0, 3.0, 0.5, 5.0, 0.5]), [1, 2, 1, 3])
    assert float(loss(a, b)) == pytest.approx((1 + 4 + 0 + 0.5 + 0 + 0.5) / 6)


def activation(*rows):
    """[1, 1, W, C]."""
    return tf.constant([[rows]], tf.float32)


def test_a_map_sums_powers_over_channels():
    a = activation((1, -2), (0, 3), (-1, 0))
    assert losses.attention_map(a).numpy().tolist() == [[[5, 9, 1]]]
    assert losses.attention_map(a, power=3.0).numpy().tolist() == [[[9, 27, 1]]]


def test_attention_transfer_sums_distances_of_unit_maps():
    teacher = [activation((1, 1), (1, 1)), activation((2,), (0,), (0,))]
    student = [activation((1, 0, 0), (0, 0, 0)), activation((1,), (0,), (0,))]
    # (1, 1)/sqrt 2 from (1, 0), and no distance
    expected = math.hypot(1 - 1 / math.sqrt(2), 1 / math.sqrt(2))
    assert float(losses.attention_transfer(teacher, student)) == pytest.approx(expected)
    both = [tf.concat([teacher[0], activation((0, 1), (0, 0))], axis=0)]
    one = [tf.concat([student[0], activation((3, 0, 0), (0, 0, 0))], axis=0)]
    assert float(losses.attention_transfer(both, one)) == pytest.approx(expected / 2)


def test_an_all_zero_map_and_equal_maps_have_zero_gradients():
    for values in ([[0.0, 0.0], [0.0, 0.0]], [[1.0, 2.0], [0.0, 3.0]]):
        student = tf.Variable([[values]])
        with tf.GradientTape() as tape:
            loss = losses.attention_transfer([activation((1, 2), (0, 3))], [student])
        gradient = tape.gradient(loss, student).numpy()
        assert np.array_equal(gradient, np.zeros_like(gradient))


def test_the_classifiers_loss_takes_half_of_beta():
    found = float(losses.web_loss(LOGITS, LABELS, 0.25, beta=3.0))
    assert found == pytest.approx((FIRST + SECOND) / 2 + 0.375)
    assert losses.target_loss is losses.web_loss


def test_wing_is_logarithmic_near_zero_and_continuous():
    near, far = 3 * math.log(1 + 1 / 0.5), 5 - (3 - 3 * math.log(1 + 3 / 0.5))
    found = losses.wing(tf.constant([[-1.0, 5.0, 0.0]]), 3.0, 0.5)
    assert float(found) == pytest.approx((near + far) / 3)
    below, above = (losses.wing(tf.constant([e]), 3.0, 0.5) for e in (2.99999, 3.00001))
    assert float(below) == pytest.approx(float(above), abs=1e-4)
