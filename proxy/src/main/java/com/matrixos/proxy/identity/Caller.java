package com.matrixos.proxy.identity;

/// Who a request is made for, as its token says and nothing else.
///
/// @param user whom the call counts for; a container's is the handle of its owner
/// @param container whether a container bears the token, and not a script of the operator's
public record Caller(String user, boolean container) {}
