package io.medsift.llm.client;

/** Why a request got no usable reply. The names are labels of metrics and reports. */
public enum FailureKind {
  /** 429: everyone waits. */
  RATE_LIMITED(Remedy.ASK_AGAIN),
  /** 5xx, 408 or 409. */
  SERVER_ERROR(Remedy.ASK_AGAIN),
  /** No whole reply in time. */
  TIMEOUT(Remedy.ASK_AGAIN),
  /** The connection was refused, reset or cut. */
  CONNECTION(Remedy.ASK_AGAIN),
  /** A reply that is not the JSON of a completion. */
  BROKEN_REPLY(Remedy.ASK_AGAIN),
  /** A completion without a choice, or with an empty one. */
  EMPTY_REPLY(Remedy.ASK_AGAIN),
  /** The model declined to answer. */
  REFUSED(Remedy.LEAVE_REQUEST),
  /** A filter of the endpoint withheld prompt or answer. */
  CONTENT_FILTERED(Remedy.LEAVE_REQUEST),
  /** A reply that is longer than is read. */
  TOO_LONG(Remedy.LEAVE_REQUEST),
  /** 400, 413, 422 and other 4xx. */
  BAD_REQUEST(Remedy.LEAVE_REQUEST),
  /** 401 or 403. */
  UNAUTHORISED(Remedy.STOP),
  /** 404: no such model or path. */
  NOT_FOUND(Remedy.STOP),
  /** 429 that no waiting ends: the account is spent. */
  QUOTA_SPENT(Remedy.STOP),
  /** No reply to anybody for longer than the policy waits. */
  OUTAGE(Remedy.STOP);

  /** What a failure means for the work. */
  public enum Remedy {
    /** The same request may succeed later. */
    ASK_AGAIN,
    /** This request never will; others may. */
    LEAVE_REQUEST,
    /** No request will until somebody changes something. */
    STOP
  }

  private final Remedy remedy;

  FailureKind(Remedy remedy) {
    this.remedy = remedy;
  }

  /** Whether it says that the endpoint, and not this request or reply, is at fault. */
  public boolean isOfTheEndpoint() {
    return this == SERVER_ERROR || this == TIMEOUT || this == CONNECTION;
  }

  /** Whether the model has answered and been paid, so that nobody should ask it the same again. */
  public boolean isPaidFor() {
    return this == REFUSED || this == CONTENT_FILTERED || this == TOO_LONG;
  }

  public Remedy remedy() {
    return remedy;
  }
}
