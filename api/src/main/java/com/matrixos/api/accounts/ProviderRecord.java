package com.matrixos.api.accounts;

/// A provider of OpenID Connect.
///
/// @param id its part of the address
/// @param name as people know it
public record ProviderRecord(String id, String name) {}
