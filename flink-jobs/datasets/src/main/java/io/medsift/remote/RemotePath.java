package io.medsift.remote;

import static java.lang.String.format;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of remote files, as a person writes it. */
public sealed interface RemotePath {
  /** A name for people, without host and revision: that of the dataset, or of the file. */
  String shortName();

  /** The forms that there are, for people. */
  String FORMS =
      "hf://datasets/OWNER/NAME[@REVISION][/PATTERN], https://HOST/FILE or s3://BUCKET/KEY";

  /** Returns true if an argument is meant for the name of remote files. */
  static boolean isRemote(String argument) {
    return argument.matches("[A-Za-z][A-Za-z0-9+.-]+://.*");
  }

  /**
   * Reads a name.
   *
   * @throws RemoteException if it is none
   */
  static RemotePath parse(String text) throws RemoteException {
    String scheme = text.substring(0, text.indexOf("://")).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "hf" -> HubPath.parse(text);
      case "https", "http" -> WebPath.parse(text);
      case "s3" -> S3Path.parse(text);
      default ->
          throw RemoteException.wrongName(
              format("%s has the scheme '%s', which is not supported", text, scheme),
              "Write " + FORMS + ".");
    };
  }

  /**
   * Files of a dataset on the Hub.
   *
   * @param revision branch, tag or commit
   * @param pattern a file, a directory or a pattern; empty for the whole dataset
   */
  record HubPath(String owner, String dataset, String revision, String pattern)
      implements RemotePath {
    private static final String MAIN = "main";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}";
    // References of the Hub have slashes of their own, written as they are or as %2F.
    private static final String REVISION = "refs/(?:convert|pr)/[^/@]+|[^/@]+";
    private static final Pattern FORM =
        Pattern.compile(
            "hf://datasets/(" + NAME + ")/(" + NAME + ")(?:@(" + REVISION + "))?(?:/(.*))?");

    static HubPath parse(String text) throws RemoteException {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw RemoteException.wrongName(
            text + " does not name a dataset of the Hub",
            "Write hf://datasets/OWNER/NAME, with @REVISION after it for a branch, tag or commit,"
                + " and then /FILE, /DIRECTORY or a pattern.");
      }
      String revision = form.group(3) == null ? MAIN : decoded(form.group(3));
      if (!revision.matches("[A-Za-z0-9_][A-Za-z0-9._/+-]*") || revision.contains("..")) {
        throw RemoteException.wrongName(
            format("%s has the revision '%s', which is not a valid name", text, revision),
            "Name a branch, a tag or a commit.");
      }
      String pattern = form.group(4) == null ? "" : form.group(4).replaceAll("/+$", "");
      return new HubPath(form.group(1), form.group(2), revision, pattern);
    }

    private static String decoded(String revision) {
      return revision.contains("%2F") || revision.contains("%2f")
          ? URLDecoder.decode(revision.replace("+", "%2B"), StandardCharsets.UTF_8)
          : revision;
    }

    @Override
    public String shortName() {
      return dataset;
    }

    /** The name of the dataset: {@code OWNER/NAME}. */
    public String id() {
      return owner + "/" + dataset;
    }

    /** Returns true if the revision is a commit, which never holds anything else. */
    public boolean isCommit() {
      return revision.matches("[0-9a-f]{40}");
    }

    /** The same files, of another revision. */
    public HubPath at(String otherRevision) {
      return new HubPath(owner, dataset, otherRevision, pattern);
    }

    /** The name of a file at a commit. */
    String name(String commit, String file) {
      return "hf://datasets/" + id() + "@" + commit + "/" + file;
    }

    /** As it is written. */
    @Override
    public String toString() {
      return "hf://datasets/"
          + id()
          + (revision.equals(MAIN) ? "" : "@" + revision)
          + (pattern.isEmpty() ? "" : "/" + pattern);
    }
  }

  /** One file at an address. Its name for people has no query, which may hold a signature. */
  record WebPath(URI uri) implements RemotePath {
    static WebPath parse(String text) throws RemoteException {
      URI uri;
      try {
        uri = URI.create(text);
      } catch (IllegalArgumentException e) {
        uri = null;
      }
      if (uri == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
        throw RemoteException.wrongName(
            "an argument that begins with "
                + text.substring(0, text.indexOf("://") + 3)
                + " is not the address of a file",
            "Write https://HOST/FILE, without a user name, and with %20 for a space.");
      }
      return new WebPath(uri);
    }

    /** The last name of its path. */
    String fileName() {
      String path = String.valueOf(uri.getRawPath());
      return WebHost.decoded(path.substring(path.lastIndexOf('/') + 1));
    }

    @Override
    public String shortName() {
      return fileName();
    }

    /** Without query and fragment. */
    @Override
    public String toString() {
      return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
  }

  /**
   * Objects of a bucket.
   *
   * @param key an object, a directory or a pattern; empty for the whole bucket
   */
  record S3Path(String bucket, String key) implements RemotePath {
    private static final Pattern FORM =
        Pattern.compile("[sS]3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    static S3Path parse(String text) throws RemoteException {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw RemoteException.wrongName(
            text + " does not name objects of a bucket",
            "Write s3://BUCKET/KEY, where the key may be a directory or a pattern.");
      }
      return new S3Path(form.group(1), form.group(2) == null ? "" : form.group(2));
    }

    /** The part of the key before its first pattern, by which the bucket is listed. */
    String prefix() {
      Matcher pattern = Pattern.compile("[*?\\[{]").matcher(key);
      return pattern.find() ? key.substring(0, pattern.start()) : key;
    }

    @Override
    public String shortName() {
      return key.isEmpty() ? bucket : key.substring(key.lastIndexOf('/') + 1);
    }

    /** As it is written. */
    @Override
    public String toString() {
      return "s3://" + bucket + "/" + key;
    }
  }
}
