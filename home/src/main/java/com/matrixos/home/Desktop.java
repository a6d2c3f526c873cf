package com.matrixos.home;

import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.Endpoint;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.StaticFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The desktop's own files, on every path that nothing else answers.
final class Desktop implements Endpoint {
    /// Only what the image holds may run, talk or be shown; styles are set by the window manager on elements.
    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            // A PDF is shown from a blob: the sandbox of /files/ stops the browser's own viewer.
            "frame-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'");

    private final Path folder;
    private final StaticFiles files;

    Desktop(Path folder) {
        this.folder = folder;
        this.files = new StaticFiles(
                folder,
                Map.of(
                        "content-security-policy", POLICY,
                        "x-content-type-options", "nosniff",
                        "referrer-policy", "same-origin",
                        "cross-origin-opener-policy", "same-origin"));
    }

    @Override
    public Answer answer(Call call) throws IOException {
        if (!Files.isRegularFile(folder.resolve("index.html"))) {
            throw Problem.of("desktop-missing", 503, "The desktop is not installed", "the image holds no desktop")
                    .exception();
        }
        return files.answer(call);
    }
}
