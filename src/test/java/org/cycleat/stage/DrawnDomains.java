package org.cycleat.stage;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.cycleat.dataset.DataSource;
import org.cycleat.dataset.Labels;

/**
 * Three small domains of drawn faces, whose mouth tells the expression: coloured ones of four
 * persons as source, grey ones as web and target.
 *
 * @param source a manifest
 * @param web a flat folder
 * @param target a folder of class folders
 */
record DrawnDomains(Path source, Path web, Path target) {
  static final int TARGET_FACES = 28;
  private static final int SIDE = 48;

  static DrawnDomains in(Path folder) throws IOException {
    Random random = new Random(1);
    Path source = source(folder.resolve("source"), random);
    Path web = Files.createDirectories(folder.resolve("web"));
    for (int i = 0; i < 20; i++) {
      draw(web.resolve("Person_%d_0001.png".formatted(i)), i % 7, true, random);
    }
    Path target = folder.resolve("target");
    List<String> names = Labels.EXPRESSIONS.codes();
    for (int label = 0; label < names.size(); label++) {
      Path expression = Files.createDirectories(target.resolve(names.get(label)));
      for (int i = 0; i < TARGET_FACES / names.size(); i++) {
        draw(expression.resolve("Other_%d_0001.png".formatted(i)), label, true, random);
      }
    }
    return new DrawnDomains(source, web, target);
  }

  /** As a user names them. */
  Map<Domain, GivenData> given() {
    return Map.of(
        Domain.SOURCE,
            GivenData.of(Domain.SOURCE, new DataSource(source, "--source"), Optional.empty()),
        Domain.WEB, GivenData.of(Domain.WEB, new DataSource(web, "--web"), Optional.empty()),
        Domain.TARGET,
            GivenData.of(Domain.TARGET, new DataSource(target, "--target"), Optional.empty()));
  }

  private static Path source(Path folder, Random random) throws IOException {
    Files.createDirectories(folder);
    StringBuilder manifest = new StringBuilder("path,label,subject,split\n");
    List<String> codes = Labels.EXPRESSIONS.codes();
    for (int subject = 0; subject < 4; subject++) {
      for (int label = 0; label < codes.size(); label++) {
        String name = "S%d_%s.png".formatted(subject, codes.get(label));
        draw(folder.resolve(name), label, false, random);
        manifest.append(
            "%s,%s,S%d,%s\n"
                .formatted(name, codes.get(label), subject, subject == 3 ? "test" : "train"));
      }
    }
    return Files.writeString(folder.resolve("manifest.csv"), manifest);
  }

  private static void draw(Path file, int label, boolean grey, Random random) throws IOException {
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(random.nextInt(60), random.nextInt(60), random.nextInt(60)));
    g.fillRect(0, 0, SIDE, SIDE);
    for (int i = 0; i < 30; i++) { // faces of one kind are not near-identical pictures
      int tone = random.nextInt(255);
      g.setColor(new Color(tone, tone, tone));
      g.fillRect(
          random.nextInt(SIDE),
          random.nextInt(SIDE),
          3 + random.nextInt(12),
          3 + random.nextInt(12));
    }
    g.setColor(new Color(190 + random.nextInt(60), 150 + random.nextInt(40), 120));
    g.fillOval(10, 7, SIDE - 20, SIDE - 12);
    g.setColor(Color.BLACK);
    g.fillOval(15, 17, 4, 3 + label % 3);
    g.fillOval(29, 17, 4, 3 + label % 3);
    g.setStroke(new BasicStroke(2));
    g.draw(new QuadCurve2D.Float(15, 34, 24, 28 + 2 * label, 33, 34));
    g.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
