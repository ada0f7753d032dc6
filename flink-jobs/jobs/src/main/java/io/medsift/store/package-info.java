/** What a process keeps on its disk while it runs. */
package io.medsift.store;
