/** The paper's networks: classifiers, generators and discriminators. */
package org.cycleat.model;
