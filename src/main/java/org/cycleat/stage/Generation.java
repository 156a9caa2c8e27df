package org.cycleat.stage;

import java.nio.file.Path;
import org.cycleat.config.Config;
import org.cycleat.dataset.Manifest;

/** The ways to generate faces for the target classifier, each with folders of its own. */
enum Generation {
  /** CycleAT's: in stage II the generators and f_W learn together, equation (8). */
  JOINT(""),
  /**
   * That of the comparison S2T_att.&gen.: stage II goes on as stage I did, for as many steps, so
   * that no classifier's loss reaches the generators. Stage I is the same, and is done once.
   */
  SEPARATE("baselines/att-gen/");

  private final String home;

  Generation(String home) {
    this.home = home;
  }

  /** Whether faces are generated at all, or source faces are selected as they are. */
  boolean isTranslated(Config config) {
    return this != JOINT || !config.selection().untranslated();
  }

  /** The folder of the translation's networks after stage II. */
  Path translation(Workspace workspace) {
    return place(workspace, Stage.TRANSLATION.folder());
  }

  /** The folder of a face made of every source face. */
  Path generated(Workspace workspace) {
    return place(workspace, "generated");
  }

  Path selection(Workspace workspace) {
    return place(workspace, Stage.SELECTION.folder());
  }

  /** The manifest of those faces. */
  Path generatedList(Workspace workspace) {
    return generated(workspace).resolve(Manifest.FILE_NAME);
  }

  /** The manifest of the selected faces: an ordinary one, labelled as the faces' sources. */
  Path selected(Workspace workspace) {
    return selection(workspace).resolve("selected.csv");
  }

  /** The checkpoint of the generator that makes them. */
  Path generator(Workspace workspace) {
    return translation(workspace).resolve(FaceTranslation.G_SW);
  }

  private Path place(Workspace workspace, String name) {
    return workspace.place(home + name);
  }
}
