/** Commands of the jobs that ask language models. */
package io.medsift.cli.model;
