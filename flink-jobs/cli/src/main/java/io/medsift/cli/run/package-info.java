/** The curation job over files: load, run, drain, prove, report. */
package io.medsift.cli.run;
