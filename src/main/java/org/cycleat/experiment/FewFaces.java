package org.cycleat.experiment;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.cycleat.Sha256;
import org.cycleat.UserException;
import org.cycleat.dataset.Manifest;
import org.cycleat.dataset.Sample;
import org.cycleat.image.ImageFile;
import org.cycleat.image.UnreadableImageException;
import org.cycleat.train.TaskProgress;
import org.cycleat.twins.Twin;
import org.cycleat.twins.Twins;

/**
 * Draws a few faces of each class. What is drawn depends on the seed and on the images' pixels
 * alone, neither on their files' names nor on the order in which they come.
 *
 * @param perClass how many of each class; 0 takes all
 * @param key of the configuration that says so, for errors
 */
record FewFaces(int perClass, String key, long seed) {

  /** Draws nothing. */
  static final FewFaces ALL = new FewFaces(0, "", 0);

  /** A face, and its place in the draw. */
  private record Ticket(Sample sample, String number) {}

  boolean takesAll() {
    return perClass == 0;
  }

  /**
   * Makes sure that there are enough faces, before any is looked at.
   *
   * @param place that they were named by, for errors
   * @throws UserException that names a class with too few
   */
  void requireEnough(Manifest candidates, String place) {
    int[] counts = candidates.counts();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < perClass) {
        throw tooFew(counts[k], candidates.labels().codes().get(k), place);
      }
    }
  }

  /**
   * Faces of which no two are of one subject or twins, by class and in the order of the draw.
   *
   * @param lost gets a line that says how many images cannot be read
   * @throws UserException as {@link #requireEnough}
   */
  Manifest of(Manifest candidates, String place, Consumer<String> lost) {
    if (takesAll()) {
      return candidates;
    }
    Map<Integer, Deque<Sample>> waiting = shuffled(candidates);
    int unread = candidates.size() - waiting.values().stream().mapToInt(Deque::size).sum();
    if (unread > 0) {
      lost.accept("%s: images that cannot be read and are not drawn: %d".formatted(place, unread));
    }
    List<Sample> drawn = new ArrayList<>();
    int[] counts = new int[candidates.labels().size()];
    while (true) {
      List<Sample> next = new ArrayList<>();
      for (int k = 0; k < counts.length; k++) {
        Deque<Sample> others = waiting.getOrDefault(k, new ArrayDeque<>());
        if (others.size() < perClass - counts[k]) {
          throw tooFew(counts[k] + others.size(), candidates.labels().codes().get(k), place);
        }
        for (int i = counts[k]; i < perClass; i++) {
          next.add(others.remove());
        }
      }
      if (next.isEmpty()) {
        drawn.sort(Comparator.comparingInt(Sample::label)); // stable
        return candidates.with(drawn);
      }
      for (Sample sample : unknown(drawn, next)) {
        drawn.add(sample);
        counts[sample.label()]++;
      }
    }
  }

  private UserException tooFew(int found, String code, String place) {
    return new UserException(
        "only %d faces of %s can be drawn from %s, expected %d (%s): no two may be of one subject or twins, and where FER+'s votes are known their majority must be the label; ask for fewer"
            .formatted(found, code, place, perClass, key));
  }

  /** Those that can be read, of each class in the order of the draw. */
  private Map<Integer, Deque<Sample>> shuffled(Manifest candidates) {
    List<Ticket> tickets;
    try (var progress = new TaskProgress("drawing faces", candidates.size())) {
      tickets =
          candidates.samples().parallelStream()
              .map(
                  sample -> {
                    Ticket ticket = new Ticket(sample, number(sample.path()));
                    progress.step();
                    return ticket;
                  })
              .filter(ticket -> !ticket.number().isEmpty())
              .toList();
    }
    Map<Integer, Deque<Sample>> byClass = new TreeMap<>();
    tickets.stream()
        .sorted(
            Comparator.comparing(Ticket::number)
                .thenComparing(ticket -> ticket.sample().subject())) // of one image twice
        .map(Ticket::sample)
        .forEach(
            sample -> byClass.computeIfAbsent(sample.label(), k -> new ArrayDeque<>()).add(sample));
    return byClass;
  }

  /** A hash of the pixels; nothing where the image cannot be read. */
  private String number(Path file) {
    try (Mat image = ImageFile.read(file);
        BytePointer data = image.data()) {
      byte[] pixels = new byte[Math.toIntExact(image.total() * image.elemSize())];
      data.get(pixels);
      return new Sha256().add(seed + " " + image.cols() + " ").add(pixels).hex();
    } catch (UnreadableImageException e) {
      return "";
    }
  }

  /** Those of the next that show nobody who was drawn before, and are no twins of a drawn face. */
  private static List<Sample> unknown(List<Sample> drawn, List<Sample> next) {
    List<Sample> all = Stream.concat(drawn.stream(), next.stream()).toList();
    Set<List<Integer>> twins = new HashSet<>();
    for (Twin twin : Twins.between(paths(next), paths(all))) {
      int one = drawn.size() + twin.first();
      twins.add(List.of(Math.min(one, twin.second()), Math.max(one, twin.second())));
    }
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      int each = i;
      boolean isKnown =
          taken.stream()
              .anyMatch(
                  other ->
                      isOne(all.get(other), all.get(each), twins.contains(List.of(other, each))));
      if (i < drawn.size() || !isKnown) {
        taken.add(i);
      }
    }
    return taken.stream().skip(drawn.size()).map(all::get).toList();
  }

  private static boolean isOne(Sample one, Sample other, boolean areTwins) {
    boolean isSubject = !one.subject().isEmpty() && one.subject().equals(other.subject());
    return isSubject || (areTwins && Judged.mayBeOne(one, other));
  }

  private static List<Path> paths(List<Sample> samples) {
    return samples.stream().map(Sample::path).toList();
  }
}
