package org.cycleat.config;

/** The target domain whose faces are divided by its publisher: SFEW's place in the paper. */
public record SetsConfig(
    @Doc("What tables call it.") String name,
    @Doc("Generated images that each target image brings. The paper: 8 for SFEW.") int neighbours,
    @Doc("The faces that f_T is trained on.") FaceSource first,
    @Doc("The faces that it is evaluated on; of other people.") FaceSource second,
    @Doc(
            "Faces of each class that f_T is trained on, drawn by run.seed: the same ones whatever"
                + " their files are called. No two are of one subject or twins, and where FER+'s"
                + " votes are known, most voters (five or more) agree with the label. 0 takes all.")
        int perClass,
    @Doc(
            "Trains on the second and evaluates on the first as well, and takes the mean of both, as"
                + " the paper does with SFEW.")
        boolean bothWays,
    @Doc(
            "Leaves the people of the test faces out of training, by the column subject. false trusts the"
                + " publisher's division, as with SFEW, whose subjects are movies.")
        boolean bySubject) {

  public SetsConfig {
    Check.require(!name.isBlank(), "name", "must not be empty", "nothing");
    Check.atLeast("neighbours", 1, neighbours);
    Check.atLeast("perClass", 0, perClass);
    Check.require(
        first.isGiven() == second.isGiven(),
        "bothWays",
        "needs the data of both first and second, or of neither",
        bothWays);
  }

  /** Whether there are such faces. */
  public boolean isGiven() {
    return first.isGiven();
  }
}
