package org.cycleat.experiment;

import java.nio.file.Path;

/**
 * A division of a target domain.
 *
 * @param name of its runs
 * @param training manifest of the faces that f_T is trained on
 * @param test manifest of those that it is judged on
 * @param part of the faces whose accuracies are taken by themselves before the mean over parts is;
 *     folds are one part, as each face of the data is judged once
 */
record Division(String name, Path training, Path test, int part) {}
