package io.remanso.jcache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The expiry policy in the time of the JDK. In each answer null stands for "as it was".
 *
 * @param policy the standard's
 * @param eternal what eternal comes to
 */
record Expiry(ExpiryPolicy policy, Duration eternal) {

    /** Whether a value gets the same time by creation as by an update: of the standard's own. */
    boolean putsAlike() {
        Class<?> type = policy.getClass();
        return type == EternalExpiryPolicy.class
                || type == ModifiedExpiryPolicy.class
                || type == TouchedExpiryPolicy.class;
    }

    /** Whether nothing ever expires. */
    boolean never() {
        return policy.getClass() == EternalExpiryPolicy.class;
    }

    /** Not null: without an answer of the policy, eternal. */
    Duration onCreation() {
        Duration time = time(policy.getExpiryForCreation());
        return time == null ? eternal : time;
    }

    @Nullable Duration onUpdate() {
        return time(policy.getExpiryForUpdate());
    }

    @Nullable Duration onAccess() {
        return time(policy.getExpiryForAccess());
    }

    private @Nullable Duration time(javax.cache.expiry.@Nullable Duration asked) {
        if (asked == null) {
            return null;
        }
        TimeUnit unit = asked.getTimeUnit();
        if (unit == null) {
            return eternal;
        }
        Duration time = Duration.ofMillis(unit.toMillis(asked.getDurationAmount()));
        return time.compareTo(eternal) > 0 ? eternal : time;
    }
}
