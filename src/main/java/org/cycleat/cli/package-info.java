/** The command line: one command a file, each of which parses, calls one thing and prints. */
package org.cycleat.cli;
