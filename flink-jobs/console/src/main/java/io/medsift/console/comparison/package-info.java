/** Pages that compare the console's run with another over the same samples. */
package io.medsift.console.comparison;
