/**
 * The annotation job: what models say about samples is written on them before they are curated.
 * Scores against references, and whether free text means the same as a reference.
 */
package io.medsift.annotation;
