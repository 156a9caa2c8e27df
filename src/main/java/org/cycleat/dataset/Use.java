package org.cycleat.dataset;

/** What a data set is read for. */
public enum Use {
  /** Every sample needs a label. */
  LABELLED,
  /** Every sample needs a label, or else probabilities of the classes. */
  DISTRIBUTED,
  /** Labels and probabilities, where there are any, are not looked at. */
  UNLABELLED,
  /** To be prepared for either: videos too, images with and without a label, and missing ones. */
  ANY
}
