package com.matrixos.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rows of text under headings, every column as wide as its longest cell.
final class Table {
    private static final String GAP = "  ";

    /// A column.
    ///
    /// @param heading stands above it
    /// @param numbers whether its cells end, instead of begin, at one line
    record Column(String heading, boolean numbers) {
        static Column text(String heading) {
            return new Column(heading, false);
        }

        static Column numbers(String heading) {
            return new Column(heading, true);
        }

        private String padded(String cell, int width) {
            String blanks = " ".repeat(width - length(cell));
            return numbers ? blanks + cell : cell + blanks;
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
        rows.add(this.columns.stream().map(Column::heading).toList());
    }

    /// Adds a row of as many cells as there are columns.
    void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " cells in " + columns.size() + " columns");
        }
        rows.add(Stream.of(cells).map(Printable::of).toList());
    }

    void print(PrintWriter out) {
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> length(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : rows) {
            out.println(IntStream.range(0, columns.size())
                    .mapToObj(column -> columns.get(column).padded(row.get(column), widths[column]))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing());
        }
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
