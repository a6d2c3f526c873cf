package com.matrixos.api.site;

/// A computer that somebody was invited to.
///
/// @param role `viewer` or `editor`
public record SharedComputer(String handle, String url, String role) {}
