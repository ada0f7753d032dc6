package io.medsift.cli.topic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of brokers as a person writes them. */
final class BrokerAddresses {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\w+://)?(?:[^\\s:/\\[\\]]+|\\[[0-9a-fA-F:.%]+\\]):(\\d{1,5})");
  private static final int LARGEST_PORT = 65_535;

  private BrokerAddresses() {}

  /** What is wrong with them, a sentence without a full stop; empty where nothing is. */
  static Optional<String> problem(String addresses) {
    for (String address : addresses.split(",", -1)) {
      Matcher matcher = ADDRESS.matcher(address.strip());
      if (!matcher.matches() || !isPort(Integer.parseInt(matcher.group(1)))) {
        return Optional.of(
            "'%s' is not of the form HOST:PORT, such as localhost:9092".formatted(address.strip()));
      }
    }
    return Optional.empty();
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= LARGEST_PORT;
  }
}
