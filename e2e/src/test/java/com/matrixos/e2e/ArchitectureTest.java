package com.matrixos.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The walls of the house. [#MAY_SEE] is the architecture: a package of ours and the packages of ours it
/// may see, beside itself. A name ending in `..` stands for everything below it.
final class ArchitectureTest {
    private static final String OURS = "com.matrixos.";

    private static final Map<String, List<String>> MAY_SEE = Map.ofEntries(
            Map.entry("base.config", List.of()),
            Map.entry("base.http", List.of("base.json")),
            Map.entry("base.ids", List.of()),
            Map.entry("base.json", List.of()),
            Map.entry("base.lifecycle", List.of("base.config", "base.log")),
            Map.entry("base.log", List.of()),
            Map.entry("base.sqlite", List.of()),
            Map.entry("base.time", List.of()),
            Map.entry("relay", List.of()),
            Map.entry("api", List.of()),
            Map.entry("api.containers", List.of("api")),
            Map.entry("api.settings", List.of("base.config", "base.ids")),
            Map.entry("platform", List.of("base..", "relay", "api..", "platform..")),
            Map.entry("platform.problems", List.of("base.http")),
            Map.entry(
                    "platform.accounts",
                    List.of("base..", "api..", "platform.containers", "platform.problems", "platform.audit")),
            Map.entry("platform.mail", List.of("base..", "api.settings")),
            Map.entry(
                    "platform.signin",
                    List.of(
                            "base..",
                            "api..",
                            "platform.containers",
                            "platform.problems",
                            "platform.audit",
                            "platform.access",
                            "platform.accounts",
                            "platform.mail")),
            Map.entry(
                    "platform.containers", List.of("base..", "api..", "relay", "platform.ports", "platform.problems")),
            Map.entry("platform.ports", List.of("base..", "platform.problems")),
            Map.entry("platform.engine", List.of("base..", "api..", "platform.containers", "platform.problems")),
            Map.entry("platform.tokens", List.of("base..", "api..", "platform.containers")),
            Map.entry(
                    "platform.access",
                    List.of(
                            "base..",
                            "api..",
                            "relay",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.problems")),
            Map.entry(
                    "platform.control",
                    List.of(
                            "base..",
                            "api..",
                            "platform.access",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.problems")),
            Map.entry("platform.fleet", List.of("base..", "api..", "platform.containers")),
            Map.entry(
                    "platform.site",
                    List.of(
                            "base..",
                            "api..",
                            "platform.access",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.fleet",
                            "platform.problems")),
            Map.entry("platform.audit", List.of("base..", "platform.containers")),
            Map.entry(
                    "platform.audit.control", List.of("base..", "platform.access", "platform.audit", "platform.http")),
            Map.entry(
                    "platform.http",
                    List.of("base..", "platform.access", "platform.accounts", "platform.audit", "platform.containers")),
            Map.entry(
                    "platform.programs",
                    List.of(
                            "base..",
                            "api..",
                            "platform.access",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.http",
                            "platform.problems")),
            Map.entry("platform.routing", List.of("base..", "relay", "platform.containers", "platform.access")),
            Map.entry("platform.jobs", List.of("base..", "platform.containers")),
            Map.entry(
                    "platform.jobs.computers",
                    List.of(
                            "base..",
                            "api..",
                            "platform.accounts",
                            "platform.containers",
                            "platform.jobs",
                            "platform.problems")),
            Map.entry(
                    "platform.integrations",
                    List.of(
                            "base..",
                            "platform.access",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.jobs.computers",
                            "platform.problems")),
            Map.entry(
                    "platform.integrations.oidc",
                    List.of(
                            "base..",
                            "api..",
                            "platform.access",
                            "platform.accounts",
                            "platform.integrations",
                            "platform.problems")),
            Map.entry(
                    "platform.integrations.clerk",
                    List.of(
                            "base..",
                            "api..",
                            "platform.access",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.integrations",
                            "platform.problems")),
            Map.entry(
                    "platform.integrations.inngest",
                    List.of(
                            "base..",
                            "api..",
                            "platform.access",
                            "platform.accounts",
                            "platform.audit",
                            "platform.containers",
                            "platform.integrations",
                            "platform.integrations.clerk",
                            "platform.jobs",
                            "platform.jobs.computers")),
            Map.entry("proxy", List.of("base..", "relay", "api..", "proxy..")),
            Map.entry("proxy.anthropic", List.of("base.json")),
            Map.entry("proxy.usage", List.of("base.json")),
            Map.entry("proxy.prices", List.of("base.json", "proxy.usage")),
            Map.entry("proxy.ledger", List.of("base..", "proxy.usage")),
            Map.entry("proxy.budget", List.of("base..", "proxy.ledger")),
            Map.entry("proxy.identity", List.of("base..", "relay", "api..")),
            Map.entry("proxy.listen", List.of("base..", "api..")),
            Map.entry("proxy.keys", List.of("base..")),
            Map.entry("proxy.traffic", List.of()),
            Map.entry("proxy.live", List.of()),
            Map.entry("proxy.upstream", List.of("relay", "proxy.anthropic", "proxy.keys")),
            Map.entry(
                    "proxy.metering",
                    List.of(
                            "base..",
                            "relay",
                            "proxy.anthropic",
                            "proxy.budget",
                            "proxy.identity",
                            "proxy.ledger",
                            "proxy.live",
                            "proxy.owned",
                            "proxy.prices",
                            "proxy.traffic",
                            "proxy.upstream",
                            "proxy.usage")),
            Map.entry(
                    "proxy.owned",
                    List.of(
                            "base..",
                            "relay",
                            "proxy.anthropic",
                            "proxy.identity",
                            "proxy.keys",
                            "proxy.upstream",
                            "proxy.usage")),
            Map.entry("proxy.metrics", List.of("proxy.budget", "proxy.identity", "proxy.metering", "proxy.usage")),
            Map.entry(
                    "proxy.control",
                    List.of(
                            "base..",
                            "api..",
                            "proxy.budget",
                            "proxy.identity",
                            "proxy.ledger",
                            "proxy.live",
                            "proxy.prices",
                            "proxy.usage")),
            Map.entry(
                    "proxy.front",
                    List.of(
                            "base..",
                            "relay",
                            "proxy.anthropic",
                            "proxy.identity",
                            "proxy.keys",
                            "proxy.listen",
                            "proxy.metering",
                            "proxy.owned",
                            "proxy.upstream")),
            Map.entry("home", List.of("base..", "api..", "home..")),
            Map.entry("cli", List.of("base..", "api..", "cli..")));

    /// Libraries that one package alone may import, so that each can be replaced there.
    private static final Map<String, List<String>> OWNERS = Map.of(
            "org.eclipse.jetty..", List.of("base.http"),
            "io.netty..", List.of("relay"),
            "com.github.dockerjava..", List.of("platform.engine"),
            "com.pty4j..", List.of("home.terminal"),
            "picocli..", List.of("cli"),
            "io.micrometer..", List.of("proxy.metrics"),
            "io.github.bucket4j..", List.of("platform.http"),
            "com.fasterxml.jackson.dataformat..", List.of("proxy.control", "platform.http", "cli"),
            "org.flywaydb..", List.of("base.sqlite"),
            "io.github.cdimascio..", List.of("base.config"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/") && !location.contains("/bench/"))
            .importPackages("com.matrixos");

    static List<String> packages() {
        return List.copyOf(ourPackages());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void seesOnlyWhatItMay(String name) {
        List<String> allowed = allowed(name);

        classes()
                .that()
                .resideInAPackage(OURS + name)
                .should()
                .onlyDependOnClassesThat(describe(
                        "may be seen from " + name + " " + allowed,
                        seen -> !seen.getPackageName().startsWith(OURS)
                                || within(inOurs(seen), name)
                                || allowed.stream().anyMatch(entry -> within(inOurs(seen), entry))))
                .check(CLASSES);
    }

    @Test
    void everyLibraryHasItsOwner() {
        OWNERS.forEach((library, owners) -> noClasses()
                .that(not(describe(
                        "owns " + library,
                        type -> owners.stream()
                                .anyMatch(owner -> within(inOurs(type), owner) || within(inOurs(type), owner + "..")))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
    }

    @Test
    void theTableHasNoRowForNothing() {
        var modules =
                ourPackages().stream().map(name -> name.split("\\.", -1)[0]).collect(Collectors.toSet());

        assertThat(MAY_SEE.keySet()).allMatch(row -> ourPackages().contains(row) || modules.contains(row));
    }

    /// The row of the package itself, or of the nearest package above that has one.
    private static List<String> allowed(String name) {
        for (String row = name; ; row = row.substring(0, row.lastIndexOf('.'))) {
            if (MAY_SEE.containsKey(row)) {
                return MAY_SEE.get(row);
            }
            assertThat(row).as("%s has no row in the table", name).contains(".");
        }
    }

    private static boolean within(String name, String entry) {
        return entry.endsWith("..")
                ? (name + ".").startsWith(entry.substring(0, entry.length() - 1))
                : name.equals(entry);
    }

    private static String inOurs(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }

    private static TreeSet<String> ourPackages() {
        return CLASSES.stream().map(ArchitectureTest::inOurs).collect(Collectors.toCollection(TreeSet::new));
    }
}
