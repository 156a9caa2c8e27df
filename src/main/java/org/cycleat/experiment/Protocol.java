package org.cycleat.experiment;

/** How a target domain is divided into faces to train on and faces to judge on. */
enum Protocol {
  /** As its publisher divided it. */
  SETS,
  /** By cross-validation. */
  FOLDS
}
