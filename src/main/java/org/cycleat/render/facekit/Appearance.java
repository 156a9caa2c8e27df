package org.cycleat.render.facekit;

import java.util.Random;
import org.cycleat.render.mesh.Colour;

/**
 * The colours of a person. The kit has none; these are drawn from ranges that people have.
 *
 * @param browThickness of the brows' hairs, as a multiple of the usual
 * @param beard share of the beard that shows: 0 none, 1 full
 * @param scalp share of hair on the head, cut short: 0 bald
 * @param blotches how uneven the skin is, about 1
 * @param grain seed of the skin's pattern
 */
record Appearance(
    Colour skin,
    Colour lips,
    Colour hair,
    Colour iris,
    Colour teeth,
    double browThickness,
    double beard,
    double scalp,
    double blotches,
    int grain) {
  /** From light to dark, sRGB. */
  private static final int[] SKINS = {
    0xF3D6C6, 0xEBC3AC, 0xE3B495, 0xD6A07E, 0xC68B66, 0xAE7550, 0x8F5B3C, 0x6F442C, 0x4E2F20
  };

  /** Black, browns, fair, red, grey. */
  private static final int[] HAIRS = {
    0x15110F, 0x241811, 0x3B2417, 0x59391F, 0x8A6237, 0xB08C5A, 0x7A3B1E, 0x8E8A86
  };

  private static final int FAIR_HAIRS_FROM = 4;
  private static final int FAIR_SKINS = 4;

  /** Browns, hazel, green, blue, grey. */
  private static final int[] IRISES = {0x3A2212, 0x4F2F17, 0x6B4A22, 0x5C6B3A, 0x4E7390, 0x7C8B95};

  private static final int BROWN_IRISES = 3;

  static Appearance draw(Random random) {
    double tone = random.nextDouble() * (SKINS.length - 1);
    Colour skin = between(SKINS, tone);
    boolean isFair = tone < FAIR_SKINS;
    int hairs = isFair ? HAIRS.length : FAIR_HAIRS_FROM;
    int irises = isFair ? IRISES.length : BROWN_IRISES;
    Colour hair = jittered(Colour.srgb(HAIRS[random.nextInt(hairs)]), 0.15, random);
    boolean hasBeard = random.nextDouble() < 0.3;
    boolean isBald = random.nextDouble() < 0.25;
    return new Appearance(
        jittered(skin, 0.06, random),
        lips(skin, random),
        hair,
        jittered(Colour.srgb(IRISES[random.nextInt(irises)]), 0.15, random),
        jittered(Colour.srgb(0xECE4D3), 0.06, random),
        0.75 + 0.7 * random.nextDouble(),
        hasBeard ? 0.25 + 0.75 * random.nextDouble() : 0,
        isBald ? 0 : 0.5 + 0.5 * random.nextDouble(),
        0.6 + 0.8 * random.nextDouble(),
        random.nextInt());
  }

  /** The skin's colour turned to red; one in four wears lipstick. */
  private static Colour lips(Colour skin, Random random) {
    boolean isPainted = random.nextDouble() < 0.25;
    Colour red = Colour.srgb(isPainted ? 0xA8242F : 0xB4534F);
    Colour bare = new Colour(skin.red() * 0.85f, skin.green() * 0.55f, skin.blue() * 0.58f);
    float share =
        (float) (isPainted ? 0.55 + 0.35 * random.nextDouble() : 0.1 + 0.25 * random.nextDouble());
    return jittered(bare.towards(red, share), 0.06, random);
  }

  /** A colour between two neighbours of a row. */
  private static Colour between(int[] colours, double at) {
    int from = Math.min((int) at, colours.length - 2);
    return Colour.srgb(colours[from]).towards(Colour.srgb(colours[from + 1]), (float) (at - from));
  }

  private static Colour jittered(Colour colour, double spread, Random random) {
    float all = (float) StrictMath.exp(spread * random.nextGaussian());
    float warm = (float) StrictMath.exp(spread / 3 * random.nextGaussian());
    return new Colour(
        Math.min(1, colour.red() * all * warm),
        Math.min(1, colour.green() * all),
        Math.min(1, colour.blue() * all / warm));
  }
}
