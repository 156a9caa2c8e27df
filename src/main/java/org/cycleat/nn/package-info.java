/** Named variables, layers over them, and forward passes: what every network is made of. */
package org.cycleat.nn;
