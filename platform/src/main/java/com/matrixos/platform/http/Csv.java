package com.matrixos.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.matrixos.base.http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// Lists as comma-separated values (RFC 4180): a line of names, then a line for each record. Written while
/// it is
/// sent, so that a long list needs no memory.
public final class Csv {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
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

    /// Where the records of a list go.
    @FunctionalInterface
    public interface Sink<T> {
        /// Writes one line.
        void write(T line) throws IOException;
    }

    /// Hands over all records of a list, one after the other.
    @FunctionalInterface
    public interface Source<T> {
        /// Writes every record to the sink.
        void writeTo(Sink<T> sink) throws IOException;
    }

    private Csv() {}

    /// A file to be downloaded.
    ///
    /// @param name of the file, plain ASCII
    /// @param type a record with [com.fasterxml.jackson.annotation.JsonPropertyOrder]; its components are
    /// the columns
    public static <T> Answer file(String name, Class<T> type, Source<T> source) {
        return new Answer(
                200,
                Map.of(
                        "content-type",
                        "text/csv; charset=utf-8",
                        "content-disposition",
                        "attachment; filename=\"" + name + "\""),
                new Answer.Stream(-1, out -> write(type, source, out)));
    }

    private static <T> void write(Class<T> type, Source<T> source, OutputStream out) throws IOException {
        CsvSchema schema = MAPPER.schemaFor(type).withHeader();
        try (SequenceWriter lines = MAPPER.writer(schema).writeValues(out)) {
            source.writeTo(lines::write);
        }
    }
}
