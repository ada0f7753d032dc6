/**
 * Files of other hosts: {@code hf://datasets/OWNER/NAME[@REVISION][/PATTERN]}, {@code https://…},
 * {@code s3://…}.
 *
 * <p>{@link io.medsift.remote.RemoteFiles#list} turns a name into files, each with a stable name
 * ({@code hf://datasets/OWNER/NAME@COMMIT/PATH}), its size, and the SHA-256 where the host
 * announces it. {@link io.medsift.remote.RemoteFiles#fetch} brings them whole into the cache,
 * checked and several at a time; {@link io.medsift.remote.RemoteFile#ranges} reads parts of one.
 * {@code io.medsift.rows.RowFiles} takes such names wherever it takes a path.
 *
 * <p>Everything has a timeout, nothing is tried for ever, and what has arrived is kept for the next
 * attempt. A token goes to the host of {@code HF_ENDPOINT} alone and is in no message. Failures are
 * {@link io.medsift.remote.RemoteException}s with a sentence and advice.
 */
package io.medsift.remote;
