package io.medsift.cli.rebuild;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Addresses in arguments, without what lets its bearer read the file. */
final class ShownPath {
  private static final Pattern QUERY =
      Pattern.compile("((?:^|.*?=)https?://[^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.DOTALL);

  // Presigned addresses of S3, of Google, of CloudFront and of Azure, and usual names of tokens.
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(?i)(x-amz-.*|x-goog-.*|x-id|awsaccesskeyid|googleaccessid|signature|expires|policy"
              + "|key-pair-id|sig|s[eiprstv]|sip|spr|srt|sk[a-z]+|key|auth.*|.*(token|secret|password|api_?key).*)");

  private ShownPath() {}

  /**
   * Returns an argument by which its file is known again: of an address the query without signature
   * and tokens, which change with time. Another argument is returned as it is.
   */
  static String lasting(String argument) {
    Matcher address = QUERY.matcher(argument);
    if (!address.matches() || address.group(2) == null) {
      return argument;
    }
    String kept =
        Arrays.stream(address.group(2).split("&"))
            .filter(each -> !SIGNATURE.matcher(each.replaceAll("=.*", "")).matches())
            .collect(Collectors.joining("&"));
    return kept.isEmpty() ? address.group(1) : address.group(1) + "?" + kept;
  }

  /** Returns an argument as it is shown: an address without its query, which may hold a secret. */
  static String shown(String argument) {
    Matcher address = QUERY.matcher(argument);
    return address.matches() && address.group(2) != null ? address.group(1) + "?…" : argument;
  }
}
