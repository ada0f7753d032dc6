/** The topics of the job, and the records that it writes to them. */
package io.medsift.curation.write;
