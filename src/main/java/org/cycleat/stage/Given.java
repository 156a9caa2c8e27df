package org.cycleat.stage;

import java.util.List;
import java.util.Map;

/**
 * The data that a user names for a run.
 *
 * @param domains what is trained on
 * @param excluded what is not: images of the domains that are near-identical to one of these
 */
public record Given(Map<Domain, GivenData> domains, List<GivenData> excluded) {
  public Given {
    domains = Map.copyOf(domains);
    excluded = List.copyOf(excluded);
  }
}
