package io.remanso.sessions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.remanso.sessions.testing.Samples;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What users put into a session comes back as it was. */
class RecordJsonTest {

    @Test
    void numbersStayExact() {
        SessionRecord record = Samples.first(Set.of()).next();
        ObjectNode numbers = record.description().attributes();
        numbers.put("long", new BigDecimal("123456789012345678901234567890.123456789"));
        numbers.put("large", new BigDecimal("1E+399"));
        numbers.put("small", new BigDecimal("1E-400"));
        Step step = new Step(record.current(), numbers.deepCopy());

        assertThat(RecordJson.read(RecordJson.write(record))).isEqualTo(record);
        assertThat(RecordJson.readStep(RecordJson.write(step))).isEqualTo(step);
    }
}
