/** A job's ends in Kafka, the same for every job: read committed, write exactly once. */
package io.medsift.topic;
