/** A reporter beside Flink's own, whose registry it shares and only this package may use. */
package org.apache.flink.metrics.prometheus;
