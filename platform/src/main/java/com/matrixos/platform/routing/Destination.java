package com.matrixos.platform.routing;

/// What a host name stands for.
sealed interface Destination {
    /// The site and the API.
    record Control() implements Destination {}

    /// The computer of this name, if there is one.
    ///
    /// @param label the first label of the host, in lower case
    record Computer(String label) implements Destination {}

    /// Nothing of ours.
    record Elsewhere() implements Destination {}
}
