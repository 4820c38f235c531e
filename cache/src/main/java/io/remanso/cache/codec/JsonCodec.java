package io.remanso.cache.codec;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as JSON in UTF-8, written and read with Jackson. */
public final class JsonCodec<V> implements ValueCodec<V> {

    /** Times keep their offset and zone: what comes back is equal to what was written. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                    .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                    .build();

    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JsonCodec(JsonMapper mapper, JavaType type) {
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type);
    }

    public static <V> JsonCodec<V> of(Class<V> type) {
        return of(MAPPER.constructType(type), MAPPER);
    }

    public static <V> JsonCodec<V> of(TypeReference<V> type) {
        return of(type, MAPPER);
    }

    /**
     * @param mapper decides names, dates and unknown properties
     */
    public static <V> JsonCodec<V> of(TypeReference<V> type, JsonMapper mapper) {
        return new JsonCodec<>(mapper, mapper.constructType(type));
    }

    /**
     * @param mapper decides names, dates and unknown properties
     */
    public static <V> JsonCodec<V> of(JavaType type, JsonMapper mapper) {
        return new JsonCodec<>(mapper, type);
    }

    @Override
    public char format() {
        return 'j';
    }

    @Override
    public byte[] encode(V value) {
        return writer.writeValueAsBytes(value);
    }

    @Override
    public V decode(byte[] bytes, int offset, int length) {
        return reader.readValue(bytes, offset, length);
    }
}
