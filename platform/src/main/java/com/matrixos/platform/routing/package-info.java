/// From a request's head to what becomes of it. One request, in the order of the classes it meets:
///
/// 1. [HostGrammar] reads the host: the control plane, somebody's computer, or nothing of ours.
/// 2. [Gate] sends the control plane's requests on, and hands those for a computer to [Door].
/// 3. [Door] asks for a session of exactly this handle, then for the container's [Route]: awake ones are
///    relayed, sleeping ones are woken by [Waker] while the request waits.
/// 4. [ReservedPaths] answers what lies under `/.matrix/` on a computer's host: the way in, and the
///    progress of a wake.
/// 5. [Pages] and [Refusals] say no: a page to a browser, problem+json to everybody else.
///
/// Everything here is called on event loops and must not block; what takes time runs on virtual threads.
@NullMarked
package com.matrixos.platform.routing;

import org.jspecify.annotations.NullMarked;
