/** The curation job as it runs in production, on one machine, until it is stopped. */
package io.medsift.cli.live;
