package com.matrixos.base.http;

/// Stands before every endpoint of a server: lets the call through, or answers in its place.
@FunctionalInterface
public interface Filter {
    /// Either calls `next`, once, or answers itself. What `next` answers includes the endpoint's failures; it never
    /// throws a [ProblemException].
    Answer apply(Call call, Endpoint next) throws Exception;
}
