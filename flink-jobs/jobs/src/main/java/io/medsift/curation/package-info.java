/** The curation job: its topology, its settings, and one package per gate. */
package io.medsift.curation;
