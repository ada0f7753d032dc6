package io.medsift.export.directory;

import io.medsift.export.files.ColumnChoice;
import io.medsift.export.files.FileFormat;
import io.medsift.export.rows.ExportException;

/**
 * What all exports to a folder must have in common, so that its rows are of one kind.
 *
 * @param lineage whether rows say where they come from
 * @param rejected whether rejected rows are a configuration of the dataset
 * @param licenseFilter as it was asked for, empty for none
 * @param recipe hash of the recipe whose rows are exported, empty for all
 */
public record ExportSettings(
    FileFormat format,
    ColumnChoice columns,
    boolean lineage,
    boolean rejected,
    String licenseFilter,
    String recipe) {

  /**
   * Checks that an export goes on as the one before.
   *
   * @throws ExportException naming the first setting that differs
   */
  public void requireSame(ExportSettings before) throws ExportException {
    requireSame("--format", format.wireName(), before.format.wireName());
    requireSame("--columns", columns.wireName(), before.columns.wireName());
    requireSame("--lineage", lineage, before.lineage);
    requireSame("--rejected", rejected, before.rejected);
    requireSame("--license-filter", licenseFilter, before.licenseFilter);
    requireSame("--recipe", recipe, before.recipe);
  }

  private static void requireSame(String option, Object now, Object before) throws ExportException {
    if (!now.equals(before)) {
      throw new ExportException(
          String.format(
              "the folder was begun with %s %s, this export asks for %s",
              option, shown(before), shown(now)),
          "Export with the same options, or name another --out.");
    }
  }

  private static Object shown(Object value) {
    return value.equals("") ? "none" : "'" + value + "'";
  }
}
