package com.matrixos.api.containers;

/// A one-time link into a container.
///
/// @param url to be opened in the browser, once
/// @param expiresAt ISO 8601 in UTC; the link is dead from then on
public record Ticket(String url, String expiresAt) {}
