/** The models that ship with the program, and those that a user has added. */
package org.cycleat.face.models;
