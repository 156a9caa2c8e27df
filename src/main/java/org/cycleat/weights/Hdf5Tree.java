package org.cycleat.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The groups and data sets of an HDF5 file by their paths, which have no slash in front.
 *
 * <p>Links are not followed: Keras writes none, and one to another file could name any.
 *
 * @param datasets in their paths' order, in which numbers count as such: {@code vars/2} comes
 *     before {@code vars/10}. How a file lies on the disk does not show in which order it was
 *     written.
 */
record Hdf5Tree(Map<String, Group> groups, Map<String, Dataset> datasets) {

  /** A name of this many groups is no network's; a damaged file may contain itself. */
  private static final int MAX_DEPTH = 64;

  private static final Pattern NUMBER_EDGE = Pattern.compile("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");

  static Hdf5Tree read(HdfFile hdf) {
    Hdf5Tree tree = new Hdf5Tree(new HashMap<>(), new TreeMap<>(Hdf5Tree::compareNatural));
    tree.add("", hdf, new HashSet<>());
    return tree;
  }

  private void add(String path, Group group, Set<Long> seen) {
    if (!seen.add(group.getAddress())) {
      return;
    }
    groups.put(path, group);
    if (path.chars().filter(c -> c == '/').count() > MAX_DEPTH) {
      throw new IllegalArgumentException("groups lie within more than %d".formatted(MAX_DEPTH));
    }
    for (Node child : group) {
      String childPath = path.isEmpty() ? child.getName() : path + "/" + child.getName();
      if (child.isLink()) {
        continue;
      }
      if (child instanceof Group below) {
        add(childPath, below, seen);
      } else if (child instanceof Dataset dataset) {
        datasets.put(childPath, dataset);
      }
    }
  }

  /** Where the data lies in the file; -1 where that is in pieces or within other structures. */
  static long address(Dataset dataset) {
    return dataset instanceof ContiguousDataset contiguous && !dataset.isEmpty()
        ? contiguous.getDataAddress()
        : -1;
  }

  /** What a data set's elements are. */
  static ElementType type(Dataset dataset) {
    if (dataset.getDataType() instanceof FloatingPoint type) {
      return switch (type.getSize() * 100 + type.getExponentSize()) {
        case 2_05 -> ElementType.FLOAT16;
        case 2_08 -> ElementType.BFLOAT16;
        case 4_08 -> ElementType.FLOAT32;
        case 8_11 -> ElementType.FLOAT64;
        default -> ElementType.OTHER;
      };
    }
    if (dataset.getDataType() instanceof FixedPoint type
        && type.getBitPrecision() == type.getSize() * Byte.SIZE) {
      boolean signed = type.isSigned();
      return switch (type.getSize()) {
        case 1 -> signed ? ElementType.INT8 : ElementType.UINT8;
        case 2 -> signed ? ElementType.INT16 : ElementType.UINT16;
        case 4 -> signed ? ElementType.INT32 : ElementType.UINT32;
        case 8 -> signed ? ElementType.INT64 : ElementType.OTHER;
        default -> ElementType.OTHER;
      };
    }
    return ElementType.OTHER;
  }

  /** Compares texts so that numbers in them count as such. */
  static int compareNatural(String a, String b) {
    String[] as = NUMBER_EDGE.split(a, -1);
    String[] bs = NUMBER_EDGE.split(b, -1);
    for (int i = 0; i < Math.min(as.length, bs.length); i++) {
      boolean numbers = startsWithDigit(as[i]) && startsWithDigit(bs[i]);
      int lengths = numbers ? Integer.compare(as[i].length(), bs[i].length()) : 0;
      int order = lengths != 0 ? lengths : as[i].compareTo(bs[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(as.length, bs.length);
  }

  private static boolean startsWithDigit(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0));
  }

  /** The text of a group's attribute, null where there is none. */
  String text(String group, String attribute) {
    List<String> texts = texts(groups.get(group), attribute);
    return texts.isEmpty() ? null : texts.get(0);
  }

  /**
   * A list of texts in a group's attribute; Keras splits one of more than 64 KB over attributes
   * {@code NAME0}, {@code NAME1} and so on. Null where there is none.
   */
  List<String> list(String group, String attribute) {
    Group owner = groups.get(group);
    if (owner == null) {
      return null;
    }
    Set<String> names = owner.getAttributes().keySet();
    if (names.contains(attribute)) {
      return texts(owner, attribute);
    }
    if (!names.contains(attribute + 0)) {
      return null;
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; names.contains(attribute + i); i++) {
      all.addAll(texts(owner, attribute + i));
    }
    return all;
  }

  private static List<String> texts(Group group, String name) {
    Attribute attribute = group == null ? null : group.getAttributes().get(name);
    List<String> texts = new ArrayList<>();
    // A layer without weights has an empty list, of float64.
    if (attribute == null || attribute.isEmpty() || attribute.getSize() == 0) {
      return texts;
    }
    Object data = attribute.getData();
    if (data instanceof String text) {
      texts.add(text);
    } else if (data != null && data.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(data); i++) {
        texts.add(String.valueOf(Array.get(data, i)));
      }
    }
    return texts;
  }
}
