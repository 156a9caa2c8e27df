package org.cycleat.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.cycleat.UserException;
import org.cycleat.config.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoansTest {
  private static final Config TINY = Config.preset("tiny");

  @TempDir private Path folder;
  private Path lender;
  private Path borrower;

  @BeforeEach
  void lend() {
    lender = folder.resolve("runs/lender");
    borrower = folder.resolve("runs/borrower");
    Workspace.create(lender, TINY);
  }

  private Workspace borrow(Config config, Loans.Result... results) {
    return Workspace.create(borrower, config, Loans.NONE.and(lender, List.of(results)));
  }

  @Test
  void whatIsBorrowedLiesInTheRunThatLendsIt() {
    Workspace workspace =
        borrow(
            TINY.with("seed=7", "evaluation.voting=flip"),
            Loans.Result.SOURCE,
            Loans.Result.SOURCE_DATA,
            Loans.Result.ALEXNET,
            Loans.Result.PRETRAINING);
    assertEquals(lender.resolve("source"), workspace.folder(Stage.SOURCE));
    assertEquals(lender.resolve("source/f_S"), workspace.network(Stage.SOURCE, "f_S"));
    assertEquals(borrower.resolve("translation"), workspace.folder(Stage.TRANSLATION));
    assertEquals(borrower.resolve("selection"), workspace.folder(Stage.SELECTION));
    assertEquals(lender.resolve("selection/alexnet"), FaceSelection.alexNetFolder(workspace));
    assertEquals(lender.resolve("pretraining"), TargetTraining.pretraining(workspace));
    assertEquals(lender.resolve("data"), workspace.data(Domain.SOURCE));
    assertEquals(borrower.resolve("data"), workspace.data(Domain.TARGET));
    assertEquals(borrower.resolve("sources"), workspace.place("sources"));
    assertTrue(workspace.borrows());
    assertFalse(Workspace.open(lender).borrows());
  }

  @Test
  void aRunThatIsOpenedAgainStillBorrows() throws IOException {
    borrow(TINY, EnumSet.allOf(Loans.Result.class).toArray(Loans.Result[]::new));
    Files.move(folder.resolve("runs"), folder.resolve("moved"));
    Workspace moved = Workspace.open(folder.resolve("moved/borrower"));
    assertEquals(
        folder.resolve("moved/lender/translation").toAbsolutePath(),
        moved.folder(Stage.TRANSLATION).toAbsolutePath());
    assertEquals(
        folder.resolve("moved/lender/generated").toAbsolutePath(),
        moved.place("generated").toAbsolutePath());
  }

  @Test
  void onlyWhatOtherKeysDoNotChangeIsBorrowed() {
    Config other = TINY.with("source.epochs=3");
    UserException refusal =
        assertThrows(UserException.class, () -> borrow(other, Loans.Result.SOURCE));
    assertTrue(
        refusal.getMessage().contains("source.epochs: 2 there, 3 here"), refusal.getMessage());
    assertThrows(UserException.class, () -> borrow(other, Loans.Result.GENERATED));
    assertFalse(Files.exists(borrower), "nothing is begun");
    borrow(other, Loans.Result.ALEXNET, Loans.Result.PRETRAINING, Loans.Result.WEB_DATA);
  }

  @Test
  void howFacesAreChosenDoesNotChangeTheAlexNet() {
    Config other =
        TINY.with(
            "selection.candidates=9",
            "selection.distances=pca",
            "selection.withinClass=true",
            "selection.limit=3",
            "selection.minConfidence=0.5");
    borrow(other, Loans.Result.ALEXNET, Loans.Result.GENERATED);
    Config trained = TINY.with("selection.epochs=9");
    assertThrows(UserException.class, () -> borrow(trained, Loans.Result.ALEXNET));
  }

  @Test
  void aRunThatBorrowsIsNotExtended() {
    borrow(TINY, Loans.Result.SOURCE);
    UserException refusal =
        assertThrows(
            UserException.class,
            () -> Extension.of(Workspace.open(borrower), TINY.with("source.epochs=9")));
    assertTrue(refusal.getMessage().contains("other runs"), refusal.getMessage());
  }
}
