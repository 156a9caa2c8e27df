/** Image files: what they are, by their content, and their pixels. No TensorFlow. */
package org.cycleat.image;
