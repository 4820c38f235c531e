package io.remanso.jcache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;
import org.junit.runner.notification.Failure;

/**
 * The compatibility kit of JSR-107 as tests of JUnit 5: every test of its classes is one. A test
 * that is excluded is run as well, and has to fail: who mends what it asks for has to take it off
 * the list.
 */
final class Tck {

    /** Its annotations are for containers that make beans: no part of a provider. */
    private static final String ANNOTATIONS = "org.jsr107.tck.annotation.";

    /** What no provider passes. */
    static final Map<String, String> EXCLUDED =
            Map.of(
                    "CachingTest.dummyTest",
                    "it fails by design, to show that a test can be excluded");

    private Tck() {}

    static {
        System.setProperty(CacheManager.class.getName(), RemansoCacheManager.class.getName());
        System.setProperty(Cache.class.getName(), RemansoCache.class.getName());
        System.setProperty("javax.cache.Cache.Entry", Held.class.getName());
        System.setProperty("java.net.preferIPv4Stack", "true");
    }

    /**
     * @param excluded name of class and method, or of a whole class → reason
     */
    static Stream<DynamicNode> tests(String packages, Map<String, String> excluded) {
        return classes().stream()
                .filter(type -> type.getName().startsWith(packages))
                .map(type ->
                        DynamicContainer.dynamicContainer(
                                type.getSimpleName(), tests(type, excluded)));
    }

    private static List<Class<?>> classes() {
        try {
            Class<?> one = Class.forName("org.jsr107.tck.GetTest");
            Path jar = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<Class<?>> types = new ArrayList<>();
            try (JarFile file = new JarFile(jar.toFile())) {
                List<String> names =
                        file.stream()
                                .map(entry -> entry.getName().replace('/', '.'))
                                .filter(name -> name.matches("[^$]*Test1?\\.class"))
                                .map(name -> name.substring(0, name.length() - 6))
                                .filter(name -> !name.startsWith(ANNOTATIONS))
                                .sorted()
                                .toList();
                for (String name : names) {
                    Class<?> type = Class.forName(name);
                    if (!Modifier.isAbstract(type.getModifiers())) {
                        types.add(type);
                    }
                }
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<DynamicTest> tests(Class<?> type, Map<String, String> excluded) {
        List<DynamicTest> tests = new ArrayList<>();
        for (Description test : leaves(Request.aClass(type).getRunner().getDescription())) {
            String name = type.getSimpleName() + "." + test.getMethodName();
            String reason = excluded.getOrDefault(name, excluded.get(type.getSimpleName()));
            tests.add(
                    reason == null
                            ? DynamicTest.dynamicTest(test.getMethodName(), () -> pass(type, test))
                            : DynamicTest.dynamicTest(
                                    "excluded: " + test.getMethodName() + ", " + reason,
                                    () -> fail(type, test)));
        }
        return tests;
    }

    private static List<Description> leaves(Description description) {
        return description.isTest()
                ? List.of(description)
                : description.getChildren().stream().flatMap(one -> leaves(one).stream()).toList();
    }

    private static void pass(Class<?> type, Description test) throws Throwable {
        Result result = run(type, test);
        for (Failure failure : result.getFailures()) {
            throw Objects.requireNonNull(failure.getException());
        }
        if (result.getRunCount() + result.getIgnoreCount() != 1) {
            throw new AssertionError("Ran %d tests for %s".formatted(result.getRunCount(), test));
        }
    }

    private static void fail(Class<?> type, Description test) {
        if (run(type, test).wasSuccessful()) {
            throw new AssertionError("%s passes: it need not be excluded".formatted(test));
        }
    }

    private static Result run(Class<?> type, Description test) {
        return new JUnitCore().run(Request.aClass(type).filterWith(test));
    }
}
