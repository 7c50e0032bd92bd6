package io.gatehouse.plugins.keyauth;

import java.util.List;
import java.util.Optional;

/** The {@code config} record of key-auth; its fields are described in {@code key-auth.yaml}. */
record KeyAuthConfig(
        List<String> keyNames,
        boolean hideCredentials,
        Optional<String> anonymous,
        boolean keyInHeader,
        boolean keyInQuery,
        boolean keyInBody,
        boolean runOnPreflight,
        Optional<String> realm) {}
