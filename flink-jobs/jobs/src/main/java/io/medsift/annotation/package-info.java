/**
 * The annotation job: writes scores of a judge, and comparisons with free-text references, on
 * samples before they are curated.
 */
package io.medsift.annotation;
