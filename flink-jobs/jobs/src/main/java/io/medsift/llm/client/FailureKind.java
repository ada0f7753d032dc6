package io.medsift.llm.client;

/** Reasons why a request got no usable reply. The names are labels of metrics and reports. */
public enum FailureKind {
  /** 429: all requests wait. */
  RATE_LIMITED(Remedy.RETRY),
  /** 5xx, 408 or 409. */
  SERVER_ERROR(Remedy.RETRY),
  /** No complete reply in time. */
  TIMEOUT(Remedy.RETRY),
  /** The connection was refused, reset or cut. */
  CONNECTION(Remedy.RETRY),
  /** A reply that is not the JSON of a completion. */
  BROKEN_REPLY(Remedy.RETRY),
  /** A completion without a choice, or with an empty one. */
  EMPTY_REPLY(Remedy.RETRY),
  /** The model declined to answer. */
  REFUSED(Remedy.SKIP),
  /** A filter of the endpoint withheld prompt or answer. */
  CONTENT_FILTERED(Remedy.SKIP),
  /** A reply above the size limit. */
  TOO_LONG(Remedy.SKIP),
  /** 400, 413, 422 and other 4xx. */
  BAD_REQUEST(Remedy.SKIP),
  /** 401 or 403. */
  UNAUTHORISED(Remedy.STOP),
  /** 404: no such model or path. */
  NOT_FOUND(Remedy.STOP),
  /** 429 that no wait ends: the quota of the account is used up. */
  QUOTA_SPENT(Remedy.STOP),
  /** No reply to any request for longer than the policy waits. */
  OUTAGE(Remedy.STOP);

  /** Reaction to a failure. */
  public enum Remedy {
    /** The same request may succeed later. */
    RETRY,
    /** This request never will; others may. */
    SKIP,
    /** No request will succeed until somebody changes something. */
    STOP
  }

  private final Remedy remedy;

  FailureKind(Remedy remedy) {
    this.remedy = remedy;
  }

  /** Returns whether the endpoint is at fault rather than the request or the reply. */
  public boolean isOfTheEndpoint() {
    return this == SERVER_ERROR || this == TIMEOUT || this == CONNECTION;
  }

  /** Returns whether the model answered and was paid, so that the request is not repeated. */
  public boolean isPaidFor() {
    return this == REFUSED || this == CONTENT_FILTERED || this == TOO_LONG;
  }

  public Remedy remedy() {
    return remedy;
  }
}
