/** Manifests, pages and alert rules, checked against what they speak of. */
package io.medsift.integration.deploy;
