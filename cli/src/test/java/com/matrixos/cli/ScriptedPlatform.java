package com.matrixos.cli;

import com.matrixos.api.Health;
import com.matrixos.api.containers.ContainerRecord;
import com.matrixos.api.containers.ProvisionRequest;
import com.matrixos.api.containers.Ticket;
import com.matrixos.base.http.Answer;
import com.matrixos.base.http.Call;
import com.matrixos.base.http.HttpServer;
import com.matrixos.base.http.Problem;
import com.matrixos.base.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/// A platform without Docker: it keeps containers in a map, refuses whoever lacks its secret, and cannot stop
/// a container whose handle is `stubborn`.
final class ScriptedPlatform implements AutoCloseable {
    private static final String TIME = "2026-01-02T03:04:05.678Z";

    private final Map<String, ContainerRecord> containers = new TreeMap<>();
    private final ScriptedSecret secret = new ScriptedSecret();
    private final HttpServer server;

    ScriptedPlatform() {
        var routes = new Routes()
                .get("/health", _ -> Answer.json(200, Health.OK))
                .get("/containers", _ -> Answer.json(200, containers.values()))
                .post("/containers/provision", this::provision)
                .post("/containers/{handle}/stop", this::stop)
                .post("/containers/{handle}/ticket", this::ticket);
        server = HttpServer.builder(routes)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .filter(secret)
                .start();
    }

    int port() {
        return server.port(0);
    }

    void secret(String wanted) {
        secret.wanted(wanted);
    }

    synchronized void has(String handle, String status) {
        containers.put(handle, new ContainerRecord(handle, "user_" + handle, "c0ffee", 4001, 3001, status, TIME, TIME));
    }

    synchronized String statusOf(String handle) {
        return containers.get(handle).status();
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized Answer provision(Call call) throws Exception {
        var request = call.json(ProvisionRequest.class);
        has(String.valueOf(request.handle()), "running");
        return Answer.json(201, containers.get(request.handle()));
    }

    private synchronized Answer stop(Call call) {
        String handle = call.parameter("handle");
        if (handle.equals("stubborn")) {
            return refuse(503, "the engine does not answer");
        }
        has(handle, "stopped");
        return Answer.json(200, containers.get(handle));
    }

    private synchronized Answer ticket(Call call) {
        String handle = call.parameter("handle");
        return containers.containsKey(handle)
                ? Answer.json(200, new Ticket("http://" + handle + ".localhost/.matrix/enter?ticket=t", TIME))
                : refuse(404, "there is no container of handle " + handle);
    }

    private static Answer refuse(int status, String detail) {
        return Answer.problem(Problem.of("refused", status, "Refused", detail));
    }
}
