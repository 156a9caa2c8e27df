package org.cycleat.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cycleat.config.ClassifierConfig;
import org.cycleat.config.Config;
import org.cycleat.train.LearningRate;

/**
 * The learning rate over a training.
 *
 * @param rate after the warm-up
 * @param course from the warm-up to zero
 * @param steps in all
 * @param firstStep how many of the steps were another training's
 */
record Schedule(double rate, Course course, long steps, long firstStep) {
  private static final String FILE = "schedule.json";

  /**
   * How a rate goes.
   *
   * @param warmupSteps first, over which it rises
   * @param constantSteps after them, over which it stays; the others fall in a straight line. Of no
   *     meaning for a cosine
   */
  record Course(ClassifierConfig.Course form, long warmupSteps, long constantSteps) {

    /** Constant, then on a straight line. */
    static Course linear(long constantSteps) {
      return new Course(ClassifierConfig.Course.LINEAR, 0, constantSteps);
    }
  }

  /** As the configuration says of every training that is not a classifier's alone. */
  static Schedule of(Config config, double rate, long steps) {
    return new Schedule(rate, Course.linear(constant(config, steps)), steps, 0);
  }

  /** As the configuration says of a classifier. */
  static Schedule of(Config config, ClassifierTask task) {
    var classifier = config.classifier();
    long steps = task.steps();
    long warmup = Math.min(steps, Math.round(classifier.warmupEpochs() * task.stepsPerEpoch()));
    long constant =
        classifier.schedule() == ClassifierConfig.Course.LINEAR
            ? constant(config, steps - warmup)
            : 0;
    var course = new Course(classifier.schedule(), warmup, constant);
    return new Schedule(task.recipe().learningRate(), course, steps, 0);
  }

  private static long constant(Config config, long steps) {
    return Math.round(steps * config.optimizer().constantFraction());
  }

  /** The same for a training that goes on where another one ends. */
  Schedule from(long step) {
    return new Schedule(rate, course, steps, step);
  }

  LearningRate learningRate() {
    long after = steps - course.warmupSteps();
    LearningRate falling =
        switch (course.form()) {
          case LINEAR ->
              LearningRate.constantThenLinear(
                  rate, course.constantSteps(), after - course.constantSteps());
          case COSINE -> LearningRate.cosine(rate, after);
        };
    LearningRate whole = LearningRate.warmingUp(rate, course.warmupSteps(), falling);
    return step -> whole.at(firstStep + step);
  }

  /** A schedule and the step from which on it held. */
  private record Since(long step, Schedule schedule) {
    private static Since of(JsonNode node) {
      return new Since(
          node.get("since").asLong(),
          new Schedule(
              node.get("rate").asDouble(),
              new Course(
                  ClassifierConfig.Course.valueOf(node.get("form").asText()),
                  node.get("warmupSteps").asLong(),
                  node.get("constantSteps").asLong()),
              node.get("steps").asLong(),
              node.get("firstStep").asLong()));
    }

    private Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("since", step);
      facts.put("rate", schedule.rate);
      facts.put("form", schedule.course.form().name());
      facts.put("warmupSteps", schedule.course.warmupSteps());
      facts.put("constantSteps", schedule.course.constantSteps());
      facts.put("steps", schedule.steps);
      facts.put("firstStep", schedule.firstStep);
      return facts;
    }
  }

  /**
   * Keeps this schedule in {@code schedule.json} of a training, and tells of the steps that were
   * taken at other rates under the ones before it.
   *
   * @param done steps of the training so far
   * @param name of the training
   */
  void keepIn(Path folder, long done, String name, Consumer<String> report) {
    Path file = folder.resolve(FILE);
    List<Since> all = new ArrayList<>();
    Workspace.readJson(file).forEach(node -> all.add(Since.of(node)));
    if (!all.isEmpty() && all.get(all.size() - 1).schedule.equals(this)) {
      return;
    }
    all.add(new Since(all.isEmpty() ? 0 : done, this));
    tell(all, done, name, report);
    Workspace.writeJson(file, all.stream().map(Since::facts).toList());
  }

  private void tell(List<Since> all, long done, String name, Consumer<String> report) {
    LearningRate now = learningRate();
    long first = -1;
    long last = -1;
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < all.size(); i++) {
      LearningRate before = all.get(i).schedule.learningRate();
      for (long step = all.get(i).step; step < Math.min(done, all.get(i + 1).step); step++) {
        if (before.at(step) != now.at(step)) {
          first = first < 0 ? step : first;
          last = step;
          least = Math.min(least, before.at(step));
        }
      }
    }
    if (first >= 0) {
      report.accept(
          "%s: of %d steps so far, %d to %d had other learning rates than the new schedule, down to %.3g where it has %.3g"
              .formatted(name, done, first + 1, last + 1, least, now.at(last)));
    }
  }
}
