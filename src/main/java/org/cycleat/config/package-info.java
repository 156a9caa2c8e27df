/**
 * The configuration of a run: a tree of records that validate themselves, bound from YAML presets,
 * files and {@code --set key=value}.
 *
 * <p>Each component carries its documentation as {@link org.cycleat.config.Doc}, from which the
 * comments of every written configuration come, the presets' included.
 */
package org.cycleat.config;
