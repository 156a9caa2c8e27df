package org.cycleat.selection;

import java.util.Arrays;
import java.util.Random;

/**
 * Exact t-SNE: a map of points in two or three dimensions that keeps neighbours together.
 *
 * <p>Gradient descent with momentum and a gain per coordinate; for the first quarter of the
 * iterations the affinities are exaggerated 12 times, so that clusters form before they settle. The
 * result depends on the points and the seed only, not on the number of threads. Time and memory are
 * quadratic in the number of points: 2,500 points take 25 MB and some 20 s for 1,000 iterations on
 * two cores.
 *
 * @param dimensions of the map, 1 to 3
 * @param perplexity the number of neighbours that a point effectively has
 * @param iterations of gradient descent
 * @param start where the descent starts
 * @param seed of the random start
 * @see <a href="https://www.jmlr.org/papers/v9/vandermaaten08a.html">van der Maaten and Hinton
 *     2008</a>; the learning rate n / 48 is Belkina et al.'s 2019
 */
public record TSne(int dimensions, double perplexity, int iterations, Start start, long seed) {
  private static final double EXAGGERATION = 12;
  private static final double START_DEVIATION = 1e-4;
  private static final double SMALLEST_GAIN = 0.01;
  private static final int REPORT_EVERY = 50;

  /** Where the descent starts: always within about 1e-4 of the origin. */
  public enum Start {
    /** On the first principal components: keeps the points' global arrangement. */
    PCA,
    /** At normally distributed places drawn from the seed. */
    GAUSSIAN
  }

  /** Called every 50 iterations and after the last. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Tells how far the descent is.
     *
     * @param iteration iterations done
     * @param divergence Kullback-Leibler divergence in nats, without exaggeration
     */
    void at(int iteration, double divergence);
  }

  /** Checks every value once. */
  public TSne {
    require(dimensions >= 1 && dimensions <= Divergence.AXES, "dimensions in [1, 3]", dimensions);
    require(perplexity > 1 && Double.isFinite(perplexity), "a perplexity above 1", perplexity);
    require(iterations >= 1, "at least 1 iteration", iterations);
  }

  /**
   * The usual settings for a number of points: perplexity 30, or a third of the neighbours where
   * there are fewer; 1,000 iterations from the principal components.
   *
   * @param points at least 5
   */
  public static TSne of(int points, int dimensions, long seed) {
    require(points >= 5, "at least 5 points", points);
    return new TSne(dimensions, Math.min(30, (points - 1) / 3.0), 1000, Start.PCA, seed);
  }

  /** As {@link #embed(double[][], Progress)}, without reports. */
  public double[][] embed(double[][] points) {
    return embed(points, (iteration, divergence) -> {});
  }

  /**
   * Maps the points.
   *
   * @param points [n][d], finite; when d is in the thousands reduce them with {@link Pca} first
   * @return [n][dimensions], centred on the origin
   * @throws IllegalArgumentException if the perplexity is not below n - 1
   */
  public double[][] embed(double[][] points, Progress progress) {
    Samples.requireFinite(points, "points");
    int n = points.length;
    require(
        perplexity < n - 1, "a perplexity below the number of neighbours " + (n - 1), perplexity);
    var divergence = new Divergence(Affinities.joint(points, perplexity));
    double[][] y = start(points);
    var gradient = new double[Divergence.AXES][n];
    var velocity = new double[Divergence.AXES][n];
    var gains = new double[Divergence.AXES][n];
    for (double[] axis : gains) {
      Arrays.fill(axis, 1);
    }
    double learningRate = Math.max(n / EXAGGERATION / 4, 50);
    for (int iteration = 1; iteration <= iterations; iteration++) {
      boolean early = iteration <= iterations / 4;
      divergence.gradient(y, early ? EXAGGERATION : 1, gradient);
      for (int axis = 0; axis < dimensions; axis++) {
        accelerate(velocity[axis], gains[axis], gradient[axis], early ? 0.5 : 0.8, learningRate);
        move(y[axis], velocity[axis]);
      }
      if (iteration % REPORT_EVERY == 0 || iteration == iterations) {
        progress.at(iteration, divergence.value(y));
      }
    }
    return byPoint(y);
  }

  /** Jacobs's delta-bar-delta: a coordinate's gain grows while its velocity and force agree. */
  private static void accelerate(
      double[] velocity, double[] gains, double[] gradient, double momentum, double learningRate) {
    for (int i = 0; i < velocity.length; i++) {
      boolean agree = velocity[i] * gradient[i] < 0;
      gains[i] = Math.max(SMALLEST_GAIN, agree ? gains[i] + 0.2 : gains[i] * 0.8);
      velocity[i] = momentum * velocity[i] - learningRate * gains[i] * gradient[i];
    }
  }

  private static void move(double[] y, double[] velocity) {
    double mean = 0;
    for (int i = 0; i < y.length; i++) {
      y[i] += velocity[i];
      mean += y[i] / y.length;
    }
    for (int i = 0; i < y.length; i++) {
      y[i] -= mean;
    }
  }

  private double[][] start(double[][] points) {
    int n = points.length;
    var y = new double[Divergence.AXES][n];
    var random = new Random(seed);
    Pca pca = start == Start.PCA ? Pca.of(points, dimensions) : null;
    int spanned = pca == null ? 0 : pca.variances().length;
    for (int axis = 0; axis < dimensions; axis++) {
      for (int i = 0; i < n; i++) {
        // An axis that the points do not span starts at random, or it would stay flat for ever.
        y[axis][i] =
            axis < spanned
                ? pca.scores()[i][axis] * START_DEVIATION / Math.sqrt(pca.variances()[0])
                : random.nextGaussian() * START_DEVIATION;
      }
    }
    return y;
  }

  private double[][] byPoint(double[][] y) {
    var points = new double[y[0].length][dimensions];
    for (int i = 0; i < points.length; i++) {
      for (int axis = 0; axis < dimensions; axis++) {
        points[i][axis] = y[axis][i];
      }
    }
    return points;
  }

  private static void require(boolean holds, String expected, double found) {
    if (!holds) {
      throw new IllegalArgumentException("t-SNE: expected " + expected + ", got " + found);
    }
  }
}
