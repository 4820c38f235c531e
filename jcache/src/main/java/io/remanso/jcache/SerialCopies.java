package io.remanso.jcache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
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
        return Immutables.contain(object) ? object : (T) read(write(object));
    }

    private static byte[] write(Object object) {
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

    private Object read(byte[] bytes) {
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
