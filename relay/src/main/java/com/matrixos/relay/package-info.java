/// The data plane: an HTTP/1.1 and WebSocket relay on Netty. It knows no feature: a
/// [com.matrixos.relay.Router] says where each request goes, and this package moves the bytes, both ways,
/// with back-pressure, in flat memory.
///
/// ## One request, class by class
///
/// 1. `Relay` accepts the connection on one of its event loops and gives it a `ClientConnection`.
/// Everything below happens on that loop; what belongs to a loop (pool, deadlines) is its `Worker`.
/// 2. `ClientConnection` collects bytes until `HeadScanner` has seen the end of the head, within its
/// limits.
/// 3. `ParsedRequest` reads the head strictly, once: `RequestLine`, then `Headers` (offsets into the
/// bytes, each name classed by `Field`), then `Framing` decides how the body ends. What could be read in
/// two ways is a `BadMessage`, answered by `LocalAnswer` and followed by the end of the connection.
/// 4. An `Exchange` is made for the request and asks the [com.matrixos.relay.Router]. The answer comes
/// through a `Decision`, from whatever thread. Until then the body waits unread.
/// 5. A [com.matrixos.relay.Verdict.Respond] becomes a `LocalAnswer`. For a
/// [com.matrixos.relay.Verdict.Forward] the `Worker` has an idle `UpstreamConnection` of the same loop, or
/// `Connector` opens one.
/// 6. `RequestWriter` writes the head for the upstream: untouched lines in runs, without hop-by-hop and
/// forwarding headers and dropped `Cookies`, with fresh `X-Forwarded-*`. `BodyReader` takes the body out
/// of the client's bytes and `MessageWriter` puts it onto the upstream's connection, flushing once for
/// each batch that was read.
/// 7. `UpstreamConnection` reads the answer in the same way into a `ParsedResponse`; `ResponseWriter`
/// writes its head for the client, and `BodyReader` and `MessageWriter` its body. `Trailers` keeps those
/// that may pass.
/// 8. The exchange ends: the upstream's connection goes back to the pool if it is clean, and the client's
/// goes on to the next request, or ends gently. After a 101 both belong to a `Tunnel` instead, byte for
/// byte.
///
/// Back-pressure is in `ClientConnection.updateReading` and `Exchange.upstreamReadComplete`: a side is
/// read only while the other can be written to. Deadlines are one field for each connection (`Watched`),
/// looked at by the `Worker`'s sweep: no timer is made for a request. There is no time-out in total.
///
/// ## Choices
///
/// - Our own parser rather than Netty's codec: the codec accepts what a relay must refuse unless told
/// otherwise option by option, and makes strings of every header. Offsets are stricter by construction and
/// cheaper.
/// - Chunked bodies are taken apart and framed anew, never copied with their framing: the next server sees
/// our chunks only, whatever the client's extensions or sizes were.
/// - A client that half-closes is taken at its word, but after three silent seconds it counts as gone.
@NullMarked
package com.matrixos.relay;

import org.jspecify.annotations.NullMarked;
