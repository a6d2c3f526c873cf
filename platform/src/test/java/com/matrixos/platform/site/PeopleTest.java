package com.matrixos.platform.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.matrixos.platform.access.Rights;
import com.matrixos.platform.access.Tickets;
import com.matrixos.platform.audit.Entry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may enter whose computer, over HTTP.
final class PeopleTest {
    private static final String PATH = "/api/me/people";
    private static final String BOB_LOOKS = "{\"handle\":\"bob\",\"role\":\"viewer\"}";

    @TempDir
    Path folder;

    private SiteLab lab;

    @BeforeEach
    void open() {
        lab = new SiteLab(folder);
        lab.host.containers().provision(SiteLab.ALICE, SiteLab.id("alice"));
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void somebodyIsInvitedAndSeesIt() throws Exception {
        HttpResponse<String> invited = lab.send("alice", "POST", PATH, BOB_LOOKS);
        assertThat(invited.statusCode()).isEqualTo(201);
        assertThat(invited.body())
                .isEqualTo("{\"handle\":\"bob\",\"role\":\"viewer\",\"invitedAt\":\"2026-02-15T11:30:18.123Z\"}");
        assertThat(lab.send("alice", "GET", PATH, "").body()).isEqualTo("{\"items\":[" + invited.body() + "]}");
        assertThat(lab.send("bob", "GET", "/api/me/shared", "").body())
                .isEqualTo(
                        "{\"items\":[{\"handle\":\"alice\",\"url\":\"http://alice.localhost:9000\",\"role\":\"viewer\"}]}");
        assertThat(lab.audit.entries()).extracting(Entry::action).contains("person.invited");
    }

    @Test
    void whoIsTakenOutIsOutAtOnce() throws Exception {
        lab.send("alice", "POST", PATH, BOB_LOOKS);
        lab.enter(SiteLab.ALICE, "bob", Rights.VIEWER);
        lab.enter(SiteLab.ALICE, "alice", Rights.OWNER);
        assertThat(lab.send("alice", "DELETE", PATH + "/bob", "").statusCode()).isEqualTo(200);
        assertThat(lab.sessions.list(session -> SiteLab.id("bob").equals(session.accountId())))
                .isEmpty();
        assertThat(lab.sessions.list(session -> SiteLab.id("alice").equals(session.accountId())))
                .hasSize(1);
        assertThat(lab.get("bob", "/api/me/shared").get("items")).isEmpty();
        assertThat(lab.send("alice", "DELETE", PATH + "/bob", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkThatWasMadeBeforeOpensNothingAfter() throws Exception {
        lab.send("alice", "POST", PATH, BOB_LOOKS);
        var ticket =
                lab.tickets.issue(new Tickets.Admission(SiteLab.ALICE, SiteLab.id("bob"), null, Rights.VIEWER), null);
        lab.send("alice", "DELETE", PATH + "/bob", "");
        assertThat(lab.tickets.redeem(ticket.url().replaceFirst(".*ticket=", ""), SiteLab.ALICE, Optional.empty()))
                .isEmpty();
    }

    @Test
    void whoMayLessThanBeforeMustComeInAgain() throws Exception {
        lab.send("alice", "POST", PATH, "{\"handle\":\"bob\",\"role\":\"editor\"}");
        lab.enter(SiteLab.ALICE, "bob", Rights.EDITOR);
        assertThat(lab.send("alice", "POST", PATH, "{\"handle\":\"bob\",\"role\":\"editor\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(lab.sessions.list(session -> true)).hasSize(1);
        lab.send("alice", "POST", PATH, BOB_LOOKS);
        assertThat(lab.sessions.list(session -> true)).isEmpty();
        assertThat(lab.get("alice", PATH).get("items").get(0).get("role").asText())
                .isEqualTo("viewer");
    }

    @Test
    void badInvitationsSayWhatIsWrong() throws Exception {
        assertBad(404, "handle", "{\"handle\":\"nobody\",\"role\":\"viewer\"}");
        assertBad(404, "handle", "{\"handle\":\"../x\",\"role\":\"viewer\"}");
        assertBad(404, "handle", "{\"role\":\"viewer\"}");
        assertBad(400, "handle", "{\"handle\":\"alice\",\"role\":\"viewer\"}");
        assertBad(400, "role", "{\"handle\":\"bob\",\"role\":\"owner\"}");
        assertBad(400, "role", "{\"handle\":\"bob\"}");
        assertBad(400, "colour", "{\"handle\":\"bob\",\"role\":\"viewer\",\"colour\":\"red\"}");
    }

    @Test
    void whoHasNoComputerInvitesNobody() throws Exception {
        assertThat(lab.send("bob", "POST", PATH, "{\"handle\":\"alice\",\"role\":\"viewer\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(lab.get("bob", PATH).get("items")).isEmpty();
        assertThat(lab.send("bob", "DELETE", PATH + "/alice", "").statusCode()).isEqualTo(404);
    }

    @Test
    void thereIsAnEndToInvitations() throws Exception {
        for (int i = 0; i < People.MOST; i++) {
            lab.signUp("guest" + i, "user");
            assertThat(lab.send("alice", "POST", PATH, "{\"handle\":\"guest" + i + "\",\"role\":\"viewer\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
        HttpResponse<String> refused = lab.send("alice", "POST", PATH, BOB_LOOKS);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("too-many-people");
    }

    private void assertBad(int status, String field, String body) throws Exception {
        HttpResponse<String> answer = lab.send("alice", "POST", PATH, body);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.body()).as(body).contains("\"field\":\"" + field + "\"");
    }
}
