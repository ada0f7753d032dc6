package io.medsift.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.console.web.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options on who may use the console. */
final class AccessOptions {
  private static final int MIN_TOKEN = 16;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = {
        "Address to listen on. Beyond loopback it needs --token-file and --tls-keystore. Default:"
            + " 127.0.0.1."
      })
  private String listen;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the token (16 characters or more) that a person enters to log in.")
  private Path tokenFile;

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description = "Key and certificate of the server, PKCS #12 or JKS.")
  private Path keystore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "File with the password of --tls-keystore.")
  private Path passwordFile;

  /**
   * The access that they describe.
   *
   * @throws ParameterException if they do not fit together, or a file cannot be used
   */
  Access access() {
    if ((keystore == null) != (passwordFile == null)) {
      throw Usage.wrong(command, "--tls-keystore and --tls-password-file go together");
    }
    InetAddress address = address();
    if (!address.isLoopbackAddress() && (tokenFile == null || keystore == null)) {
      throw Usage.wrong(
          command,
          "--listen %s is beyond loopback, and needs --token-file and --tls-keystore"
              .formatted(listen));
    }
    String token = tokenFile == null ? null : secret("--token-file", tokenFile);
    if (token != null && token.length() < MIN_TOKEN) {
      throw Usage.wrong(
          command,
          String.format(
                  Locale.ROOT,
                  "--token-file %s must hold a token of %d characters or more; make one with"
                      + " 'openssl rand",
                  tokenFile,
                  MIN_TOKEN)
              + " -hex 32'");
    }
    return new Access(address, token, keystore == null ? null : tls());
  }

  private Access.Tls tls() {
    Path file = new PathArgument(command, "--tls-keystore", keystore).requireFile();
    String password = secret("--tls-password-file", passwordFile);
    try {
      var unused = KeyStore.getInstance(file.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new ParameterException(
          command.commandLine(),
          "--tls-keystore %s cannot be opened with the password in --tls-password-file %s: %s"
              .formatted(file, passwordFile, e.getMessage()),
          e);
    }
    return new Access.Tls(file, password);
  }

  private InetAddress address() {
    try {
      return listen == null
          ? InetAddress.getLoopbackAddress()
          : InetAddress.getAllByName(listen)[0];
    } catch (UnknownHostException e) {
      throw new ParameterException(
          command.commandLine(),
          "--listen %s is not an address of this machine".formatted(listen),
          e);
    }
  }

  private String secret(String option, Path file) {
    try {
      return Files.readString(new PathArgument(command, option, file).requireFile(), UTF_8).strip();
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(), option + " " + file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
