package io.tributary.serve;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states of the United States and their postal codes (ISO 3166-2:US), in lower-case a-z. */
final class UsStates {

  private static final Map<String, String> CODES =
      Arrays.stream(
              """
              alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct
              delaware de districtofcolumbia dc florida fl georgia ga hawaii hi idaho id illinois il
              indiana in iowa ia kansas ks kentucky ky louisiana la maine me maryland md
              massachusetts ma michigan mi minnesota mn mississippi ms missouri mo montana mt
              nebraska ne nevada nv newhampshire nh newjersey nj newmexico nm newyork ny
              northcarolina nc northdakota nd ohio oh oklahoma ok oregon or pennsylvania pa
              puertorico pr rhodeisland ri southcarolina sc southdakota sd tennessee tn texas tx
              utah ut vermont vt virginia va washington wa westvirginia wv wisconsin wi wyoming wy
              """
                  .strip()
                  .split("(?<=\\b[a-z]{2})\\s+"))
          .map(pair -> pair.split("\\s+"))
          .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));

  private static final Set<String> KNOWN = Set.copyOf(CODES.values());

  private UsStates() {}

  /** The code of a state given by name or code, both lower-case a-z; null if there is none. */
  static @Nullable String code(String state) {
    return KNOWN.contains(state) ? state : CODES.get(state);
  }
}
