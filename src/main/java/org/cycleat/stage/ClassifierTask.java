package org.cycleat.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cycleat.data.Pipeline;
import org.cycleat.dataset.Splits;
import org.cycleat.loss.CrossEntropy;

/**
 * What a classifier is to learn.
 *
 * @param name of the classifier, and of its checkpoint in the stage's folder
 * @param weights how much the entropy of each training image counts, in their order; empty: all
 *     count the same
 * @param start a checkpoint to start from
 * @param unlabelled faces that it learns from as well
 */
record ClassifierTask(
    String name,
    Networks.ClassifierFactory network,
    Splits.Split data,
    Pipeline pipeline,
    Recipe recipe,
    List<Float> weights,
    Optional<Path> start,
    Optional<Teacher> teacher,
    Optional<Unlabelled> unlabelled) {

  /**
   * How long and by what a classifier learns.
   *
   * @param epochs over which the learning rate goes its course
   * @param learningRate at the start
   * @param lastEpoch after which training stops, counted from 1, whatever is left of the course
   */
  record Recipe(int epochs, double learningRate, Lesson lesson, int lastEpoch) {

    /** To the end of the course. */
    Recipe(int epochs, double learningRate, Lesson lesson) {
      this(epochs, learningRate, lesson, epochs);
    }

    /** Of classes. */
    Recipe(int epochs, double learningRate, CrossEntropy entropy) {
      this(epochs, learningRate, new ClassLesson(entropy));
    }

    Recipe upTo(int epoch) {
      return new Recipe(epochs, learningRate, lesson, epoch);
    }
  }

  /**
   * A frozen classifier that sees the same images.
   *
   * @param beta the weight of its attention in (11), where half of it stands before the sum
   */
  record Teacher(String name, Networks.ClassifierFactory network, Path checkpoint, double beta) {}

  ClassifierTask(
      String name,
      Networks.ClassifierFactory network,
      Splits.Split data,
      Pipeline pipeline,
      Recipe recipe) {
    this(
        name,
        network,
        data,
        pipeline,
        recipe,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ClassifierTask startingFrom(Path checkpoint) {
    return new ClassifierTask(
        name,
        network,
        data,
        pipeline,
        recipe,
        weights,
        Optional.of(checkpoint),
        teacher,
        unlabelled);
  }

  ClassifierTask taughtBy(Teacher by) {
    return new ClassifierTask(
        name, network, data, pipeline, recipe, weights, start, Optional.of(by), unlabelled);
  }

  ClassifierTask weighing(List<Float> images) {
    return new ClassifierTask(
        name, network, data, pipeline, recipe, images, start, teacher, unlabelled);
  }

  ClassifierTask learningFrom(Unlabelled faces) {
    return new ClassifierTask(
        name, network, data, pipeline, recipe, weights, start, teacher, Optional.of(faces));
  }

  /** Labelled and unlabelled ones. */
  int imagesPerStep() {
    return pipeline.batchSize() + unlabelled.map(faces -> faces.count(pipeline)).orElse(0);
  }

  long stepsPerEpoch() {
    return Math.max(1, -Math.floorDiv(-data.training().size(), pipeline.batchSize()));
  }

  /** Of the learning rate's whole course. */
  long steps() {
    return stepsPerEpoch() * recipe.epochs();
  }

  long trainedSteps() {
    return stepsPerEpoch() * recipe.lastEpoch();
  }
}
