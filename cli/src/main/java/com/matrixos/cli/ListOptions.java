package com.matrixos.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// How much of a list is printed, and in what form.
final class ListOptions {
    /// One of two.
    static final class Form {
        @Option(names = "--csv", description = "print comma-separated values, for a spreadsheet or script")
        private boolean csv;

        @Option(names = "--json", description = "print the API's document")
        private boolean json;
    }

    @ArgGroup
    private @Nullable Form form;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            converter = Arguments.Count.class,
            description = "print the first N at the most (default: ${DEFAULT-VALUE})")
    private int limit;

    int limit() {
        return limit;
    }

    boolean isCsv() {
        return form != null && form.csv;
    }

    /// Prints a list, and says on standard error when it goes on.
    ///
    /// @param few for people
    /// @param all for programs
    /// @param none what people are told when there is nothing
    void print(Items items, Listing few, Listing all, String none, Context context) {
        PrintWriter out = context.out();
        if (isCsv()) {
            all.csv(items.rows(), out);
        } else if (form != null && form.json) {
            Printable.json(items.document(), out);
        } else if (items.rows().isEmpty()) {
            out.println(none);
        } else {
            few.table(items.rows(), out);
        }
        out.flush();
        items.tellIfCut(context.err());
    }
}
