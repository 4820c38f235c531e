package io.remanso.jcache;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.UUID;

/** Which objects need no copies, because nobody can change them. */
final class Immutables {

    private static final Set<Class<?>> KNOWN =
            Set.of(
                    String.class,
                    Integer.class,
                    Long.class,
                    Boolean.class,
                    Double.class,
                    Float.class,
                    Short.class,
                    Byte.class,
                    Character.class,
                    UUID.class,
                    BigInteger.class,
                    BigDecimal.class,
                    Instant.class,
                    LocalDate.class,
                    LocalTime.class,
                    LocalDateTime.class,
                    OffsetDateTime.class,
                    ZonedDateTime.class,
                    Duration.class,
                    Period.class,
                    DayOfWeek.class);

    private static final ClassValue<Boolean> CLASSES =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return KNOWN.contains(type)
                            || Enum.class.isAssignableFrom(type)
                            || frozen(type);
                }
            };

    private Immutables() {}

    static boolean contain(Object object) {
        return CLASSES.get(object.getClass());
    }

    /** Whether it is a record of such components, by their declared types. */
    private static boolean frozen(Class<?> type) {
        if (!type.isRecord()) {
            return false;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> part = component.getType();
            if (!part.isPrimitive() && !KNOWN.contains(part) && !part.isEnum()) {
                return false;
            }
        }
        return true;
    }
}
