package com.matrixos.base.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.MimeTypes;

/// Serves a built web page from a folder. What lies under `assets/` has its digest in its name and may be
/// kept for ever; everything else is asked for again. A path without a file gets `index.html`, for the
/// page's own router. Files that lie beside a `.br` or `.gz` of the same name are sent so to clients that
/// accept it: compressing at run time would cost half a CPU what the build has already paid.
public final class StaticFiles implements Endpoint {
    private static final MimeTypes MEDIA_TYPES = new MimeTypes();
    private static final Map<String, String> ENCODINGS = new LinkedHashMap<>();

    static {
        ENCODINGS.put("br", ".br");
        ENCODINGS.put("gzip", ".gz");
    }

    private final Path folder;
    private final Map<String, String> headers;

    /// @param folder the built page, with an `index.html`
    /// @param headers sent with every file, such as a content security policy
    public StaticFiles(Path folder, Map<String, String> headers) {
        this.folder = folder.toAbsolutePath().normalize();
        this.headers = Map.copyOf(headers);
    }

    @Override
    public Answer answer(Call call) throws IOException {
        String name = call.path().substring(1);
        Optional<Answer> found = file(call, name);
        if (found.isPresent()) {
            return found.get();
        }
        if (asset(name)) {
            throw Problem.of("not-found", 404, "There is nothing here", "no such file")
                    .exception();
        }
        return serve(call, folder.resolve("index.html"), false);
    }

    /// The file of that name, whatever the call's path is, if there is one: for a page that decides
    /// itself what stands in for a file that is missing.
    ///
    /// @param name from the folder on, without a slash before it
    public Optional<Answer> file(Call call, String name) throws IOException {
        Path file = folder.resolve(name).normalize();
        return file.startsWith(folder) && Files.isRegularFile(file)
                ? Optional.of(serve(call, file, asset(name)))
                : Optional.empty();
    }

    private static boolean asset(String name) {
        return name.startsWith("assets/");
    }

    private Answer serve(Call call, Path file, boolean asset) throws IOException {
        String tag =
                "\"" + Files.size(file) + "-" + Files.getLastModifiedTime(file).toMillis() + "\"";
        Answer answer =
                call.header("if-none-match").filter(tag::equals).isPresent() ? Answer.empty(304) : found(call, file);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer.with("etag", tag)
                .with("vary", "accept-encoding")
                .with("cache-control", asset ? "private, max-age=31536000, immutable" : "private, no-cache");
    }

    private static Answer found(Call call, Path file) throws IOException {
        String mediaType = Optional.ofNullable(
                        MEDIA_TYPES.getMimeByExtension(file.getFileName().toString()))
                .orElse("application/octet-stream");
        String accepted = call.header("accept-encoding").orElse("");
        for (Map.Entry<String, String> encoding : ENCODINGS.entrySet()) {
            Path compressed = file.resolveSibling(file.getFileName() + encoding.getValue());
            if (accepted.contains(encoding.getKey()) && Files.isRegularFile(compressed)) {
                return stream(mediaType, compressed).with("content-encoding", encoding.getKey());
            }
        }
        return stream(mediaType, file);
    }

    private static Answer stream(String mediaType, Path file) throws IOException {
        return new Answer(
                200,
                Map.of("content-type", mediaType),
                new Answer.Stream(Files.size(file), out -> Files.copy(file, out)));
    }
}
