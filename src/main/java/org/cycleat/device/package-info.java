/** Which processor TensorFlow runs on, and how. */
package org.cycleat.device;
