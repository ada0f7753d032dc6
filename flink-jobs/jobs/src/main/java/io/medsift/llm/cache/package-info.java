/**
 * Every answer that was paid for, in a compacted topic and, for reading, in a store on the disk of
 * each process.
 */
package io.medsift.llm.cache;
