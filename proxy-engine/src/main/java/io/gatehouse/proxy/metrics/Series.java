package io.gatehouse.proxy.metrics;

import io.gatehouse.model.metrics.ExpositionText;

/** What is counted under one set of labels. */
interface Series {

    /** @param labels as they stand between the braces */
    void write(ExpositionText.Family family, String labels);
}
