package org.cycleat.stage;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;

/**
 * The paper's Figure 5 (b): source faces in pink frames, each beside the face that was generated
 * from it in a green one; a row for each class that there is.
 */
final class GeneratedPairs {
  /** Pairs of a class at most. */
  static final int MOST = 4;

  private static final int SIDE = 80;
  private static final int FRAME = 3;
  private static final int GAP = 10;
  private static final int CELL = SIDE + 2 * FRAME;
  private static final int PITCH = 2 * CELL + GAP;
  private static final Color PINK = new Color(0xff69b4);
  private static final Color GREEN = new Color(0x2e9e4f);

  private GeneratedPairs() {}

  /**
   * Draws some of each class, the same for the same seed.
   *
   * @param generated as {@link Synthesis} made it: the column source says from what
   */
  static BufferedImage draw(Manifest generated, long seed) {
    List<Manifest> classes = classes(generated, seed);
    int columns = classes.stream().mapToInt(Manifest::size).max().orElse(0);
    BufferedImage picture =
        new BufferedImage(
            columns * PITCH - GAP, classes.size() * (CELL + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int row = 0; row < classes.size(); row++) {
      List<Sample> faces = classes.get(row).samples();
      int y = row * (CELL + GAP);
      for (int column = 0; column < faces.size(); column++) {
        Sample face = faces.get(column);
        Path source = Path.of(face.extra().get(Synthesis.SOURCE));
        framed(g, source, PINK, column * PITCH, y);
        framed(g, face.path(), GREEN, column * PITCH + CELL, y);
      }
    }
    g.dispose();
    return picture;
  }

  private static List<Manifest> classes(Manifest generated, long seed) {
    return IntStream.range(0, generated.labels().size())
        .mapToObj(label -> generated.filter(face -> face.likeliest() == label))
        .filter(faces -> faces.size() > 0)
        .map(faces -> EvenDraw.of(faces, MOST, seed))
        .toList();
  }

  private static void framed(Graphics2D g, Path file, Color colour, int x, int y) {
    g.setColor(colour);
    g.fillRect(x, y, CELL, CELL);
    try (Mat tile = FaceTile.read(file, SIDE)) {
      g.drawImage(FaceTile.image(tile), x + FRAME, y + FRAME, null);
    }
  }
}
