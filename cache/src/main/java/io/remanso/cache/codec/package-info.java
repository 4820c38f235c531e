/**
 * The forms a value takes in Redis. Open {@link io.remanso.cache.codec.ValueCodec} first; {@link
 * io.remanso.cache.codec.JsonCodec} is the default, readable by an operator with {@code redis-cli
 * GET}. The header that stands before the encoded value, the checksum and the compression belong to
 * the cache, not to a codec. Java serialization is not offered.
 */
@NullMarked
package io.remanso.cache.codec;

import org.jspecify.annotations.NullMarked;
