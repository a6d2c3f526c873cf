package com.matrixos.platform.containers;

/// The engine did not do what it was asked.
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What was wrong.
    public enum Kind {
        /// It does not answer, or not in time.
        UNAVAILABLE,
        /// The image is not there.
        IMAGE_MISSING,
        /// A container of that name exists.
        NAME_TAKEN,
        /// A host port is held by something else.
        PORT_TAKEN,
        /// There is no such container.
        GONE,
        /// It refused for another reason, which the message tells.
        REFUSED
    }

    private final Kind kind;
    private final int port;

    /// A failure that no port is to blame for.
    public EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.port = 0;
    }

    /// A failure that no other one caused.
    public EngineException(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.port = 0;
    }

    private EngineException(int port, Throwable cause) {
        super("port is taken: " + port, cause);
        this.kind = Kind.PORT_TAKEN;
        this.port = port;
    }

    /// A host port is held by something else.
    public static EngineException portTaken(int port, Throwable cause) {
        return new EngineException(port, cause);
    }

    /// What was wrong.
    public Kind kind() {
        return kind;
    }

    /// The port that is held, or 0 when the engine did not say or the matter is another.
    public int port() {
        return port;
    }
}
