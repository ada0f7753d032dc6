/**
 * Topics, the same for every job and command: a job's ends, read committed and written exactly
 * once, and parts of topics by offset.
 */
package io.medsift.topic;
