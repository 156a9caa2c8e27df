package org.cycleat.dataset;

/** What a data set is read for. */
public enum Use {
  /** Every sample needs a label. */
  LABELLED,
  /** Labels, where there are any, are not looked at. */
  UNLABELLED,
  /** To be prepared for either: films too, images with and without a label, and missing ones. */
  ANY
}
