package org.cycleat.config;

/**
 * One value as the user wrote it.
 *
 * @param text the scalar's text, not yet of any type
 * @param origin where it stands: {@code config.yaml:12} or {@code --set}
 */
record Setting(String text, String origin) {}
