package com.matrixos.proxy.identity;

/// Who a request is made for, as its token says and nothing else.
///
/// @param handle the owner of the container that bears the token
public record Caller(String handle) {}
