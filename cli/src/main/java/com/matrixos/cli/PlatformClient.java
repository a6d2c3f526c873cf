package com.matrixos.cli;

import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.containers.ProvisionRequest;
import com.matrixos.api.containers.Ticket;
import com.matrixos.base.json.Json;
import java.net.URI;
import java.util.List;

/// The platform's container API as the operator uses it. Blocking; safe for use from any thread.
///
/// Every method throws [CommandException] when the platform cannot be reached or refuses, with its reason.
final class PlatformClient {
    private final OperatorHttp http;

    /// @param base where the platform answers
    /// @param secret the operator's bearer secret; empty when none is set
    PlatformClient(URI base, String secret) {
        this.http = new OperatorHttp(new Peer.Local("platform", base, secret));
    }

    /// Whether `GET /health` of a process answers 200. Never throws: no answer is an answer.
    boolean healthy(URI process) {
        return http.healthy(process);
    }

    /// All containers of this installation.
    List<ContainerRecord> containers() {
        return List.of(http.get("/containers", ContainerRecord[].class));
    }

    /// Makes sure that the handle has a container of that user; the same again changes nothing.
    ContainerRecord provision(String handle, String userId) {
        byte[] body = Json.write(new ProvisionRequest(handle, userId));
        return http.read(http.post("/containers/provision", body), ContainerRecord.class);
    }

    /// A one-time link into a container.
    Ticket ticket(String handle) {
        return http.read(http.order("POST", container(handle) + "/ticket"), Ticket.class);
    }

    /// Stops a container; one that is stopped stays so.
    void stop(String handle) {
        http.order("POST", container(handle) + "/stop");
    }

    private static String container(String handle) {
        return "/containers/" + OperatorHttp.encoded(handle);
    }
}
