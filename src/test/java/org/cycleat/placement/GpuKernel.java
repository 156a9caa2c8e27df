package org.cycleat.placement;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.KernelDef;
import org.tensorflow.proto.NodeDef;

/**
 * An implementation of an operation that runs on a GPU.
 *
 * @param fallback registered for every device, and taken where none for GPUs fits
 * @param types which types of an attribute it is for; others' types are free
 * @param hostArguments inputs and outputs that it has in the host's memory
 */
record GpuKernel(
    String op, boolean fallback, Map<String, Set<String>> types, Set<String> hostArguments) {
  private static final String HOST = "host";
  private static final String FALLBACK = "fallback";

  static GpuKernel of(KernelDef kernel) {
    Map<String, Set<String>> types = new LinkedHashMap<>();
    kernel.getConstraintList().stream()
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .forEach(
            constraint -> {
              Set<String> allowed = new TreeSet<>();
              constraint
                  .getAllowedValues()
                  .getList()
                  .getTypeList()
                  .forEach(type -> allowed.add(name(type)));
              types.put(constraint.getName(), allowed);
            });
    return new GpuKernel(
        kernel.getOp(),
        kernel.getDeviceType().equals("DEFAULT"),
        types,
        new TreeSet<>(kernel.getHostMemoryArgList()));
  }

  /** As {@link #toString} writes it. */
  static GpuKernel parse(String line) {
    String[] words = line.split(" ");
    Map<String, Set<String>> types = new LinkedHashMap<>();
    Set<String> host = Set.of();
    for (String word : List.of(words).subList(1, words.length)) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        continue; // a fallback
      }
      Set<String> values = new TreeSet<>(Arrays.asList(word.substring(equals + 1).split(",")));
      String name = word.substring(0, equals);
      if (name.equals(HOST)) {
        host = values;
      } else {
        types.put(name, values);
      }
    }
    return new GpuKernel(words[0], List.of(words).contains(FALLBACK), types, host);
  }

  /** {@code Sum T=float Tidx=int32 host=reduction_indices}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(op);
    if (fallback) {
      line.append(' ').append(FALLBACK);
    }
    types.forEach(
        (name, allowed) -> line.append(' ').append(name).append('=').append(join(allowed)));
    if (!hostArguments.isEmpty()) {
      line.append(' ').append(HOST).append('=').append(join(hostArguments));
    }
    return line.toString();
  }

  boolean fits(NodeDef node) {
    return types.entrySet().stream()
        .allMatch(e -> fits(node.getAttrOrThrow(e.getKey()), e.getValue()));
  }

  private static boolean fits(AttrValue found, Set<String> allowed) {
    return found.hasList()
        ? found.getList().getTypeList().stream().allMatch(type -> allowed.contains(name(type)))
        : allowed.contains(name(found.getType()));
  }

  /** Whether it has this input or output of a node in the host's memory. */
  boolean isOnHost(Port port) {
    return hostArguments.contains(port.argument())
        || port.type() == DataType.DT_STRING
        || port.type() == DataType.DT_RESOURCE;
  }

  static String name(DataType type) {
    return type.name().substring("DT_".length()).toLowerCase(java.util.Locale.ROOT);
  }

  private static String join(Set<String> names) {
    return String.join(",", names);
  }
}
