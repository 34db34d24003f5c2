/**
 * Values as sources write them, brought to one form: contact points, names, places, money, web
 * addresses and keys.
 *
 * <p>Each concept is one class with two faces. The kernel is plain Java (text in, value out, null
 * for "no usable value") and is where the rules are tested. The {@code Column} functions put it to
 * work in Spark, with built-in functions where they suffice; this is the only package that makes
 * user-defined functions. Nothing here rejects a row and nothing here knows a destination: how a
 * platform wants an e-mail address is that platform's format.
 */
@NullMarked
package io.tributary.columns;

import org.jspecify.annotations.NullMarked;
