/**
 * The job as it runs in production: a broker and Flink in processes of their own, and their ends.
 */
package io.medsift.production;
