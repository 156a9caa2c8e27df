/** Trained models for applications: the SavedModel writer and the recogniser that reads it. */
package org.cycleat.export;
