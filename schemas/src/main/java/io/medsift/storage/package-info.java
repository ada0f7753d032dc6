/** Files and directories on local disk: checksums, atomic replacement, deletion, locks, rights. */
package io.medsift.storage;
