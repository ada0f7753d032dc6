package io.medsift.remote;

import static java.lang.String.format;

import io.medsift.remote.HttpRequests.Response;
import io.medsift.remote.RemotePath.HubPath;
import java.util.Locale;

/** What refusals of the Hub mean, in a sentence each. */
record HubErrors(RemoteSettings settings, HubPath dataset) {
  private String page() {
    return settings.endpoint() + "/datasets/" + dataset.id();
  }

  private boolean isKnown() {
    return settings.token() != null;
  }

  /**
   * The failure that an answer stands for.
   *
   * @param file that was asked for; null where it was a list
   */
  RemoteException of(Response response, String file) {
    String code = String.valueOf(response.header("x-error-code"));
    int status = response.status();
    boolean redirected = !HttpRequests.isSameHost(settings.endpoint(), response.uri());
    if (redirected) {
      return RemoteException.failed(
          format(
              Locale.ROOT,
              "%s%s: the host that the Hub redirects to, %s, answered %d",
              file == null ? "" : file + " of ",
              dataset,
              response.uri().getHost(),
              status),
          "Run the command again: downloaded parts are kept.",
          null);
    }
    if (code.equals("GatedRepo") || status == 403) {
      return gated(code.equals("GatedRepo"));
    }
    if (code.equals("RevisionNotFound") && file != null) {
      return RemoteException.failed(
          format("%s of %s was listed, and now the Hub no longer has the commit", file, dataset),
          "Run the command again to list the files again. If you named a commit after @, its"
              + " owner may have deleted it: name another.",
          null);
    }
    if (code.equals("RevisionNotFound")) {
      return RemoteException.wrongName(
          format("the dataset %s has no revision '%s'", dataset.id(), dataset.revision()),
          "Name a branch, a tag or a commit after @, or none for the main branch.");
    }
    if (code.equals("EntryNotFound") || (status == 404 && file != null)) {
      return RemoteException.wrongName(
          format("the dataset %s has no file %s", dataset.id(), file),
          "See " + page() + " for its files.");
    }
    if (code.equals("RepoNotFound") || status == 401 || status == 404) {
      return notFound(status == 401 && isKnown() && !code.equals("RepoNotFound"));
    }
    String said = HttpRequests.oneLine(String.valueOf(response.header("x-error-message")));
    return RemoteException.failed(
        format(
            Locale.ROOT,
            "%s: the Hub answered %d%s",
            dataset,
            status,
            said.equals("null") ? "" : ": " + said),
        "Check HF_ENDPOINT, and the name of the dataset.",
        null);
  }

  private RemoteException gated(boolean certain) {
    String terms = "Accept its terms on " + page() + " with your account, then ";
    return RemoteException.failed(
        certain
            ? format("the dataset %s is gated%s", dataset.id(), who())
            : format("the Hub forbids reading the dataset %s%s", dataset.id(), who()),
        isKnown()
            ? terms
                + "run the command again. The token needs permission to read gated repositories."
            : terms + "set HF_TOKEN to a token of that account.",
        null);
  }

  private String who() {
    return isKnown()
        ? ", and the account of the token was not given access"
        : ", and there is no token";
  }

  private RemoteException notFound(boolean refused) {
    if (refused) {
      return RemoteException.failed(
          "the Hub refuses the token",
          "Set HF_TOKEN to a token that is valid, or unset it for public datasets.",
          null);
    }
    return RemoteException.wrongName(
        format(
            "there is no dataset %s on %s, or it is private%s",
            dataset.id(),
            settings.endpoint().getHost(),
            isKnown() ? " and the token may not read it" : ""),
        isKnown()
            ? "Check the name, and the permissions of the token."
            : "Check the name; for a private dataset set HF_TOKEN.");
  }

  /** The failure of a server that is no Hub. */
  RemoteException noHub() {
    return RemoteException.failed(
        format("%s does not answer like the Hub", settings.endpoint()),
        "Check HF_ENDPOINT: it must be the address of the Hub or of a mirror.",
        null);
  }
}
