package io.remanso.jcache;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The compatibility kit, with nothing installed. */
class TckInProcessTest {

    @TestFactory
    Stream<DynamicNode> provider() {
        return Tck.tests("org.jsr107.tck.", Tck.EXCLUDED);
    }

    @TestFactory
    Stream<DynamicNode> api() {
        return Tck.tests("javax.cache.", Map.of());
    }
}
