package org.cycleat.config;

/** What the ablation takes beside the sets. */
public record AblationConfig(
    @Doc(
            "A source domain without the expressions of labelled faces, where those of source have"
                + " them (cycleat render --expressions): it shows what they are worth, and takes a"
                + " translation of its own. Empty leaves the row out.")
        FaceSource source) {}
