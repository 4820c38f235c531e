package io.remanso.jcache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.UUID;
import javax.cache.CacheException;

/**
 * Copies of objects in this process, by Java serialization. Its bytes are read right where they
 * were written and go nowhere else. Thread-safe.
 */
final class SerialCopies {

    private final ClassLoader loader;

    /**
     * @param loader where the classes of the objects are found
     */
    SerialCopies(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * A copy; the object itself when nobody can change it.
     *
     * @throws CacheException when it is not serializable
     */
    @SuppressWarnings("unchecked") // a copy is of the same class
    <T> T copy(T object) {
        return immutable(object) ? object : (T) read(write(object));
    }

    static boolean immutable(Object object) {
        return object instanceof String
                || object instanceof Integer
                || object instanceof Long
                || object instanceof Boolean
                || object instanceof Double
                || object instanceof Float
                || object instanceof Short
                || object instanceof Byte
                || object instanceof Character
                || object instanceof UUID
                || object instanceof Enum<?>
                || object.getClass() == BigInteger.class
                || object.getClass() == BigDecimal.class
                || ((object instanceof Temporal || object instanceof TemporalAmount)
                        && object.getClass().getName().startsWith("java.time."));
    }

    byte[] write(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new CacheException(
                    "What is stored by value in process must be serializable, a %s is not: %s; make it so, or set storeByValue to false"
                            .formatted(object.getClass().getName(), e),
                    e);
        }
        return bytes.toByteArray();
    }

    /** The object that {@link #write} was given. */
    Object read(byte[] bytes) {
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new CacheException(
                    "What was stored by value cannot be read again: %s".formatted(e), e);
        }
    }

    private final class Reader extends ObjectInputStream {
        Reader(InputStream in) throws IOException {
            super(in);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described)
                throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described);
            }
        }
    }
}
