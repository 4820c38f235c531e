package io.remanso.redis;

/**
 * A setting has a value that is not allowed. The message is one line that names the setting, the
 * value with any password masked, and what is allowed.
 */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    public InvalidSettingException(String setting, String value, String allowed) {
        super("%s is '%s'; allowed is %s".formatted(setting, value, allowed));
        this.setting = setting;
    }

    /** The name of the setting, such as {@code REDIS_PORT}. */
    public String setting() {
        return setting;
    }
}
