package io.remanso.jcache;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The beans of one cache in the platform's MBean server, under the names of the standard. */
final class Management {

    private static final Pattern UNSAFE = Pattern.compile("[,:=\n*?\"]");
    private static final Pattern PASSWORD = Pattern.compile("//[^/]*@");

    private final String manager;
    private final String cache;

    /** What is shown by this: another cache may have the name, in a manager of another loader. */
    private final Set<Kind> shown = EnumSet.noneOf(Kind.class);

    Management(URI manager, String cache) {
        this.manager = safe(withoutPassword(manager));
        this.cache = safe(cache);
    }

    /** A URI as it may be shown to everybody. */
    static String withoutPassword(URI uri) {
        return PASSWORD.matcher(uri.toString()).replaceAll("//***@");
    }

    private static String safe(String text) {
        return UNSAFE.matcher(text).replaceAll(".");
    }

    /** Which bean. */
    enum Kind {
        CONFIGURATION("CacheConfiguration"),
        STATISTICS("CacheStatistics");

        private final String type;

        Kind(String type) {
            this.type = type;
        }
    }

    /** Shows the bean, or no longer; doing so again changes nothing. */
    synchronized void show(Kind kind, Object bean, boolean wanted) {
        if (wanted == shown.contains(kind)) {
            return;
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name =
                    new ObjectName(
                            "javax.cache:type=%s,CacheManager=%s,Cache=%s"
                                    .formatted(kind.type, manager, cache));
            if (wanted) {
                server.registerMBean(bean, name);
                shown.add(kind);
            } else {
                shown.remove(kind);
                server.unregisterMBean(name);
            }
        } catch (InstanceAlreadyExistsException | InstanceNotFoundException e) {
            // As it was wanted.
        } catch (JMException e) {
            throw new CacheException(
                    "The bean %s of cache '%s' cannot be shown".formatted(kind, cache), e);
        }
    }
}
