package io.gatehouse.proxy.balancer;

import java.util.List;

/** What balancers see of a request: the inputs of hashing. An absent text is empty. */
public interface BalancerRequest {

    /** The client's address after real-ip processing. */
    String clientAddress();

    /** Id of the consumer, else of the credential. */
    String consumerOrCredentialId();

    /** All values of a header, in their order; one character for each byte. */
    List<String> headers(String lowerCaseName);

    /** Value of a cookie; one character for each byte. */
    String cookie(String name);

    /** Adds a cookie to the response; {@link #cookie} answers with it from then on. */
    void setCookie(String name, String value, String path);

    /** The path, all of it decoded, without dot segments and doubled slashes; one character for each byte. */
    String path();

    /** Decoded values of a query argument; an argument without a value counts as {@code true}. */
    List<String> queryArguments(String name);

    /** A group of the route's regular expression, by number or name. */
    String capture(String group);
}
