package com.matrixos.proxy.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import java.io.IOException;
import java.util.List;

/// Lists as comma-separated values, for who asks for `text/csv`: a header line, then a line for each record.
final class Csv {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .addModule(new SimpleModule().addSerializer(String.class, new Harmless()))
            .build();

    /// A spreadsheet takes a text that begins like this for a formula, so it gets a quote before it.
    private static final class Harmless extends StdSerializer<String> {
        private static final long serialVersionUID = 1L;

        Harmless() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
            boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
            out.writeString(formula ? "'" + text : text);
        }
    }

    private Csv() {}

    static boolean wanted(Call call) {
        return call.header("accept")
                .filter(accept -> accept.contains("text/csv"))
                .isPresent();
    }

    /// As CSV when that is wanted, else as JSON.
    static <T> Answer answer(Call call, Class<T> type, List<T> rows) {
        if (!wanted(call)) {
            return Answer.json(200, rows).with("vary", "accept");
        }
        ObjectWriter writer = MAPPER.writer(MAPPER.schemaFor(type).withHeader());
        try {
            return Answer.text(200, "text/csv", writer.writeValueAsString(rows)).with("vary", "accept");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as CSV: " + type, e);
        }
    }
}
