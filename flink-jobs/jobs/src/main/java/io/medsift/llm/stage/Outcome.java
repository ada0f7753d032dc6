package io.medsift.llm.stage;

import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.TokenUsage;

/**
 * The end of asking.
 *
 * @param answer null where there is none
 * @param failure null where there is an answer
 * @param reason of the failure, null where there is none
 * @param all tokens of all replies, those of the ledger included
 * @param paid tokens that were paid for now
 * @param fromLedger replies that the ledger had
 * @param unread replies that the check refused
 * @param failed attempts that got no reply
 */
record Outcome(
    PaidAnswer answer,
    String failure,
    DeadLetterReason reason,
    TokenUsage all,
    TokenUsage paid,
    int fromLedger,
    int unread,
    int failed) {}
