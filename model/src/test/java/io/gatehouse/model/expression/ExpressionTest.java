package io.gatehouse.model.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static Expression parse(String text) {
        return Expression.parse(text, Subsystem.HTTP);
    }

    private static Literal literal(String text) {
        return assertInstanceOf(Expression.Predicate.class, parse(text)).literal();
    }

    private static String refusal(String text, Subsystem subsystem) {
        return assertThrows(ExpressionException.class, () -> Expression.parse(text, subsystem))
                .getMessage();
    }

    @Test
    void bindsOrTighterThanAndBothToTheLeft() {
        String a = "http.method == \"A\"";
        String b = "http.method == \"B\"";
        String c = "http.method == \"C\"";
        assertEquals(
                new Expression.And(parse(a), new Expression.Or(parse(b), parse(c))),
                parse(a + " && " + b + " || " + c));
        assertEquals(
                new Expression.And(new Expression.And(parse(a), parse(b)), parse(c)),
                parse(a + "&&" + b + "\n&&\t" + c));
        assertEquals(
                new Expression.Or(new Expression.And(parse(a), parse(b)), new Expression.Not(parse(c))),
                parse("(" + a + " && " + b + ") || !( " + c + " )"));
    }

    @Test
    void readsStringsWithEscapesAndRawOnes() {
        assertEquals(new Literal.Text("a\"b\\c\n\r\t"), literal("http.path == \"a\\\"b\\\\c\\n\\r\\t\""));
        assertEquals(new Literal.Text("a\"\\d"), literal("http.path == r#\"a\"\\d\"#"));
    }

    @ParameterizedTest
    @CsvSource({"8000, 8000", "0x1F40, 8000", "017500, 8000", "-1, -1", "-0x10, -16", "0, 0"})
    void readsIntegers(String text, long value) {
        assertEquals(new Literal.Number(value), literal("net.dst.port == " + text));
    }

    @Test
    void readsAddressesAndNetworks() {
        Literal.Network network = assertInstanceOf(Literal.Network.class, literal("net.src.ip in fd00::/8"));
        assertEquals(8, network.bits());
        assertEquals(16, network.address().getAddress().length);
        Literal.Address address = assertInstanceOf(Literal.Address.class, literal("net.src.ip != 192.0.2.1"));
        assertEquals("192.0.2.1", address.value().getHostAddress());
        assertEquals(
                Operator.NOT_IN,
                assertInstanceOf(Expression.Predicate.class, parse("net.src.ip not in 192.0.2.0/24"))
                        .operator());
    }

    @Test
    void readsFunctionsAndSegments() {
        Expression.Predicate nested =
                assertInstanceOf(Expression.Predicate.class, parse("any(lower( http.headers.x_a )) == \"1\""));
        assertTrue(nested.any() && nested.lower());
        Field range = assertInstanceOf(Expression.Predicate.class, parse("http.path.segments.1_12 == \"b/c\""))
                .field();
        assertEquals(1, range.first());
        assertEquals(12, range.last());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "1_1", "2_1", "0_01", "x", "", "_1", "1_", "99999999999"})
    void refusesMalformedSegments(String range) {
        assertEquals(
                "illformed http.path.segments.* field",
                refusal("http.path.segments." + range + " == \"a\"", Subsystem.HTTP));
    }

    @Test
    void refusesFieldsThatTheSubsystemDoesNotHave() {
        assertEquals("Unknown LHS field", refusal("http.nothing == \"a\"", Subsystem.HTTP));
        assertEquals("Unknown LHS field", refusal("http.path == \"/\"", Subsystem.STREAM));
        assertInstanceOf(Expression.Predicate.class, Expression.parse("tls.sni == \"a\"", Subsystem.STREAM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.path == 1",
                "net.dst.port == \"80\"",
                "net.src.ip == \"10.0.0.1\"",
                "net.src.ip == 10.0.0.0/8",
                "http.path ~ 10.0.0.1"
            })
    void refusesLiteralsOfAnotherType(String text) {
        assertEquals("Type mismatch between the LHS and RHS values of predicate", refusal(text, Subsystem.HTTP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.dst.port ~ 1",
                "net.dst.port contains 1",
                "http.path > \"a\"",
                "net.src.ip ^= 10.0.0.1",
                "net.src.ip in 10.0.0.1",
                "http.path in 10.0.0.0/8",
                "lower(net.dst.port) == 1",
                "http.path ~ \"(a\""
            })
    void refusesOperatorsThatDoNotFit(String text) {
        assertTrue(refusal(text, Subsystem.HTTP).length() > 10);
    }

    @Test
    void showsWhereTheTextGoesWrong() {
        assertEquals(
                " --> 1:11\n  |\n1 | http.path = \"/\"\n  |           ^---\n  |\n  = expected binary_operator",
                refusal("http.path = \"/\"", Subsystem.HTTP));
        assertEquals(" --> 1:2\n  |\n1 | ()\n  |  ^---\n  |\n  = expected term", refusal("()", Subsystem.HTTP));
        String second = refusal("http.path == \"/\" &&\nnonsense", Subsystem.HTTP);
        assertTrue(second.startsWith(" --> 2:9\n  |\n2 | nonsense\n"), second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!http.path == \"/\"",
                "http.path == \"/",
                "http.path == r#\"/\"",
                "http.path == \"\\x\"",
                "(http.path == \"/\"",
                "http.path == \"/\")",
                "http.path == \"/\" and http.path == \"/\"",
                "lower(http.path == \"/\")",
                "net.dst.port == 99999999999999999999",
                "net.src.ip in 10.0.0.0/33",
                "any() == 1"
            })
    void refusesWhatIsNoExpression(String text) {
        assertTrue(!refusal(text, Subsystem.HTTP).isEmpty());
    }

    @Test
    void refusesBottomlessNesting() {
        String deep = "(".repeat(10_000) + "http.path == \"/\"" + ")".repeat(10_000);
        assertTrue(refusal(deep, Subsystem.HTTP).contains("nested deeper than 100"));
    }
}
