package io.remanso.spring.cache;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * What the annotated methods of the application's beans say about the values of each cache: the
 * type that they return, looked at once. Thread-safe.
 */
final class DeclaredTypes {

    private final ConfigurableListableBeanFactory beans;
    private final AnnotationCacheOperationSource source = new AnnotationCacheOperationSource(false);
    private final SingletonSupplier<Map<String, Map<ResolvableType, String>>> found =
            SingletonSupplier.of(this::scan);

    DeclaredTypes(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Per cache its types, each with a method that returns it. */
    Map<String, Map<ResolvableType, String>> all() {
        return found.obtain();
    }

    private Map<String, Map<ResolvableType, String>> scan() {
        Map<String, Map<ResolvableType, String>> types = new LinkedHashMap<>();
        for (String bean : beans.getBeanDefinitionNames()) {
            Class<?> type = typeOf(bean);
            if (type != null && source.isCandidateClass(type)) {
                Map<Method, Collection<CacheOperation>> methods =
                        MethodIntrospector.selectMethods(
                                type,
                                (MethodIntrospector.MetadataLookup<Collection<CacheOperation>>)
                                        method -> source.getCacheOperations(method, type));
                methods.forEach((method, operations) ->
                        operations.forEach(operation -> note(types, type, method, operation)));
            }
        }
        return types;
    }

    private @Nullable Class<?> typeOf(String bean) {
        if (beans.getBeanDefinition(bean).isAbstract()) {
            return null;
        }
        Class<?> target = AutoProxyUtils.determineTargetClass(beans, bean);
        return target == null ? null : ClassUtils.getUserClass(target);
    }

    private static void note(
            Map<String, Map<ResolvableType, String>> types,
            Class<?> owner,
            Method method,
            CacheOperation operation) {
        ResolvableType type = value(ResolvableType.forMethodReturnType(method, owner));
        if (operation instanceof CacheEvictOperation || type.toClass() == Void.class) {
            return;
        }
        for (String cache : operation.getCacheNames()) {
            types.computeIfAbsent(cache, name -> new LinkedHashMap<>())
                    .putIfAbsent(type, owner.getSimpleName() + "." + method.getName());
        }
    }

    /** What Spring stores of what a method returns. */
    private static ResolvableType value(ResolvableType returned) {
        Class<?> type = returned.toClass();
        if (type == Optional.class || CompletionStage.class.isAssignableFrom(type)) {
            return value(returned.getGeneric());
        }
        return switch (type.getName()) {
            case "reactor.core.publisher.Mono" -> value(returned.getGeneric());
            case "reactor.core.publisher.Flux" ->
                    ResolvableType.forClassWithGenerics(
                            java.util.List.class, returned.getGeneric());
            case "void" -> ResolvableType.forClass(Void.class);
            default ->
                    type.isPrimitive()
                            ? ResolvableType.forClass(ClassUtils.resolvePrimitiveIfNecessary(type))
                            : returned;
        };
    }
}
