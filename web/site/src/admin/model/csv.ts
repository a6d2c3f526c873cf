import Papa from 'papaparse';

/**
 * Rows as CSV of RFC 4180. A cell that a spreadsheet would take for a formula is made harmless: handles and causes come from
 * other people.
 */
export const csv = (columns: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  Papa.unparse(
    { fields: [...columns], data: rows.map((row) => [...row]) },
    { escapeFormulae: true },
  );
