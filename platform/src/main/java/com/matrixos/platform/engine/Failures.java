package com.matrixos.platform.engine;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.matrixos.platform.containers.EngineException;
import com.matrixos.platform.containers.EngineException.Kind;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what docker-java throws into [EngineException]. Docker tells the ports' trouble in prose only:
///
/// ```
/// … Bind for 127.0.0.1:4001 failed: port is already allocated              by another container
/// … listen tcp4 127.0.0.1:4001: bind: address already in use               by another process
/// ```
final class Failures {
    private static final Pattern PORT_TAKEN = Pattern.compile(
            "(?:Bind for|listen tcp[46]?) \\S*?:(\\d+)(?: failed: port is already allocated|: bind: address already in use)");

    private Failures() {}

    /// Runs the call.
    ///
    /// @throws EngineException whenever it throws
    static <T> T translated(Supplier<T> call) {
        try {
            return call.get();
        } catch (EngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate(e);
        }
    }

    static EngineException translate(RuntimeException failure) {
        String message = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        Matcher port = PORT_TAKEN.matcher(message);
        if (port.find()) {
            return EngineException.portTaken(Integer.parseInt(port.group(1)), failure);
        }
        return switch (failure) {
            case NotFoundException e -> new EngineException(Kind.GONE, message, e);
            case ConflictException e -> new EngineException(Kind.REFUSED, message, e);
            case DockerException e -> new EngineException(Kind.REFUSED, message, e);
            // Everything else comes from the connection: no socket, refused, closed, timed out.
            default -> new EngineException(Kind.UNAVAILABLE, message, failure);
        };
    }
}
