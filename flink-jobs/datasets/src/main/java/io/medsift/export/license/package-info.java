/** What the licences that samples name allow. */
package io.medsift.export.license;
