/**
 * How good a classifier is: confusion matrix, the paper's tables, figures and the report's files.
 */
package org.cycleat.evaluation;
