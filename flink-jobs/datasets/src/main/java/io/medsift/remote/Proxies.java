package io.medsift.remote;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Proxies: those of Java's own properties, else those of {@code https_proxy}, {@code http_proxy}
 * and {@code no_proxy}.
 */
final class Proxies {
  private final UnaryOperator<String> variables;

  Proxies(UnaryOperator<String> variables) {
    this.variables = variables;
  }

  static Proxies ofEnvironment() {
    return new Proxies(System::getenv);
  }

  Proxy forAddress(URI uri) throws RemoteException {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    ProxySelector selector = ProxySelector.getDefault();
    if (selector != null) {
      for (Proxy proxy : selector.select(uri)) {
        if (proxy.type() != Proxy.Type.DIRECT) {
          return proxy;
        }
      }
    }
    String address = variable(scheme + "_proxy");
    return address == null || isExcepted(uri) ? Proxy.NO_PROXY : proxy(address, scheme);
  }

  private String variable(String name) {
    String lower = variables.apply(name);
    String value = lower == null ? variables.apply(name.toUpperCase(Locale.ROOT)) : lower;
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static Proxy proxy(String address, String scheme) throws RemoteException {
    try {
      URI proxy = URI.create(address.contains("://") ? address : "http://" + address);
      if (proxy.getHost() != null && proxy.getRawUserInfo() == null) {
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw RemoteException.wrongName(
        scheme + "_proxy is not the address of a proxy without a user name",
        "Set it to an address such as http://proxy.example:3128.");
  }

  private boolean isExcepted(URI uri) {
    String exceptions = variable("no_proxy");
    if (exceptions == null) {
      return false;
    }
    String name = uri.getHost().toLowerCase(Locale.ROOT);
    String port = ":" + HttpRequests.port(uri);
    for (String each : exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String host = each.endsWith(port) ? each.substring(0, each.length() - port.length()) : each;
      String suffix = host.replaceFirst("^\\*?\\.", "");
      if (each.equals("*")
          || (!suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix)))) {
        return true;
      }
    }
    return false;
  }
}
