/**
 * The paper's tables and figures: what each needs is made as runs, by the classes that {@code
 * train} and {@code evaluate} use, and judged face by face.
 */
package org.cycleat.experiment;
