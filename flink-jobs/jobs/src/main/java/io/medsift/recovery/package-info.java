/** Where a job goes on that starts again. */
package io.medsift.recovery;
