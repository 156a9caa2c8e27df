package org.cycleat.device;

/**
 * A GPU, as the driver describes it.
 *
 * @param number from 0, as the option {@code --gpu} takes it
 * @param capability CUDA's compute capability, such as 8.6
 */
public record GpuCard(int number, String name, String capability, long memoryBytes) {

  /** The capability as a number; versions of equal length compare so. */
  public double computeCapability() {
    return Double.parseDouble(capability);
  }

  @Override
  public String toString() {
    return "GPU %d: %s (compute capability %s)".formatted(number, name, capability);
  }
}
