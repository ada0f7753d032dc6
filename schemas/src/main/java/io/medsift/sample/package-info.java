/** What a producer writes to {@code samples}: the record, its parts, and nothing that decides. */
package io.medsift.sample;
