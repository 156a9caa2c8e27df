package org.cycleat.device;

/**
 * Why no GPU is used.
 *
 * @param what is missing or wrong: "there is no NVIDIA driver"
 * @param remedy the command or step that mends it
 */
public record Problem(String what, String remedy) {}
