package io.remanso.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which module may know which: the arrows of the architecture, which point one way. */
class ModuleRulesTest {

    /** Per module, the modules that it may know; every module knows itself. */
    private static final Map<String, List<String>> MAY_KNOW =
            Map.of(
                    "redis", List.of(),
                    "tables", List.of(),
                    "cache", List.of("redis"),
                    "jcache", List.of("cache", "redis"),
                    "sessions", List.of("tables", "redis"),
                    "spring", List.of("redis", "cache"),
                    "server", List.of("tables", "redis", "sessions", "spring"));

    private static final List<String> WITH_SPRING = List.of("spring", "server");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.remanso");

    @Test
    void the_classes_of_the_modules_are_here() {
        assertThat(CLASSES.stream().map(type -> module(type.getPackageName())).distinct())
                .containsAll(MAY_KNOW.keySet());
    }

    @TestFactory
    List<DynamicTest> a_module_knows_only_those_below_it() {
        List<DynamicTest> tests = new ArrayList<>();
        MAY_KNOW.forEach((module, below) -> {
            List<String> forbidden = new ArrayList<>(MAY_KNOW.keySet());
            forbidden.removeAll(below);
            forbidden.remove(module);
            tests.add(
                    DynamicTest.dynamicTest(
                            module, () -> knowsNone(module, packages(forbidden)).check(CLASSES)));
        });
        return tests;
    }

    @TestFactory
    List<DynamicTest> spring_stays_in_the_starter_and_the_server() {
        return MAY_KNOW.keySet().stream()
                .filter(module -> !WITH_SPRING.contains(module))
                .map(module ->
                        DynamicTest.dynamicTest(
                                module,
                                () -> knowsNone(module, "org.springframework..").check(CLASSES)))
                .toList();
    }

    @Test
    void tables_and_files_know_no_redis_client() {
        knowsNone("tables", "io.lettuce..", "redis.clients..").check(CLASSES);
    }

    @Test
    void internal_packages_stay_in_their_module() {
        for (String module : MAY_KNOW.keySet()) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.remanso." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.remanso." + module + ".internal..")
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    private static ArchRule knowsNone(String module, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage("io.remanso." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }

    private static String[] packages(List<String> modules) {
        return modules.stream().map(module -> "io.remanso." + module + "..").toArray(String[]::new);
    }

    private static String module(String packageName) {
        String rest = packageName.substring("io.remanso.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
