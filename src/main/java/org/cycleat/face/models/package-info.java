/**
 * The models that finding faces needs: which there are, where they are on this machine, and how the
 * missing ones come from their publishers.
 */
package org.cycleat.face.models;
