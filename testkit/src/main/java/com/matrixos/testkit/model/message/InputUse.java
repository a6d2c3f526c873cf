package com.matrixos.testkit.model.message;

/// How the tokens of a prompt were come by.
///
/// @param fresh read without the cache
/// @param cacheRead found in the cache
/// @param written5m put into the cache for five minutes
/// @param written1h put into the cache for an hour
public record InputUse(long fresh, long cacheRead, long written5m, long written1h) {}
