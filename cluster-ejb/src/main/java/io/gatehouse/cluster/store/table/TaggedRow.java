package io.gatehouse.cluster.store.table;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.util.List;

/** An entity that can carry tags. */
@MappedSuperclass
public abstract class TaggedRow extends Row {

    @Basic
    @Convert(converter = TextArrayConverter.class)
    @Column(name = "tags")
    List<String> tags;
}
