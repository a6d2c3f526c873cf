package com.matrixos.proxy.ledger;

import com.matrixos.base.json.Json;
import com.matrixos.base.sqlite.Prepared;
import com.matrixos.proxy.usage.Tokens;
import com.matrixos.proxy.usage.Usage;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A [Usage] as the columns of a call hold it: everything that is needed to price it again.
final class StoredUsage {
    /// For an `UPDATE calls SET`, with the places that [#bind] gives values to.
    static final String ASSIGNMENTS = """
            input_tokens = ?, cache_read_tokens = ?, cache_write_5m_tokens = ?, cache_write_1h_tokens = ?,
            output_tokens = ?, web_searches = ?, service_tier = ?, speed = ?, inference_geo = ?, iterations = ?""";

    private StoredUsage() {}

    static Prepared bind(Prepared statement, Usage usage) {
        Tokens tokens = usage.tokens();
        return statement
                .with(tokens.input())
                .with(tokens.cacheRead())
                .with(tokens.cacheWrite5m())
                .with(tokens.cacheWrite1h())
                .with(tokens.output())
                .with(usage.webSearches())
                .with(told(usage.serviceTier()))
                .with(told(usage.speed()))
                .with(told(usage.inferenceGeo()))
                .with(json(usage.iterations()));
    }

    static Usage read(ResultSet row) throws SQLException {
        return new Usage(
                new Tokens(
                        row.getLong("input_tokens"),
                        row.getLong("cache_read_tokens"),
                        row.getLong("cache_write_5m_tokens"),
                        row.getLong("cache_write_1h_tokens"),
                        row.getLong("output_tokens")),
                row.getLong("web_searches"),
                text(row.getString("service_tier")),
                text(row.getString("speed")),
                text(row.getString("inference_geo")),
                iterations(row.getString("iterations")));
    }

    /// A text as a column has it: NULL when it was not told.
    static @Nullable String told(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    private static @Nullable String json(List<Usage.Iteration> iterations) {
        return iterations.isEmpty() ? null : new String(Json.write(iterations), StandardCharsets.UTF_8);
    }

    private static List<Usage.Iteration> iterations(@Nullable String json) {
        return json == null
                ? List.of()
                : List.of(Json.read(json.getBytes(StandardCharsets.UTF_8), Usage.Iteration[].class));
    }
}
