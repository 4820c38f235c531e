package io.remanso.spring.cache;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.cache.annotation.AnnotationCacheOperationSource;
import org.springframework.cache.interceptor.CacheEvictOperation;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * What the annotated methods of the application's beans say about the values of each cache: the
 * type that they return, looked at once. Thread-safe.
 */
final class DeclaredTypes {

    private final ConfigurableListableBeanFactory beans;
    private final TypeFactory factory;
    private final AnnotationCacheOperationSource source = new AnnotationCacheOperationSource(false);
    private final SingletonSupplier<Map<String, Map<JavaType, String>>> found =
            SingletonSupplier.of(this::scan);

    DeclaredTypes(ConfigurableListableBeanFactory beans, TypeFactory factory) {
        this.beans = beans;
        this.factory = factory;
    }

    /** Per cache its types, each with a method that returns it. */
    Map<String, Map<JavaType, String>> all() {
        return found.obtain();
    }

    private Map<String, Map<JavaType, String>> scan() {
        Map<String, Map<JavaType, String>> types = new LinkedHashMap<>();
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

    private void note(
            Map<String, Map<JavaType, String>> types,
            Class<?> owner,
            Method method,
            CacheOperation operation) {
        JavaType type =
                value(
                        factory.constructType(
                                GenericTypeResolver.resolveType(
                                        method.getGenericReturnType(), owner)));
        if (operation instanceof CacheEvictOperation || type.hasRawClass(Void.class)) {
            return;
        }
        for (String cache : operation.getCacheNames()) {
            types.computeIfAbsent(cache, name -> new LinkedHashMap<>())
                    .putIfAbsent(type, owner.getSimpleName() + "." + method.getName());
        }
    }

    /** What Spring stores of what a method returns; an Optional inside of a future as it is. */
    private JavaType value(JavaType returned) {
        if (returned.hasRawClass(Optional.class)
                || returned.isTypeOrSubTypeOf(CompletionStage.class)) {
            return returned.containedTypeOrUnknown(0);
        }
        return switch (returned.getRawClass().getName()) {
            case "reactor.core.publisher.Mono" -> returned.containedTypeOrUnknown(0);
            case "reactor.core.publisher.Flux" ->
                    factory.constructCollectionType(List.class, returned.containedTypeOrUnknown(0));
            default ->
                    returned.isPrimitive()
                            ? factory.constructType(
                                    ClassUtils.resolvePrimitiveIfNecessary(returned.getRawClass()))
                            : returned;
        };
    }
}
