/**
 * Client of OpenAI-compatible endpoints: requests, replies, failures, retries and rate limits.
 * Plain Java; jobs and commands bring the threads.
 */
package io.medsift.llm.client;
