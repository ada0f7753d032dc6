/** {@code medsift sources}: which datasets Medsift can read. */
package io.medsift.cli.sources;
