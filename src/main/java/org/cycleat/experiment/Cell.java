package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cycleat.config.Config;
import org.cycleat.stage.Contenders;
import org.cycleat.stage.Domain;
import org.cycleat.stage.Loans;

/**
 * A piece of an experiment that is made on its own: some stages of a run, then a judgement of them.
 *
 * @param name for people; each cell has its own
 * @param run the folder of its run
 * @param config of the run
 * @param data manifest of each domain that the run reads itself
 * @param loans what the run takes from others
 * @param work in order
 * @param tests what the run's classifiers are judged on
 * @param needs names of the cells that come before it
 */
record Cell(
    String name,
    Path run,
    Config config,
    Map<Domain, Path> data,
    Loans loans,
    List<Work> work,
    List<Test> tests,
    List<String> needs) {

  /** A part of a run. */
  enum Work {
    /** f_S, judged on the people of the source domain's test part. */
    SOURCE,
    TRANSLATION,
    /** What other runs borrow beside stages: generated faces, AlexNet, f_T's pre-training. */
    LENT,
    /** The same but for what S2T_att.&gen. alone needs. */
    LENT_FOR_METHOD,
    /** Selection and f_T, and all comparisons. */
    METHODS,
    /** Selection and f_T. */
    METHOD,
    /** The comparison without generated faces, beside the method. */
    ATTENTION,
    /** f_T on the source domain only. */
    PRETRAINED,
    /** f_T, fine-tuned on the target's faces without anything else. */
    FINE_TUNED,
    /** A support vector machine on histograms of oriented gradients. */
    SVM_ON_HOG,
    /** A support vector machine on what f_S makes of the faces. */
    SVM_ON_NETWORK;

    boolean isSvm() {
      return this == SVM_ON_HOG || this == SVM_ON_NETWORK;
    }

    /** The rows that its judgement has. */
    private List<String> rows(Config config) {
      return switch (this) {
        case SOURCE -> List.of(Contenders.S2T);
        case METHODS -> Contenders.titles(config);
        case METHOD -> List.of(Contenders.CYCLEAT);
        case ATTENTION -> List.of(Contenders.ATTENTION);
        case FINE_TUNED -> List.of(Contenders.FINE_TUNED);
        case TRANSLATION, LENT, LENT_FOR_METHOD, PRETRAINED, SVM_ON_HOG, SVM_ON_NETWORK ->
            List.of();
      };
    }
  }

  /**
   * Faces to judge on.
   *
   * @param faces their manifest
   * @param trusted whether the publisher divided them from those that are trained on, so that what
   *     they have in common is only counted
   */
  record Test(Path faces, boolean trusted) {}

  /** Each cell once, where several need one. */
  static List<Cell> distinct(List<Cell> cells) {
    Map<String, Cell> byName = new LinkedHashMap<>();
    cells.forEach(cell -> byName.putIfAbsent(cell.name(), cell));
    return List.copyOf(byName.values());
  }

  /** The rows that its judgement has. */
  List<String> rows() {
    return work.stream().flatMap(each -> each.rows(config).stream()).toList();
  }

  /** Whether it is a support vector machine instead of stages of a run. */
  boolean isSvm() {
    return work.get(0).isSvm();
  }

  Cell {
    data = Map.copyOf(data);
    work = List.copyOf(work);
    tests = List.copyOf(tests);
    needs = List.copyOf(needs);
  }
}
