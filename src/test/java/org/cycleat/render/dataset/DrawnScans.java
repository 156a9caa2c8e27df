package org.cycleat.render.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Stand-ins for BU-3DFE: its folders and names, with models of a few points or none. */
public final class DrawnScans {
  private static final List<String> EXPRESSIONS = List.of("AN", "DI", "FE", "HA", "SA", "SU");
  private static final int SIDE = 9;

  private DrawnScans() {}

  /** Called for each model that a subject has. */
  private interface Maker {
    void make(Path folder, String name) throws IOException;
  }

  /** Names only, of as many women and men: each 25 models, as the data set has. */
  public static Path names(Path folder, int women, int men) throws IOException {
    return all(folder, women, men, (place, name) -> Files.createFile(place.resolve(name + ".wrl")));
  }

  /** Models that can be drawn: bent sheets with a picture that is red on the viewer's left. */
  public static Path models(Path folder, int women, int men) throws IOException {
    return all(folder, women, men, DrawnScans::model);
  }

  private static Path all(Path folder, int women, int men, Maker maker) throws IOException {
    for (int i = 0; i < women + men; i++) {
      String subject =
          i < women
              ? String.format(Locale.ROOT, "F%04d", i + 1)
              : String.format(Locale.ROOT, "M%04d", i - women + 1);
      Path place = Files.createDirectories(folder.resolve(subject));
      maker.make(place, subject + "_NE00WH_F3D");
      for (String expression : EXPRESSIONS) {
        for (int level = 1; level <= 4; level++) {
          maker.make(place, subject + "_" + expression + "0" + level + "WH_F3D");
        }
      }
    }
    return folder;
  }

  private static void model(Path folder, String name) throws IOException {
    String picture = name + (name.startsWith("F") ? ".bmp" : ".jpg");
    if (!ImageIO.write(
        picture(), picture.substring(picture.length() - 3), folder.resolve(picture).toFile())) {
      throw new IOException("no writer for " + picture);
    }
    StringBuilder points = new StringBuilder();
    StringBuilder coordinates = new StringBuilder();
    StringBuilder corners = new StringBuilder();
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double u = column / (SIDE - 1.0);
        double v = row / (SIDE - 1.0);
        double depth = 60 - 200 * (u - 0.5) * (u - 0.5);
        points.append(
            String.format(Locale.ROOT, "%.3f %.3f %.3f,", 160 * u - 80, 200 * v - 100, depth));
        coordinates.append(String.format(Locale.ROOT, "%.3f %.3f,", u, v));
        if (row > 0 && column > 0) {
          int at = row * SIDE + column;
          corners.append("%d,%d,%d,%d,-1,".formatted(at - SIDE - 1, at - SIDE, at, at - 1));
        }
      }
    }
    Files.writeString(
        folder.resolve(name + ".wrl"),
        """
        #VRML V2.0 utf8
        Shape {
          appearance Appearance { texture ImageTexture { url "%s" } }
          geometry IndexedFaceSet {
            coord Coordinate { point [ %s ] }
            texCoord TextureCoordinate { point [ %s ] }
            coordIndex [ %s ]
          }
        }
        """
            .formatted(picture, points, coordinates, corners));
  }

  /** Red on the left, blue on the right, white in the uppermost quarter. */
  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(40, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 40; x++) {
        image.setRGB(x, y, y < 12 ? 0xFFFFFF : x < 20 ? 0xE01010 : 0x1010E0);
      }
    }
    return image;
  }
}
