package com.matrixos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.matrixos.base.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The deployment guide's commands, in its order, as an operator types them.
@Tag("docker")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class GuideTest {
    private static final String PROVISION = """
            curl -X POST https://api.matrix-os.com/containers/provision \
              -H "content-type: application/json" \
              -d '{"handle":"%s","clerkUserId":"%s"}'
            """;

    @TempDir
    static Path state;

    private static Installation host;

    @BeforeAll
    static void up() throws Exception {
        host = Installation.up(state, Map.of());
    }

    @AfterAll
    static void down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    @Order(1)
    void verify() throws Exception {
        assertThat(host.fromGuide("curl http://localhost:9000/health")).isEqualTo("{\"status\":\"ok\"}");
        assertThat(host.fromGuide("curl http://localhost:8080/health")).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    @Order(2)
    void provisionManually() throws Exception {
        JsonNode alice = json(PROVISION.formatted("guide-alice", "user_123"));
        JsonNode bob = json(PROVISION.formatted("guide-bob", "user_456"));

        assertThat(alice.get("handle").asText()).isEqualTo("guide-alice");
        assertThat(alice.get("status").asText()).isEqualTo("running");
        assertThat(alice.get("containerId").asText()).isNotEmpty();
        assertThat(alice.get("createdAt").asText()).endsWith("Z");
        assertThat(bob.get("port").asInt()).isGreaterThan(alice.get("port").asInt());
        assertThat(bob.get("shellPort").asInt())
                .isGreaterThan(alice.get("shellPort").asInt());
    }

    @Test
    @Order(3)
    void listAndGet() throws Exception {
        assertThat(json("curl https://api.matrix-os.com/containers")).hasSize(2);
        assertThat(json("curl https://api.matrix-os.com/containers/guide-alice")
                        .get("clerkUserId")
                        .asText())
                .isEqualTo("user_123");
    }

    @Test
    @Order(4)
    void stopStartAndFilterByStatus() throws Exception {
        host.fromGuide("curl -X POST https://api.matrix-os.com/containers/guide-alice/stop");
        assertThat(json("curl https://api.matrix-os.com/containers?status=stopped"))
                .hasSize(1);
        assertThat(json("curl https://api.matrix-os.com/containers?status=running"))
                .hasSize(1);

        host.fromGuide("curl -X POST https://api.matrix-os.com/containers/guide-alice/start");
        assertThat(json("curl https://api.matrix-os.com/containers?status=running"))
                .hasSize(2);
    }

    @Test
    @Order(5)
    void viaDocker() throws Exception {
        assertThat(host.shell().must("docker ps --filter \"name=matrixos-guide\""))
                .contains("matrixos-guide-alice");
        assertThat(host.shell().must("docker logs matrixos-guide-alice")).isNotEmpty();
        assertThat(host.shell().must("docker exec matrixos-guide-alice sh -c 'echo $MATRIX_HANDLE'"))
                .isEqualTo("guide-alice\n");
        assertThat(host.shell()
                        .must("docker stats --no-stream --format '{{.Name}} {{.MemUsage}}' matrixos-guide-alice"))
                .contains("256MiB");
        assertThat(host.shell().must("docker exec matrixos-guide-alice wget -qO- http://localhost:3000 | head -5"))
                .contains("<!doctype html>");
    }

    @Test
    @Order(6)
    void portAllocation() throws Exception {
        JsonNode alice = json("curl https://api.matrix-os.com/containers/guide-alice");
        host.fromGuide("curl -X DELETE https://api.matrix-os.com/containers/guide-alice");

        JsonNode carol = json(PROVISION.formatted("guide-carol", "user_789"));

        assertThat(carol.get("port")).as("a released port is used again").isEqualTo(alice.get("port"));
        assertThat(carol.get("shellPort")).isEqualTo(alice.get("shellPort"));
    }

    @Test
    @Order(7)
    void usefulQueries() throws Exception {
        assertThat(sqlite("SELECT handle, status, port, shell_port, last_active FROM containers;"))
                .contains("guide-bob|running|");
        assertThat(sqlite("SELECT * FROM port_assignments;").lines()).hasSize(4);
        assertThat(sqlite("SELECT status, COUNT(*) FROM containers GROUP BY status;"))
                .isEqualTo("running|2\n");
    }

    @Test
    @Order(8)
    void dataSurvivesDestroyAndReprovision() throws Exception {
        host.shell().must("docker exec matrixos-guide-bob sh -c 'echo kept > note.txt'");
        host.fromGuide("curl -X DELETE https://api.matrix-os.com/containers/guide-bob");
        assertThat(Files.readString(state.resolve("users/guide-bob/matrixos/note.txt")))
                .isEqualTo("kept\n");

        Shell.Result stranger = host.shell().run(withPorts(PROVISION.formatted("guide-bob", "user_other")));
        assertThat(stranger.output()).contains("handle-taken");

        host.fromGuide(PROVISION.formatted("guide-bob", "user_456"));
        assertThat(host.shell().must("docker exec matrixos-guide-bob cat note.txt"))
                .isEqualTo("kept\n");
    }

    @Test
    @Order(9)
    void upTwiceChangesNothingAndComputersOutliveDown() throws Exception {
        String before = containerStart();
        assertThat(host.shell().must("./matrixos up")).doesNotContain("build the image");
        host.shell().must("./matrixos down");
        assertThat(containerStart()).isEqualTo(before);

        host.shell().must("./matrixos up");

        assertThat(json("curl https://api.matrix-os.com/containers?status=running"))
                .hasSize(2);
        assertThat(containerStart()).isEqualTo(before);
    }

    private static String containerStart() throws Exception {
        return host.shell().must("docker inspect -f '{{.State.StartedAt}} {{.State.Running}}' matrixos-guide-bob");
    }

    private static String sqlite(String query) throws Exception {
        return host.shell().must("sqlite3 " + state.resolve("platform.db") + " \"" + query + "\"");
    }

    private static JsonNode json(String command) throws Exception {
        return Json.mapper().readTree(host.fromGuide(command));
    }

    private static String withPorts(String command) {
        return command.replace("https://api.matrix-os.com", "http://localhost:" + host.platformPort())
                .replace("curl ", "curl -sS ");
    }
}
