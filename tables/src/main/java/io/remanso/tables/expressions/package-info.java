/**
 * The language of {@code add_column}: a text such as {@code price * quantity} becomes a tree. Open
 * {@link io.remanso.tables.expressions.Expression} first. Nothing here knows tables or SQL: what
 * the names mean, and which types fit, is found out where the tree is used.
 */
@NullMarked
package io.remanso.tables.expressions;

import org.jspecify.annotations.NullMarked;
