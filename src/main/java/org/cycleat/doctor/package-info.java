/** What this machine has for training and recognition, and what it lacks. */
package org.cycleat.doctor;
