package io.remanso.jcache;

import io.remanso.cache.KeyCodec;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of any serializable key in this process: its bytes, sealed with a secret of this object,
 * so that no text from elsewhere is ever deserialized. Texts are plain. Thread-safe.
 */
final class LocalKeys<K> implements KeyCodec<K> {

    private static final String SEAL = "HmacSHA256";
    private static final int SEAL_LENGTH = 32;
    private static final char PLAIN = '\'';

    private final SerialCopies serial;
    private final SecretKeySpec secret;

    LocalKeys(SerialCopies serial) {
        this.serial = serial;
        byte[] random = new byte[SEAL_LENGTH];
        new SecureRandom().nextBytes(random);
        this.secret = new SecretKeySpec(random, SEAL);
    }

    @Override
    public String encode(K key) {
        if (key instanceof String text) {
            return PLAIN + text;
        }
        byte[] bytes = serial.write(key);
        byte[] sealed = Arrays.copyOf(seal(bytes), SEAL_LENGTH + bytes.length);
        System.arraycopy(bytes, 0, sealed, SEAL_LENGTH, bytes.length);
        return Base64.getEncoder().encodeToString(sealed);
    }

    @Override
    @SuppressWarnings("unchecked") // what encode was given
    public K decode(String text) {
        if (!text.isEmpty() && text.charAt(0) == PLAIN) {
            return (K) text.substring(1);
        }
        byte[] sealed = Base64.getDecoder().decode(text);
        byte[] bytes = Arrays.copyOfRange(sealed, SEAL_LENGTH, sealed.length);
        if (!MessageDigest.isEqual(seal(bytes), Arrays.copyOf(sealed, SEAL_LENGTH))) {
            throw new IllegalArgumentException("A key's text must be of this process");
        }
        return (K) serial.read(bytes);
    }

    private byte[] seal(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(secret);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + SEAL, e);
        }
    }
}
