package io.remanso.jcache;

import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/** What a processor returned for one of many keys, or its error. */
record ProcessorResult<T>(@Nullable T value, @Nullable RuntimeException error)
        implements EntryProcessorResult<T> {

    @Override
    public @Nullable T get() throws EntryProcessorException {
        if (error != null) {
            throw error instanceof EntryProcessorException own
                    ? own
                    : new EntryProcessorException(error);
        }
        return value;
    }
}
