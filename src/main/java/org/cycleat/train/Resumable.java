package org.cycleat.train;

/** A part of a run outside the graph that a resumed run must find as it was left. */
public interface Resumable {

  /** Its state now; later changes must not reach into it. */
  Snapshot snapshot();

  /** Becomes what it was when the snapshot was taken. */
  void restore(Snapshot snapshot);
}
