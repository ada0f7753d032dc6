/**
 * Cache of paid answers, and the caller of a model that uses it. Jobs keep the cache in a compacted
 * topic, the ledger; labelling keeps it in a file.
 */
package io.medsift.llm.cache;
